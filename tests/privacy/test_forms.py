"""The one door of the public forms."""

import base64
import json
from datetime import timedelta

import pytest
import time_machine
from altcha import v2 as altcha
from django import forms
from django.test import RequestFactory

from coalition.privacy import proof_of_work, rate_limits, services
from coalition.privacy.forms import ProtectedForm
from coalition.privacy.models import RateCounter
from coalition.privacy.rate_limits import Limit


class Door(ProtectedForm):
    scope = "test"
    email = forms.EmailField()


def fresh_proof() -> str:
    challenge = altcha.Challenge.from_dict(proof_of_work.new_challenge(RequestFactory().get("/")))
    solution = altcha.solve_challenge(challenge)
    assert solution is not None
    return altcha.Payload(challenge, solution).to_base64()


def attempt(**data) -> Door:
    form = Door({"email": "ada@example.org", **data}, request=RequestFactory().post("/"))
    form.is_valid()
    return form


@pytest.fixture(autouse=True)
def small(settings, monkeypatch, db):
    settings.RATE_LIMITS_ENABLED = True
    monkeypatch.setitem(rate_limits.LIMITS, "test", Limit(per_network=50, overall=50, unproven=1))


def test_without_javascript_one_gets_in_but_less_often_and_is_told_what_to_do():
    assert [attempt().is_valid() for _time in range(2)] == [True, False]
    assert attempt().non_field_errors() == ["Too many attempts. What you typed is kept: please try again in an hour."]
    assert [attempt(proof=fresh_proof()).errors for _time in range(2)] == [{}, {}]


def test_a_proof_is_spent_for_ever_also_past_the_hour_and_the_purge():
    with time_machine.travel("2026-11-25 12:55Z", tick=False) as clock:
        proof = fresh_proof()
        first = proof_of_work.is_solved(proof)
        clock.shift(600)  # another hour of the clock, and the challenge is still good
        services.purge()
        assert (first, proof_of_work.is_solved(proof)) == (True, False)
        clock.shift(timedelta(days=2).total_seconds())
        services.purge()
        assert (proof_of_work.is_solved(proof), RateCounter.objects.count()) == (False, 0)


def test_an_expired_challenge_and_another_answer_are_no_proof():
    with time_machine.travel("2026-11-25 12:00Z", tick=False) as clock:
        proof = fresh_proof()
        clock.shift(proof_of_work.LIFETIME.total_seconds() + 1)
        assert proof_of_work.is_solved(proof) is False
    changed = json.loads(base64.b64decode(fresh_proof()))
    changed["challenge"]["parameters"]["cost"] = 1
    assert proof_of_work.is_solved(base64.b64encode(json.dumps(changed).encode()).decode()) is False


def test_a_filled_honeypot_is_refused_before_it_is_counted():
    assert attempt(website="https://spam.example").is_valid() is False
    assert attempt().is_valid() is True

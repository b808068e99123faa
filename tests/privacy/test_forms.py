"""The one door of the public forms."""

import base64
import hashlib
import json

import pytest
from django import forms
from django.conf import settings
from django.test import RequestFactory

from coalition.privacy import limits, proof_of_work
from coalition.privacy.forms import ProtectedForm
from coalition.privacy.limits import Limit


class Door(ProtectedForm):
    scope = "test"
    email = forms.EmailField()


def solve(challenge: dict) -> str:
    """Return the payload that a browser makes."""
    for number in range(settings.PROOF_OF_WORK_COST + 1):
        if hashlib.sha256(f"{challenge['salt']}{number}".encode()).hexdigest() == challenge["challenge"]:
            answer = {name: challenge[name] for name in ("algorithm", "challenge", "salt", "signature")}
            return base64.b64encode(json.dumps(answer | {"number": number}).encode()).decode()
    raise AssertionError("The challenge has no solution.")


def knock(**data) -> Door:
    form = Door({"email": "ada@example.org", **data}, request=RequestFactory().post("/"))
    form.is_valid()
    return form


@pytest.fixture(autouse=True)
def small(settings, monkeypatch, db):
    settings.RATE_LIMITS_ENABLED = True
    monkeypatch.setitem(limits.LIMITS, "test", Limit(per_address=50, per_ip=50, overall=50, unproven=1))


def test_without_javascript_one_gets_in_but_less_often():
    assert [knock().is_valid() for _time in range(2)] == [True, False]


def test_with_a_proof_of_work_the_wider_limit_holds():
    knocks = [knock(proof=solve(proof_of_work.new_challenge())) for _time in range(3)]

    assert [form.errors for form in knocks] == [{}, {}, {}]


def test_a_proof_counts_once():
    proof = solve(proof_of_work.new_challenge())

    assert [proof_of_work.is_solved(proof) for _time in range(2)] == [True, False]


@pytest.mark.parametrize(
    "garbage", ["", "x", "e30=", base64.b64encode(b"[]").decode(), base64.b64encode(b"1").decode()]
)
def test_garbage_is_no_proof(garbage):
    assert proof_of_work.is_solved(garbage) is False


def test_a_filled_honeypot_is_refused_before_it_is_counted():
    assert knock(website="https://spam.example").is_valid() is False
    assert knock().is_valid() is True


def test_the_visitor_is_told_what_to_do():
    knock()

    assert knock().non_field_errors() == ["Too many attempts. What you typed is kept: please try again in an hour."]

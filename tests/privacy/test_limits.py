"""How often one may knock: by address, by IP, and all together."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test import RequestFactory

from coalition.privacy import limits
from coalition.privacy.limits import Limit, RateLimited
from coalition.privacy.models import RateCounter

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small(settings, monkeypatch):
    settings.RATE_LIMITS_ENABLED = True
    monkeypatch.setitem(limits.LIMITS, "test", Limit(per_address=2, per_ip=4, overall=6, unproven=3))
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def knock(address="", ip="10.0.0.1", *, proven=True, **headers):
    """Say whether one knock is let in."""
    request = RequestFactory().get("/", REMOTE_ADDR=ip, **headers)
    try:
        limits.check(scope="test", request=request, address=address, proven=proven)
    except RateLimited:
        return False
    return True


def test_an_address_is_limited_whatever_its_case_and_ip():
    assert [knock("Ada@example.org", "10.0.0.1"), knock(" ada@EXAMPLE.org", "10.0.0.2")] == [True, True]
    assert knock("ada@example.org", "10.0.0.3") is False
    assert knock("eve@example.org", "10.0.0.3") is True


def test_an_ip_is_limited_and_more_strictly_without_proof():
    assert [knock() for _time in range(5)] == [True] * 4 + [False]
    assert [knock(ip="10.0.0.9", proven=False) for _time in range(1)] == [True]


def test_everyone_together_is_limited():
    assert [knock(ip=f"10.0.1.{number}") for number in range(7)] == [True] * 6 + [False]


def test_the_next_window_is_fresh(small):
    assert [knock("ada@example.org") for _time in range(3)] == [True, True, False]

    small.shift(3600)

    assert knock("ada@example.org") is True


def test_a_forged_forwarded_header_is_ignored_without_a_proxy():
    answers = [knock(HTTP_X_FORWARDED_FOR=f"10.9.9.{number}") for number in range(5)]

    assert answers == [True] * 4 + [False]


def test_counters_hold_no_address_and_no_ip():
    knock("ada@example.org")

    kept = " ".join(str(value) for row in RateCounter.objects.values() for value in row.values())
    assert "ada" not in kept
    assert "10.0.0.1" not in kept


def test_who_is_turned_away_uses_up_nobody_elses_knocks():
    for _time in range(20):
        knock()

    assert [knock(ip=f"10.0.1.{number}") for number in range(3)] == [True, True, False]


@pytest.mark.parametrize("address", ["", "ada@example.org"])
def test_a_knock_costs_two_statements(address, django_assert_num_queries):
    with django_assert_num_queries(2):
        knock(address, proven=False)


def test_a_transaction_keeps_its_promise_to_the_disk():
    knock()

    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone() == ("on",)

"""How often one may try: by network, by flow, and with less ease when many do."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import RequestFactory

from coalition.privacy import rate_limits
from coalition.privacy.email_addresses import keyed_digest
from coalition.privacy.models import RateCounter
from coalition.privacy.rate_limits import Limit, RateLimited

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small(settings, monkeypatch):
    settings.RATE_LIMITS_ENABLED = True
    monkeypatch.setitem(
        rate_limits.LIMITS,
        "test",
        Limit(per_network=4, overall=12, unproven=3, unproven_when_busy=1, per_flow=2, per_subject=9),
    )
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def attempt(ip="10.0.0.1", *, flow="", subject="", proven=True):
    request = RequestFactory().get("/", REMOTE_ADDR=ip)
    try:
        rate_limits.check(scope="test", request=request, flow=flow, subject=subject, proven=proven)
    except RateLimited:
        return False
    return True


def test_a_flow_is_limited_wherever_its_link_is_opened_and_no_other_one_is():
    assert [attempt(f"10.0.0.{number}", flow="signature:1") for number in range(3)] == [True, True, False]
    assert attempt("10.0.0.9", flow="signature:2") is True


def test_a_network_is_limited_and_more_strictly_without_proof():
    assert [attempt() for _time in range(5)] == [True] * 4 + [False]
    assert [attempt("10.0.0.9", proven=False) for _time in range(4)] == [True] * 3 + [False]


def test_a_delegation_behind_one_address_is_let_in_by_its_proofs_and_stops_no_other_event():
    assert [attempt(subject="seminar", proven=False) for _time in range(4)] == [True] * 3 + [False]
    assert [attempt(subject="seminar") for _time in range(10)] == [True] * 9 + [False]
    assert (attempt(subject="training"), attempt("10.0.0.9", subject="seminar"), attempt()) == (True, True, False)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("192.0.2.7", "::ffff:192.0.2.7", True),
        ("192.0.2.7", "192.0.2.8", False),
    ],
)
def test_ipv6_is_counted_by_its_64_bits_and_ipv4_whole(first, second, same):
    answers = [rate_limits.network(RequestFactory().get("/", REMOTE_ADDR=address)) for address in (first, second)]

    assert (answers[0] == answers[1]) is same


def test_a_flood_from_everywhere_closes_the_form_to_nobody():
    flood = [attempt(f"10.0.1.{number}") for number in range(20)]

    assert flood == [True] * 20
    assert [attempt("10.0.2.1", proven=False) for _time in range(2)] == [True, False]  # fewer without proof
    assert [attempt("10.0.2.2") for _time in range(2)] == [True, True]


def test_the_window_slides(small):
    small.shift(3599)  # the last second of an hour of the clock
    assert [attempt() for _time in range(5)] == [True] * 4 + [False]

    small.shift(60)
    assert attempt() is False

    small.shift(3600 + 300)
    assert attempt() is True


def test_counters_hold_no_address_and_no_ip_and_none_of_who_is_turned_away():
    for _time in range(20):
        attempt(flow="signature:1")
    assert RateCounter.objects.get(key_digest=keyed_digest("rate", "all")).count == 2

    kept = " ".join(str(value) for row in RateCounter.objects.values() for value in row.values())
    assert "signature" not in kept
    assert "10.0.0.1" not in kept


@pytest.mark.parametrize("flow", ["", "signature:1"])
def test_an_attempt_costs_two_statements(flow, django_assert_num_queries):
    with django_assert_num_queries(2):
        attempt(flow=flow, proven=False)

"""What the measurements count: only what they claim to."""

import threading
from itertools import count

import pytest

from benchmarks import calendars, load
from benchmarks.__main__ import READERS_DOMAIN, rate_of
from benchmarks.visitors import Outcome
from tests.calendar.readers import built
from tests.factories.events import events_page
from tests.installation import Mailbox


def test_only_the_readers_mails_are_counted_from_the_first_to_the_last():
    mailbox = Mailbox()
    came = [("someone@registrant.example", 0.0), ("a@reader.example", 10.0), ("b@reader.example", 10.5)]
    came += [("b@reader.example", 11.0), ("demo@ville.example", 99.0)]
    for address, at in came:
        mailbox.accepted_at.append(at)
        mailbox.accepted.append((address, b""))

    arrivals = mailbox.arrivals(READERS_DOMAIN)
    assert arrivals == came[1:4]
    assert rate_of(arrivals, readers=3) == "2 messages/s, 1 lost, 1 doubled"
    assert rate_of([], readers=3) == "0 messages/s, 3 lost, 0 doubled"


def test_an_outcome_tells_the_rate_and_the_ninety_fifth_percentile():
    assert str(Outcome(100, 4.0, [], [number / 100 for number in range(100)])) == "25/s, p95 950 ms"


@pytest.mark.django_db
def test_generated_events_are_in_the_feed():
    events_page()
    assert (calendars.seed(3), calendars.seed(7)) == (3, 4)
    assert built().count(b"SUMMARY:Planned") == 7


def test_an_address_is_measured_once_no_process_makes_its_answer_any_more(monkeypatch):
    clocks, asked = threading.local(), count()

    def answer(url, headers):
        waits = next(asked) < 2 * load.CONNECTIONS  # as long as some process has yet to make it
        clocks.now = getattr(clocks, "now", 0) + (3 if waits else 0.01)
        return 200

    monkeypatch.setattr(load, "status", answer)
    monkeypatch.setattr(load.time, "monotonic", lambda: getattr(clocks, "now", 0))

    assert load.warm("http://site.example/", {}) == 3
    assert str(load.Rate(1000, 2.5, wrong=0, late=6)) == "1,000/s, p95 2.5 ms, 6 late"

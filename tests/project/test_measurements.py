"""What the measurements count: only what they claim to."""

import pytest

from benchmarks import calendars
from benchmarks.__main__ import READERS_DOMAIN, rate_of
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


@pytest.mark.django_db
def test_generated_events_are_in_the_feed():
    events_page()
    assert (calendars.seed(3), calendars.seed(7)) == (3, 4)
    assert built().count(b"SUMMARY:Planned") == 7

"""What the measurements count: only what they claim to."""

from benchmarks import newsletter
from benchmarks.visitors import Outcome
from tests.installation import Mailbox


def test_only_the_readers_mails_are_counted_from_the_first_to_the_last():
    mailbox = Mailbox()
    came = [("someone@registrant.example", 0.0), ("a@reader.example", 10.0), ("b@reader.example", 10.5)]
    came += [("b@reader.example", 11.0), ("demo@ville.example", 99.0)]
    for address, at in came:
        mailbox.accepted_at.append(at)
        mailbox.accepted.append((address, b""))

    arrivals = mailbox.arrivals("@reader.example")
    assert arrivals == came[1:4]
    assert newsletter.result(arrivals, readers=3) == "2 messages/s, 1 lost, 1 doubled"
    assert newsletter.result([], readers=3) == "0 messages/s, 3 lost, 0 doubled"


def test_an_outcome_tells_the_rate_and_the_ninety_fifth_percentile():
    assert str(Outcome(100, 4.0, [], [number / 100 for number in range(100)])) == "25/s, p95 950 ms"

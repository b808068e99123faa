"""Calendars that somebody broke are read or refused, and nothing else: 200, and 10,000 in `make attack`."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .measuring import rounds
from .mutated_calendars import PIECES, SEEDS, check, mutated


def test_what_is_broken_is_read_as_it_is_without_that():
    assert [len(check(seed.encode()).occurrences) for seed in SEEDS] == [9, 22]


@settings(max_examples=rounds(short=150, long=8_000), deadline=None, database=None, derandomize=True,
          suppress_health_check=list(HealthCheck))  # fmt: skip
@given(st.integers(min_value=0, max_value=2**48))
def test_a_calendar_changed_at_random_places(seed):
    check(mutated(seed))


@settings(max_examples=rounds(short=50, long=2_000), deadline=None, database=None, derandomize=True,
          suppress_health_check=list(HealthCheck))  # fmt: skip
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), max_size=12))
def test_an_event_of_pieces(pieces):
    event = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20270310T100000Z\r\n" + "".join(pieces)
    check((event + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n").encode("utf-8", "surrogatepass"))

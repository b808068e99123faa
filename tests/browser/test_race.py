"""Two hundred people want fifty seats, on real processes: web, worker, database. See events.registrations.services."""

import pytest

from benchmarks.registration import confirm_many, register_many
from tests.attacks.measuring import rounds
from tests.installation import Installation

pytestmark = [pytest.mark.attack, pytest.mark.xdist_group("race")]  # what its fixtures make is made once

ROUNDS = rounds(2, 10)
SEATS = 50
PEOPLE = 200
AT_ONCE = 16

# Runs in the installation: one event for each round.
MAKE_EVENTS = f"""
from datetime import timedelta
from django.utils import timezone
from events.models import Event
from events.pages.models import EventPage
from events.pages.sections import EventsIndexPage
from events.registrations.models import SeatCategory

index = EventsIndexPage.objects.get(locale__language_code="en")
begins = timezone.now().replace(tzinfo=None) + timedelta(days=30)
for number in range({ROUNDS}):
    name = f"Round {{number}}"
    end = begins + timedelta(hours=1)
    event = Event.objects.create(name=name, kind="training", wall_start=begins, wall_end=end, zone="UTC")
    SeatCategory.objects.create(event=event, capacity={SEATS})
    index.add_child(instance=EventPage(title=name, slug=f"round-{{number}}", event=event, locale=index.locale))
"""


# The forms of a round, as they are kept; what is raced for is the seat, and so the button.
FILL_IN = """
from events.registrations import services as registering
from events.registrations.fields import Registrant
from events.models import Event

event = Event.objects.get(name={name!r})
category = event.seat_categories.get()
for number in range({people}):
    person = Registrant(name="", email=f"{prefix}{{number}}@registrant.example", language="en")
    registering.ask(event=event, category=category, person=person)
"""


@pytest.fixture(scope="module")
def events(installation: Installation) -> None:
    """One event of fifty seats for each round."""
    installation.run(MAKE_EVENTS)


@pytest.mark.usefixtures("events")
@pytest.mark.parametrize("number", range(ROUNDS))
def test_nobody_gets_a_seat_that_is_not_there(installation: Installation, number: int):
    path = f"/en/events/round-{number}/register/"
    prefix = f"round{number}-"
    if number == 0:  # once the whole way
        outcome = register_many(installation, path, people=PEOPLE, at_once=AT_ONCE, prefix=prefix)
    else:
        installation.run(FILL_IN.format(name=f"Round {number}", people=PEOPLE, prefix=prefix))
        outcome = confirm_many(installation, people=PEOPLE, at_once=AT_ONCE, prefix=prefix)

    states = installation.query(
        "SELECT registration.state, count(*) FROM events_registration registration "
        "JOIN events_event event ON event.id = registration.event_id WHERE event.name = %s "
        "GROUP BY registration.state ORDER BY registration.state",
        f"Round {number}",
    )
    assert outcome.failures == []
    assert states == [("confirmed", SEATS), ("waiting", PEOPLE - SEATS)]

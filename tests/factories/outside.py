"""Calendars of others, and what is in them."""

from datetime import UTC, datetime

import factory

from events.pages.outside.models import OutsideCalendar, OutsideEvent


class OutsideCalendarFactory(factory.django.DjangoModelFactory):
    """The calendar of an association of cities, which was not read yet."""

    class Meta:
        model = OutsideCalendar

    name = factory.Sequence(lambda number: f"Cities {number}")
    address = factory.Sequence(lambda number: f"https://cities.example/{number}.ics")
    home = "https://cities.example/calendar"


class OutsideEventFactory(factory.django.DjangoModelFactory):
    """A congress in March 2027."""

    class Meta:
        model = OutsideEvent

    calendar = factory.SubFactory(OutsideCalendarFactory)
    uid = factory.Sequence(lambda number: f"congress-{number}@cities.example")
    start = datetime(2027, 3, 12, 9, 0, tzinfo=UTC)
    end = datetime(2027, 3, 12, 16, 0, tzinfo=UTC)
    zone = "Europe/Madrid"
    title = "Congress of cities"
    place = "Barcelona"
    url = "https://cities.example/congress"


def ics(*events: list[str], head: tuple[str, ...] = ()) -> bytes:
    """Return a calendar of `events`, each given by its lines."""
    lines = [line for event in events for line in ("BEGIN:VEVENT", *event, "END:VEVENT")]
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//EN", *head, *lines, "END:VCALENDAR", ""]
    ).encode()

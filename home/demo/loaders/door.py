"""The doors of one event to come, and people who come to them: invented ones, at addresses that lead nowhere."""

from typing import Any

from django.db import transaction

from events.door.models import Door
from events.models import Event
from events.registrations.models import Registration

from .events import uid_of


@transaction.atomic
def load(content: dict[str, Any]) -> None:
    """Make the doors and the guests of `content` for each event that has no door yet. Nobody is written to."""
    for key, row in content.items():
        event = Event.objects.get(uid=uid_of(key))
        if Door.objects.filter(event=event).exists():
            continue
        for door in row["door"]:
            Door.objects.create(event=event, **door)
        category = event.seat_categories.order_by("pk")[0]
        for guest in row["guest"]:
            email = f"{guest['name'].partition(' ')[0].lower()}@guests.example"
            Registration.objects.create(event=event, category=category, email=email, **guest)

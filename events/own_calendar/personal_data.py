"""What private calendars hold about a person: to hand over, to erase, to forget in time."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from events.querysets import over
from events.registrations.emails import title_for
from events.registrations.models import Registration
from events.registrations.personal_data import RETENTION

from .models import Held


def export_held(address: str) -> list[dict[str, Any]]:
    """Return which registrations of `address` are in a private calendar (GDPR article 15)."""
    rows = Held.objects.filter(registration__in=Registration.objects.for_address(address)).order_by("pk")
    return [{"event": title_for(row.registration)} for row in rows.select_related("registration__event")]


def erase_held(address: str) -> int:
    """Take the registrations of `address` out of private calendars; return how many there were."""
    return forget(Registration.objects.for_address(address))


def purge_held(now: datetime) -> int:
    """Take out people who were forgotten, and events that ended over 90 days ago."""
    ended = Q(event__end__lt=now - RETENTION) & over(now, "event__")
    return forget(Registration.objects.filter(Q(email="") | ended))


def forget(registrations: QuerySet[Registration]) -> int:
    """Take `registrations` out of private calendars; return how many there were."""
    return Held.objects.filter(registration__in=registrations.values("pk")).delete()[0]

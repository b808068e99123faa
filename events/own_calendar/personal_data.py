"""What private calendars hold about a person: to hand over, to erase, to forget in time."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from events.querysets import over
from events.registrations.emails import title_for
from events.registrations.models import Registration
from events.registrations.personal_data import RETENTION, of_registrations

from .models import Held


def export_held(address: str) -> list[dict[str, Any]]:
    """Return which registrations of `address` are in a private calendar (GDPR article 15)."""
    rows = Held.objects.filter(registration__in=Registration.objects.for_address(address)).order_by("pk")
    return [{"event": title_for(row.registration)} for row in rows.select_related("registration__event")]


def forget(registrations: QuerySet[Registration]) -> int:
    """Take `registrations` out of private calendars; return how many there were."""
    return Held.objects.filter(registration__in=registrations.values("pk")).delete()[0]


def _ended(now: datetime) -> QuerySet[Registration]:
    """Return people who were forgotten, and who registered for events that ended over 90 days ago."""
    ended = Q(event__end__lt=now - RETENTION) & over(now, "event__")
    return Registration.objects.filter(Q(email="") | ended)


SOURCE = of_registrations(
    name="calendars of registered people",
    label=_("private calendars"),
    export=export_held,
    forget=forget,
    purged=_ended,
)

"""What answers of calendars hold about a person."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from events.registrations.emails import title_for
from events.registrations.models import Registration
from events.registrations.personal_data import of_registrations

from .models import CalendarReply


def export(address: str) -> list[dict[str, Any]]:
    """Return what the calendar of `address` answered (GDPR article 15)."""
    rows = CalendarReply.objects.filter(registration__in=Registration.objects.for_address(address))
    return [
        {"event": title_for(row.registration), "answer": row.answer, "received": row.received_at.isoformat()}
        for row in rows.select_related("registration__event").order_by("pk")
    ]


def forget(registrations: QuerySet[Registration]) -> int:
    """Forget what the calendars of `registrations` answered; return how many answers there were."""
    return CalendarReply.objects.filter(registration__in=registrations.values("pk")).delete()[0]


SOURCE = of_registrations(name="calendar answers", label=_("answers of calendars"), export=export, forget=forget)

"""What reminders hold about a person: which ones they do not want, and whether they want thanks."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from events.models import Reminder
from events.registrations.emails import title_for
from events.registrations.models import Registration
from events.registrations.personal_data import of_registrations

from .models import ReminderChoice


def export_choices(address: str) -> list[dict[str, Any]]:
    """Return which reminders `address` switched off, in words (GDPR article 15)."""
    rows = ReminderChoice.objects.filter(registration__in=Registration.objects.for_address(address))
    return [
        {
            "event": title_for(row.registration),
            "switched_off": [str(Reminder(kind).label) for kind in row.off],
            "thanks": row.thanks,
        }
        for row in rows.select_related("registration__event").order_by("pk")
    ]


def forget(registrations: QuerySet[Registration]) -> int:
    """Forget what the people of `registrations` chose; return how many choices there were."""
    return ReminderChoice.objects.filter(registration__in=registrations.values("pk")).delete()[0]


SOURCE = of_registrations(
    name="choices of reminders", label=_("choices of reminders"), export=export_choices, forget=forget
)

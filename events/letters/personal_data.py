"""What is kept of whom hosts wrote to: that they did, until the person is forgotten."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from events.registrations.emails import title_for
from events.registrations.models import Registration
from events.registrations.personal_data import of_registrations

from .models import Letter, LetterCopy


def export_copies(address: str) -> list[dict[str, Any]]:
    rows = LetterCopy.objects.filter(registration__in=Registration.objects.for_address(address))
    return [
        {
            "event": title_for(row.registration),
            "subject": row.letter.subject_in(row.registration.language),
            "text": "\n\n".join("\n".join(lines) for lines in row.letter.paragraphs(row.registration.language)),
            "sent": row.letter.sent_at.isoformat() if row.letter.sent_at else "",
        }
        for row in rows.select_related("letter", "registration__event").order_by("pk")
    ]


def owed(since: datetime) -> Exists:
    """Say of registrations whether they may be owed a letter that was sent after `since`."""
    letters = Letter.objects.filter(event_id=OuterRef("event_id"), sent_at__gt=since)
    return Exists(letters.filter(told_to__lt=OuterRef("pk"), last_registration__gte=OuterRef("pk")))


def forget(registrations: QuerySet[Registration]) -> int:
    """Forget that hosts wrote to `registrations`; how many people a letter was told to remains with it."""
    return LetterCopy.objects.filter(registration__in=registrations.values("pk")).delete()[0]


SOURCE = of_registrations(
    name="event messages", label=_("messages from the organisers"), export=export_copies, forget=forget, owed=owed
)

"""What is kept to write to who speaks. It goes with the people of the event."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from coalition.pages.words import in_language
from coalition.privacy.addresses import address_digest
from coalition.privacy.registry import PersonalData
from events.programme.models import Programme
from events.registrations.personal_data import forgotten

from .models import RefusedAddress, SpeakerContact


def export_contacts(address: str) -> list[dict[str, Any]]:
    """Return what is kept to write to `address` as a speaker (GDPR article 15)."""
    rows = SpeakerContact.objects.filter(email_digest=address_digest(address)).select_related(
        "speaker__programme__event"
    )
    return [
        {
            "event": row.speaker.programme.event.kind_and_day,
            "email": row.email,
            "language": row.language,
            "discreet": row.discreet,
            "sessions": [in_language(session["titles"]) for session in (row.told or {"sessions": []})["sessions"]],
            "told": row.told_at.isoformat() if row.told_at else None,
        }
        for row in rows.order_by("pk")
    ]


def erase_contacts(address: str) -> int:
    """Forget how `address` is written to as a speaker; return how often it was kept.

    That its holder refused the mails of an event stays until the people of the event go: nobody writes to them again.
    """
    return SpeakerContact.objects.filter(email_digest=address_digest(address)).delete()[0]


def purge_contacts(now: datetime) -> int:
    """Forget the addresses of speakers with the people of their event; return how many."""
    over = Programme.objects.filter(forgotten(now))
    RefusedAddress.objects.filter(programme__in=over).delete()
    return SpeakerContact.objects.filter(speaker__programme__in=over).delete()[0]


SPEAKERS = PersonalData(
    name="addresses of speakers",
    label=_("addresses of speakers"),
    export=export_contacts,
    erase=erase_contacts,
    purge=purge_contacts,
)

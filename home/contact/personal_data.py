"""What people wrote to the network, as personal data (GDPR articles 15, 17 and 5.1.e)."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from coalition.mail.services import forget_mail
from coalition.privacy.email_addresses import address_digest
from coalition.privacy.registry import PersonalData
from home.contact.models import ContactMessage

from . import services

RETENTION = timedelta(days=180)


def written_by(address: str) -> QuerySet[ContactMessage]:
    """Return the messages that give `address`."""
    return ContactMessage.objects.filter(email_digest=address_digest(address)).order_by("pk")


def export(address: str) -> list[dict[str, Any]]:
    """Return the messages of `written_by`, as JSON-ready rows."""
    return [
        {
            "reference": row.shown_reference,
            "topic": row.topic,
            "message": row.text,
            "name": row.name,
            "how to answer safely": row.safely,
            "language": row.language,
            "written": row.written_at.isoformat(),
        }
        for row in written_by(address)
    ]


def erase(address: str) -> int:
    """Delete the messages of `written_by`, and what the emails to the team hold of them; return how many."""
    return _delete(written_by(address))


def purge(now: datetime) -> int:
    """Delete the messages that are older than RETENTION; return how many."""
    return _delete(ContactMessage.objects.filter(written_at__lt=now - RETENTION))


def _delete(rows: QuerySet[ContactMessage]) -> int:
    for row in rows:
        forget_mail(key=services.key_of(row))
    return rows.delete()[0]


SOURCE = PersonalData(
    "messages", export, erase, purge, label=_("messages to the network"), periods={"contact": RETENTION}
)

"""Messages between town halls as personal data: free text, and nobody knows who at the town hall typed it.

So whoever reads a town hall's mail gets all that it sent, and erasing such an address erases all of it.
"""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from charter.reports.relay.models import MESSAGE_LIFE, PeerMessage
from charter.signing.models import Signature
from coalition.members.models import Contact
from coalition.privacy.addresses import normalise


def sent_by(address: str) -> QuerySet[PeerMessage]:
    """Return what was sent by the governments whose signature or contact has `address`.

    A signature that was not published proves nothing: anybody may type any government into one.
    """
    signatures = Signature.objects.published().about_address(normalise(address)).values("government")
    contacts = Contact.objects.filter(email__iexact=normalise(address)).values("government")
    return PeerMessage.objects.filter(Q(sender__in=signatures) | Q(sender__in=contacts))


def export(address: str) -> list[dict[str, Any]]:
    """Return the messages of `sent_by`, as JSON-ready rows."""
    return [
        {
            "message": row.text,
            "language": row.language,
            "from": row.sender.code,
            "to": row.recipient.code,
            "deliverable": row.deliverable,
            "sent": row.created_at.isoformat(),
        }
        for row in sent_by(address).select_related("sender", "recipient").order_by("pk")
    ]


def erase(address: str) -> int:
    """Delete the messages of `sent_by`; return how many."""
    return sent_by(address).delete()[0]


def purge(now: datetime) -> int:
    """Delete the messages whose link opens nothing any more; return how many."""
    return PeerMessage.objects.filter(created_at__lt=now - MESSAGE_LIFE).delete()[0]

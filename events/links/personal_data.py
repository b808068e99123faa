"""What is kept for half an hour of who asked for their link."""

from datetime import datetime
from typing import Any

from coalition.privacy.addresses import address_digest

from .models import LinkRequest


def export_requests(address: str) -> list[dict[str, Any]]:
    """Return what is kept of `address` (GDPR article 15)."""
    rows = LinkRequest.objects.filter(email_digest=address_digest(address)).select_related("event").order_by("pk")
    return [{"event": row.event.kind_and_day, "email": row.email, "asked": row.created_at.isoformat()} for row in rows]


def erase_requests(address: str) -> int:
    """Delete what is kept of `address`; return how many rows."""
    return LinkRequest.objects.filter(email_digest=address_digest(address)).delete()[0]


def drop_over(now: datetime) -> int:
    """Delete what is over; return how much."""
    return LinkRequest.objects.filter(LinkRequest.over(now)).delete()[0]

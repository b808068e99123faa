"""What is kept of whom hosts invited. Invitations go with the end of their event (models.PersonalInvitation.over)."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from coalition.privacy.addresses import address_digest
from events.registrations.models import Registration

from .models import PersonalInvitation


def export_invitations(address: str) -> list[dict[str, Any]]:
    """Return the invitations of `address` (GDPR article 15)."""
    rows = PersonalInvitation.objects.filter(email_digest=address_digest(address)).select_related("event")
    return [
        {
            "event": row.event.kind_and_day,
            "email": row.email,
            "invited": row.created_at.isoformat(),
            "used": row.used_at is not None,
        }
        for row in rows.order_by("pk")
    ]


def erase_invitations(address: str) -> int:
    """Delete the invitations of `address`: they open nothing any more. Who used one keeps their registration."""
    return PersonalInvitation.objects.filter(email_digest=address_digest(address)).delete()[0]


def forget(registrations: QuerySet[Registration]) -> int:
    """Take the address from the invitations by which `registrations` were made; return of how many."""
    rows = PersonalInvitation.objects.filter(registration__in=registrations.values("pk"))
    return rows.update(email="", email_digest="")


def drop_over(now: datetime) -> int:
    """Delete what is over; return how much."""
    return PersonalInvitation.objects.filter(PersonalInvitation.over(now)).delete()[0]

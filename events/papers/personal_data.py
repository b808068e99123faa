"""What certificates of attendance hold about a person: the name that they chose."""

from datetime import datetime
from typing import Any

from events.registrations.models import Registration
from events.registrations.personal_data import due

from .models import AttendanceCertificate


def export_certificates(address: str) -> list[dict[str, Any]]:
    """Return the certificates of attendance of `address` (GDPR article 15)."""
    rows = AttendanceCertificate.objects.filter(registration__in=Registration.objects.for_address(address))
    return [
        {"code": row.code, "name": row.name, "shows_name": row.shows_name, "made": row.made_at.isoformat()}
        for row in rows.order_by("pk")
    ]


def erase_certificates(address: str) -> int:
    """Take the name from the certificates of `address`: each stays genuine, and says no name."""
    rows = AttendanceCertificate.objects.filter(registration__in=Registration.objects.for_address(address))
    return rows.exclude(name="").update(name="", shows_name=False)


def purge_certificates(now: datetime) -> int:
    """Take the name from certificates of events whose people are forgotten now."""
    rows = AttendanceCertificate.objects.filter(registration__in=due(now))
    return rows.exclude(name="").update(name="", shows_name=False)

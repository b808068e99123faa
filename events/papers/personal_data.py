"""What certificates of attendance hold about a person: the name that they chose."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from events.registrations.models import Registration
from events.registrations.personal_data import of_registrations

from .models import AttendanceCertificate


def export_certificates(address: str) -> list[dict[str, Any]]:
    """Return the certificates of attendance of `address` (GDPR article 15)."""
    rows = AttendanceCertificate.objects.filter(registration__in=Registration.objects.for_address(address))
    return [
        {"code": row.code, "name": row.name, "name_since": row.name_since.isoformat(), "shows_name": row.shows_name,
         "made": row.made_at.isoformat()}
        for row in rows.order_by("pk")
    ]  # fmt: skip


def forget(registrations: QuerySet[Registration]) -> int:
    """Take the name from the certificates of `registrations`; return of how many."""
    rows = AttendanceCertificate.objects.filter(registration__in=registrations.values("pk"))
    return rows.exclude(name="").update(name="", shows_name=False)


SOURCE = of_registrations(
    name="certificates of attendance", label=_("certificates of attendance"), export=export_certificates, forget=forget
)

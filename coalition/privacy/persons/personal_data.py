"""The register itself as personal data: digests of addresses, for three years."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coalition.privacy.addresses import address_digest
from coalition.privacy.registry import Kept, PersonalData

from .models import PersonRequest
from .services import RETENTION, purge


def export_requests(address: str) -> list[dict[str, Any]]:
    """Return what the holder of `address` asked for before, and when it was answered."""
    rows = PersonRequest.objects.filter(address_digest=address_digest(address)).order_by("pk")
    fields = ("kind", "channel", "identity_check", "received_on", "state", "answered_at")
    return [dict(row) for row in rows.values(*fields)]


def kept_requests(address: str) -> list[Kept]:
    """Say that the register stays, and how long."""
    count = PersonRequest.objects.filter(address_digest=address_digest(address)).count()
    why = gettext(
        "Proof that the request was answered, for %(days)s days. It holds a digest, and neither name nor address."
    )
    return [Kept(gettext("requests in this register"), count, why % {"days": RETENTION.days})] if count else []


REQUESTS = PersonalData(
    "requests of persons", export_requests, purge=purge, kept=kept_requests, label=_("privacy requests")
)

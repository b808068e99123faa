"""What the directory and a profile say of a signature."""

from typing import Any

from django.db.models import QuerySet

from charter.signatories.models import STATUS_LABELS
from charter.signing.models import Signature


def signed_government_ids() -> QuerySet[Any, Any]:
    """Return the ids of the governments with a published signature, as a subquery."""
    return Signature.objects.signed().values("government_id")


def ad_referendum_government_ids() -> QuerySet[Any, Any]:
    """Return the ids of those whose signature was published before their council decided, as a subquery."""
    return Signature.objects.signed().filter(ad_referendum_until__isnull=False).values("government_id")


def profile_section(government: Any) -> dict[str, Any] | None:
    """Return the published signatures of `government` for its profile, the newest apart; None without one.

    `history` has every other one with what became of it: each is shown for ever.
    """
    published = Signature.objects.published().filter(government=government)
    found = list(published.select_related("government", "version").order_by("-number"))
    if not found:
        return None
    signature, *earlier = found
    history = [(row, STATUS_LABELS[row.state]) for row in earlier]
    return {"signature": signature, "label": STATUS_LABELS[signature.state], "history": history}

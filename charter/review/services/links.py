"""Secret addresses of published adhesions."""

from datetime import timedelta

from django.utils import timezone

from charter.review.models import AdhesionLink
from charter.signing.models import Signature

LINK_LIFETIME = timedelta(days=7)


def new_link(signature: Signature, *, occasion: str = "", lifetime: timedelta = LINK_LIFETIME) -> str:
    """Store a fresh link to `signature` and return its token. Raises IntegrityError when `occasion` had its link."""
    return AdhesionLink.issue(signature=signature, occasion=occasion, expires_at=timezone.now() + lifetime)

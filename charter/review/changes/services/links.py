"""What a town hall asks for its signature by a mailed link and a typed code; for seven days it can be stopped."""

from datetime import timedelta

from django.utils import timezone

from charter.review.changes.models import SignatureLink
from charter.signing.models import Signature

LINK_LIFETIME = timedelta(days=7)


def new_link(signature: Signature, *, occasion: str = "", lifetime: timedelta = LINK_LIFETIME) -> str:
    """Store a fresh link to `signature` and return its token. Raises IntegrityError when `occasion` had its link."""
    return SignatureLink.issue(signature=signature, occasion=occasion, expires_at=timezone.now() + lifetime)

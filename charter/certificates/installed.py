"""The key and the certificate that this installation signs with, and when the certificate runs out."""

from datetime import datetime, timedelta
from functools import lru_cache

from django.conf import settings
from django.utils import timezone

from .identity import Identity, development_identity, load_identity

DEVELOPMENT_FOLDER = "development-signing"  # below VAR_DIR
SOON = timedelta(days=60)  # a new qualified seal takes weeks


def identity() -> Identity:
    """Return what signs now. Raises BadIdentity: nothing is configured outside the demonstration, or not valid now."""
    found = configured()
    found.refuse_unless_valid(timezone.now())
    return found


def configured() -> Identity:
    """Return what is configured, valid or not; the demonstration makes its own at first use. Raises BadIdentity."""
    return _identity(settings.CHARTER_SIGNING_KEY, settings.CHARTER_SIGNING_CERTIFICATE)


def runs_out() -> datetime | None:
    """Return when the certificate runs out, or ran out, where that is within SOON. Raises BadIdentity."""
    if settings.DEMO and not settings.CHARTER_SIGNING_KEY:  # that of the demonstration is made when something is signed
        return None
    until = configured().certificate.not_valid_after_utc
    return until if until < timezone.now() + SOON else None


@lru_cache(maxsize=2)
def _identity(key: str, certificate: str) -> Identity:
    if settings.DEMO and not key and not certificate:
        return development_identity(settings.VAR_DIR / DEVELOPMENT_FOLDER)
    return load_identity(key=key, certificate=certificate)

"""Consent, export, erasure and retention: the privacy rules that hold for every app."""

from datetime import datetime, timedelta
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.db import transaction
from django.utils import timezone

from . import inquiries, registry
from .addresses import address_digest, holder_digest
from .lockout import FORGOTTEN_AFTER
from .models import Consent, DiscreetAddress, LoginDelay, OneTimeCode, RateCounter, SpentProof

CODE_RETENTION = timedelta(days=1)
COUNTER_RETENTION = timedelta(days=1)
PROOF_RETENTION = timedelta(days=1)  # after its challenge expired, of which every clock may think otherwise


def record_consent(
    *, purpose: str, address: str, text: str, version: str, language: str, given_at: datetime | None = None
) -> Consent:
    """Keep the exact `text` that the holder of `address` agreed to, with its version, language and time.

    `given_at` is when they agreed; now when it is not given.
    """
    return Consent.objects.create(
        purpose=purpose,
        subject_digest=address_digest(address),
        text=str(text),
        version=version,
        language=language,
        given_at=given_at or timezone.now(),
    )


def withdraw_consent(*, purpose: str, address: str) -> int:
    """Mark every standing consent of `address` for `purpose` as withdrawn now; return how many."""
    standing = Consent.objects.filter(
        purpose=purpose, subject_digest=address_digest(address), withdrawn_at__isnull=True
    )
    return standing.update(withdrawn_at=timezone.now())


def export(*, address: str) -> dict[str, list[dict[str, Any]]]:
    """Return everything held about `address`, by source."""
    found = {source.name: source.export(address) for source in registry.sources()}
    choices = DiscreetAddress.objects.filter(mailbox_digest=holder_digest(address)).order_by("source")
    found["discretion"] = [{"source": choice.source} for choice in choices]
    return found


@transaction.atomic
def erase(*, address: str) -> dict[str, int]:
    """Erase `address` everywhere; return how many rows each source touched.

    Last of all that it asked for discreet mails: what the sources owe it while they erase is discreet still.
    """
    counts = {source.name: source.erase(address) for source in registry.sources()}
    counts["discretion"] = DiscreetAddress.objects.filter(mailbox_digest=holder_digest(address)).delete()[0]
    return counts


@transaction.atomic
def purge(*, now: datetime | None = None) -> dict[str, int]:
    """Delete what passed its retention; return how many rows each source touched."""
    now = now or timezone.now()
    counts = {source.name: source.purge(now) for source in registry.sources()}
    counts["codes"] = OneTimeCode.objects.filter(expires_at__lt=now - CODE_RETENTION).delete()[0]
    counts["inquiries"] = inquiries.purge(now)
    counts["counters"] = RateCounter.objects.filter(window__lt=now - COUNTER_RETENTION).delete()[0]
    counts["log-ins"] = purge_logins(now=now)
    counts["proofs"] = SpentProof.objects.filter(expires_at__lt=now - PROOF_RETENTION).delete()[0]
    return counts


def purge_logins(*, now: datetime) -> int:
    """Delete delays that are forgotten, and what axes kept by name and address before it counted this way."""
    rows = LoginDelay.objects.filter(tried_at__lt=now - FORGOTTEN_AFTER).delete()[0]
    for model in (AccessAttempt, AccessFailureLog, AccessLog):
        rows += model.objects.filter(attempt_time__lt=now - FORGOTTEN_AFTER).delete()[0]
    return rows

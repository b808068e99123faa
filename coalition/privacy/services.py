"""Consent, export, erasure and retention: the privacy rules that hold for every app."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from . import erasures, inquiries, registry, secret_links
from .email_addresses import address_digest, holder_digest
from .models import Consent, DiscreetAddress, OneTimeCode, RateCounter

CODE_RETENTION = timedelta(days=1)
COUNTER_RETENTION = timedelta(days=1)  # of a proof after its challenge expired: every clock may think otherwise


def record_consent(
    *,
    purpose: str,
    address: str,
    text: str,
    version: str,
    language: str,
    given_at: datetime | None = None,
    kind: Consent.Kind = Consent.Kind.GIVEN,
) -> Consent:
    """Add to the ledger the exact `text` that the holder of `address` agreed to, with its version, language and time.

    `given_at` is when they agreed; now when it is not given. Of a consent that is brought in, `text` is its proof.
    """
    return Consent.objects.create(
        purpose=purpose,
        subject_digest=address_digest(address),
        text=str(text),
        version=version,
        language=language,
        given_at=given_at or timezone.now(),
        kind=kind,
    )


def standing_consent(*, purpose: str, address: str) -> Consent | None:
    """Return the last consent of `address` for `purpose`, or None where there is none or it was withdrawn since."""
    lines = Consent.objects.filter(purpose=purpose, subject_digest=address_digest(address))
    last = lines.first()
    return None if last is None or last.kind == Consent.Kind.WITHDRAWN else last


def withdraw_consent(*, purpose: str, address: str) -> Consent | None:
    """Add to the ledger that `address` agrees no longer, in the words of what stood; None where nothing stood."""
    stood = standing_consent(purpose=purpose, address=address)
    if stood is None:
        return None
    return record_consent(
        purpose=purpose,
        address=address,
        text=stood.text,
        version=stood.version,
        language=stood.language,
        kind=Consent.Kind.WITHDRAWN,
    )


def withdrawn_among(*, purpose: str, digests: Iterable[str]) -> set[str]:
    """Return those of `digests`, of addresses, whose last line for `purpose` is a withdrawal. One query."""
    lines = Consent.objects.filter(purpose=purpose, subject_digest__in=list(digests))
    last = lines.order_by("subject_digest", "-recorded_at", "-pk").distinct("subject_digest")
    kinds = last.values_list("subject_digest", "kind")
    return {digest for digest, kind in kinds if kind == Consent.Kind.WITHDRAWN}


def export(*, address: str) -> dict[str, list[dict[str, Any]]]:
    found = {source.name: source.export(address) for source in registry.sources()}
    choices = DiscreetAddress.objects.filter(mailbox_digest=holder_digest(address)).order_by("source")
    found["discretion"] = [{"source": choice.source} for choice in choices]
    consents = Consent.objects.filter(subject_digest=address_digest(address)).reverse()
    fields = ("purpose", "kind", "text", "version", "language", "given_at", "recorded_at")
    found["consents"] = [dict(row) for row in consents.values(*fields)]
    return found


def erasing(address: str) -> dict[str, Callable[[], int]]:
    """Return the steps of an erasure in order, by name; each returns how many rows it touched.

    What waits to be looked up goes first, since its answer would bring the address back. The choice of discreet mails
    goes last: what the sources owe the person while they erase is discreet still.
    """
    discreet = DiscreetAddress.objects.filter(mailbox_digest=holder_digest(address))
    codes = OneTimeCode.objects.filter(address_digest=address_digest(address))
    steps: dict[str, Callable[[], int]] = {"inquiries": lambda: inquiries.forget(address)}
    steps |= {source.name: partial(source.erase, address) for source in registry.sources()}
    return steps | {"codes": lambda: codes.delete()[0], "discretion": lambda: discreet.delete()[0]}


def labels() -> dict[str, str]:
    """Return what each step of `erasing` is called, for a person, by its name."""
    own = {"inquiries": _("questions that wait for an answer"), "codes": _("one-time codes"),
           "discretion": _("choices of discreet emails")}  # fmt: skip
    return {source.name: str(source.label or source.name) for source in registry.sources()} | own


def erase(*, address: str, listed: bool = False) -> dict[str, int]:
    """Erase `address` everywhere at once; return how many rows each step of `erasing` touched.

    It is added to the list of erasures before, unless it is `listed` there. Raises OSError where it cannot be.
    """
    if not listed:
        erasures.remember(address)
    with transaction.atomic():
        return {name: step() for name, step in erasing(address).items()}


def kept(address: str) -> list[registry.Kept]:
    consents = Consent.objects.filter(subject_digest=address_digest(address)).count()
    why = _("Proof that consent was given (GDPR article 7.1). It holds a digest, and neither name nor address.")
    return [registry.Kept(_("consents"), consents, why)] if consents else []


def purge(*, now: datetime | None = None) -> dict[str, int]:
    """Delete what passed its retention; return how many rows each source touched.

    Each source is a transaction of its own, or many short ones: nothing is locked for long, and what was deleted stays
    so where a later source fails. The next night goes on.
    """
    now = now or timezone.now()
    counts = {source.name: _purge(source, now) for source in registry.sources()}
    counts["codes"] = OneTimeCode.objects.filter(expires_at__lt=now - CODE_RETENTION).delete()[0]
    counts["inquiries"] = inquiries.purge(now)
    counts["links"] = secret_links.purge_links(now)
    counts["counters"] = RateCounter.objects.filter(window__lt=now - COUNTER_RETENTION).delete()[0]
    return counts


def _purge(source: registry.PersonalData, now: datetime) -> int:
    with transaction.atomic():
        return source.purge(now)

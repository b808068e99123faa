"""Move a reader to another address, once a code proved that it is theirs (decision 0106-another-address)."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q

from coalition.mail.bounces import services as bounces
from coalition.privacy import codes, discretion
from coalition.privacy import services as privacy
from coalition.privacy.addresses import address_digest, normalise
from coalition.privacy.models import Consent
from newsletters.readers.models import Reader
from newsletters.readers.moving import emails
from newsletters.readers.moving.models import AddressChange
from newsletters.readers.services import PURPOSE, leaving

CODES = "newsletter-address"


@transaction.atomic
def ask(*, reader: Reader, email: str) -> str:
    """Take the wish of `reader` to be written to at `email`; return the token of the page where its code is typed.

    The same is done and mailed whether or not somebody reads at `email` already, and nothing is looked up.
    """
    wish = {"reader": reader, "email": normalise(email), "email_digest": address_digest(email)}
    token = AddressChange.issue(**wish, language=reader.language)
    change = AddressChange.behind(token).get()
    codes.issue_code(
        purpose=CODES,
        subject_id=str(change.pk),
        address=change.email,
        mail=lambda code: emails.send_code(change, code=code).is_owed,
    )
    return token


def confirm(*, change: AddressChange, code: str) -> Reader | None:
    """Move the reader of `change`, if `code` is right; None when it is not (wrong answers are counted).

    Returns who reads at the new address from now on.
    """
    if not codes.check_code(purpose=CODES, subject_id=str(change.pk), address=change.email, code=code):
        return None
    try:
        return _move(change)
    except IntegrityError:  # somebody subscribed with the new address at this moment: now the row is seen
        return _move(change)


@dataclass(frozen=True)
class _Rows:
    moving: Reader
    there: Reader | None


def _locked(change: AddressChange) -> _Rows:
    """Return the reader who moves and who reads at the new address, locked in the order of their keys."""
    wanted = Q(pk=change.reader_id) | Q(email_digest=change.email_digest)
    rows = list(Reader.objects.select_for_update().filter(wanted).order_by("pk"))
    moving = next(row for row in rows if row.pk == change.reader_id)
    return _Rows(moving, next((row for row in rows if row != moving), None))


@transaction.atomic
def _move(change: AddressChange) -> Reader:
    """Carry the reader over. Who reads there already is the same person: they keep the row that gets each edition
    once, with the wishes of the one who moves, and discretion if either had it."""
    rows = _locked(change)
    moving, there, before = rows.moving, rows.there, rows.moving.email
    if address_digest(before) == change.email_digest or moving.state != Reader.State.CONFIRMED:
        change.delete()
        return moving
    _carry_consent(moving, to=change.email)
    emails.tell_old_address(change, address=before)
    discretion.forget(sources=[moving.discretion_source])
    if there is not None and there.state == Reader.State.CONFIRMED:
        reader = _join(moving, there)
    else:
        reader = _readdress(moving, there, change.email)
    bounces.lift_own(address=reader.email)
    discretion.choose(address=reader.email, source=reader.discretion_source, discreet=reader.discreet)
    AddressChange.objects.filter(pk=change.pk).delete()
    return reader


def _join(moving: Reader, there: Reader) -> Reader:
    """Let `there` be both: what is on its way to `moving` is stopped, since `there` is sent its own copy."""
    there.language, there.themes, there.frequency = moving.language, moving.themes, moving.frequency
    there.discreet = there.discreet or moving.discreet
    there.confirmed_at = min(there.confirmed_at, moving.confirmed_at)
    there.save()
    leaving.send(sender=Reader, readers=[moving])
    moving.delete()
    return there


def _readdress(moving: Reader, there: Reader | None, email: str) -> Reader:
    """Write to `moving` at `email`. Their links are made anew: those in the mailbox that they left open nothing."""
    if there is not None:  # who left, and comes back by moving
        moving.discreet = moving.discreet or there.discreet
        discretion.forget(sources=[there.discretion_source])
        there.delete()
    moving.email = email
    moving.renew()
    moving.save()
    return moving


def _carry_consent(reader: Reader, *, to: str) -> None:
    """Say in the ledger that what `reader` agreed to holds for the new address, and no longer for the old one."""
    stood = privacy.standing_consent(purpose=PURPOSE, address=reader.email)
    if stood is None:
        return
    words = {"text": stood.text, "version": stood.version, "language": stood.language}
    privacy.record_consent(purpose=PURPOSE, address=to, kind=Consent.Kind.CHANGED, given_at=stood.given_at, **words)
    privacy.withdraw_consent(purpose=PURPOSE, address=reader.email)

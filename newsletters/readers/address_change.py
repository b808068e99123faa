"""Move a reader to another address, once a code proved that it is theirs (decision 0007-discreet-and-alike)."""

from django.db import IntegrityError, transaction
from django.db.models import Q

from coalition.mail import bounces
from coalition.privacy import discretion, one_time_codes
from coalition.privacy import services as privacy
from coalition.privacy.email_addresses import address_digest, normalise
from coalition.privacy.models import Consent

from . import emails
from .models import AddressChange, Reader
from .services import PURPOSE
from .signals import changing, joining, leaving

CODES = "newsletter-address"


@transaction.atomic
def ask(*, reader: Reader, email: str) -> str:
    """Take the wish of `reader` to be written to at `email`; return the token of the page where its code is typed.

    The same is done and mailed whether or not somebody reads at `email` already, and nothing is looked up.
    """
    wish = {"reader": reader, "email": normalise(email), "email_digest": address_digest(email)}
    token = AddressChange.issue(**wish, language=reader.language)
    change = AddressChange.behind(token).get()
    one_time_codes.issue_code(
        purpose=CODES,
        subject_id=str(change.pk),
        address=change.email,
        mail=lambda code: emails.send_code(change, code=code).is_owed,
    )
    return token


@transaction.atomic
def confirm(*, change: AddressChange, code: str) -> Reader | None:
    """Move the reader of `change`, if `code` is right; None when it is not (wrong answers are counted), and where they
    were erased or moved otherwise meanwhile (then the wish is gone too).

    Returns who reads at the new address from now on. A code is used up by the move alone, in its transaction.
    """
    if not one_time_codes.check_code(purpose=CODES, subject_id=str(change.pk), address=change.email, code=code):
        return None
    try:
        return _move(change)
    except IntegrityError:  # somebody subscribed with the new address at this moment: now the row is seen
        return _move(change)


def waits(change: AddressChange) -> bool:
    """Say whether `change` is still wished: not once its reader was erased, or moved."""
    return AddressChange.objects.filter(pk=change.pk).exists()


@transaction.atomic
def _move(change: AddressChange) -> Reader | None:
    """Carry the reader over. Who reads there already is the same person: they keep the row that gets each edition
    once, with the wishes of the one who moves, and discretion if either had it.

    Other wishes of theirs go: one may have been typed by whoever reads the mailbox that they leave.
    """
    bounces.lift_own(address=change.email)  # before readers are locked, as whoever tells of a bounce does
    wanted = Q(pk=change.reader_id) | Q(email_digest=change.email_digest)
    rows = list(Reader.objects.select_for_update().filter(wanted).order_by("pk"))
    moving = next((row for row in rows if row.pk == change.reader_id), None)
    if moving is None or not waits(change):  # erased, or moved by another wish
        return None
    there = next((row for row in rows if row != moving), None)
    before = moving.email
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
    changing.send(sender=Reader, readers=[reader])
    discretion.choose(address=reader.email, source=reader.discretion_source, discreet=reader.discreet)
    AddressChange.objects.filter(reader=change.reader_id).delete()
    return reader


def _join(moving: Reader, there: Reader) -> Reader:
    """Let `there` be both: what is on its way to `moving` goes to them, and is stopped where they have a copy."""
    there.language, there.themes, there.frequency = moving.language, moving.themes, moving.frequency
    there.discreet = there.discreet or moving.discreet
    there.confirmed_at = min(there.confirmed_at, moving.confirmed_at)
    there.save()
    joining.send(sender=Reader, moving=moving, there=there)
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

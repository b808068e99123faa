"""What happens to a published signature, whoever decides it."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from charter.certificates import services as certificates
from charter.followup import services
from charter.ledger.models import LedgerEntry, StatusChange
from charter.ledger.services import CAUSE, SALTED, reason_digest
from charter.signing.models import ON_THE_CERTIFICATE, DeskLink, Signature, new_salt
from charter.signing.public_status import CORRECTED, FACTS
from charter.signing.services import locked, move
from charter.states import STANDING, Party, SamePerson, State
from coalition.members.models import LocalGovernment
from coalition.users.models import User

from . import emails

PROPOSED_BY = "change_proposed_by"  # the fact of an entry that names who proposed a change of the network


class NoLongerPossible(Exception):
    """The signature changed meanwhile: this cannot be done to it now."""


class NeedsAct(Exception):
    """Without the file of the act, a signature counts ad referendum only, until a day to come."""


@dataclass(frozen=True)
class Act:
    """The decision behind a change of status, as its author names it.

    `reason` is public, in the staff's own words; `cause`, one of `states.Cause`, is what is public of a town hall's.
    """

    act_body: str
    act_number: str
    act_date: date
    reason: str = ""
    cause: str = ""


@dataclass(frozen=True)
class Checked:
    """The file of the act that a town hall sent, by its name in the storage and its digests, who checked it, and the
    day on which the town hall asked.
    """

    by: User
    file: str
    sha256: str
    sent_sha256: str
    asked_on: date | None = None
    started_by: User | None = None


@dataclass(frozen=True)
class NetworkDecision:
    """A change of status that one person of the network proposed and another one decided."""

    proposed_by: User
    decided_by: User


@transaction.atomic
def hold(*, signature: Signature, act: Act, effective_on: date, by: NetworkDecision | Checked) -> Signature:
    """Stop counting the signature for a while, by two people of the network, or by the town hall whose act was checked.

    Raises TransitionNotAllowed, SamePerson, or NoLongerPossible before its publication.
    """
    return _change(signature, lambda row: row.hold, act, effective_on, by)


@transaction.atomic
def withdraw(*, signature: Signature, act: Act, effective_on: date, by: NetworkDecision | Checked) -> Signature:
    """End the signature. As `hold`."""
    return _change(signature, lambda row: row.withdraw, act, effective_on, by)


@transaction.atomic
def reinstate(*, signature: Signature, act: Act, effective_on: date, by: NetworkDecision | Checked) -> Signature:
    """Count the signature again. One whose act did not come in time counts again by its act only: see `ratify`.

    Raises as `hold` does, NeedsAct, and NoLongerPossible for a town hall that did not hold it itself.
    """
    signature = locked(signature)
    if isinstance(by, Checked) and last_holder(signature) != Party.TOWN_HALL:
        raise NoLongerPossible
    if not (signature.has_act or act_is_awaited(signature)):
        raise NeedsAct
    return _change(signature, lambda row: row.reinstate, act, effective_on, by)


def act_is_awaited(signature: Signature) -> bool:
    until = signature.ad_referendum_until
    return until is not None and until >= timezone.localdate()


@transaction.atomic
def lapse(*, today: date) -> int:
    """Put on hold each signature whose act did not come by its day; return how many. Safe to repeat.

    An act that came and waits for its reviewer is in time: the town hall did its part.
    """
    due = Signature.objects.filter(state="signed", act_file_sha256="", ad_referendum_until__lt=today)
    # A change of several governments may hold some of them and want others: those it holds lapse at the next run.
    governments = LocalGovernment.objects.filter(pk__in=due.values("government")).order_by("pk")
    free = list(governments.select_for_update(skip_locked=True, no_key=True).values_list("pk", flat=True))
    rows = list(due.filter(government__in=free).order_by("pk").select_for_update(skip_locked=True))
    for signature in rows:
        entry = move(signature.hold, party=Party.CLOCK)
        record_change(entry, signature, effective_on=today)
        emails.send_status_changed(signature, entry)
    return len(rows)


def record_change(entry: LedgerEntry, signature: Signature, *, effective_on: date, **act: Any) -> StatusChange:
    """Keep the public words of a transition beside its entry."""
    return StatusChange.objects.create(entry=entry, signature=signature, effective_on=effective_on, **act)


def change_facts(effective_on: date, **act: Any) -> dict[str, str]:
    """Return what an entry says of a change of status: its day, and the act behind it."""
    return {"effective_on": effective_on.isoformat(), **{f"change_{name}": str(value) for name, value in act.items()}}


def _change(
    signature: Signature,
    transition: Callable[[Signature], Callable[..., None]],
    act: Act,
    effective_on: date,
    by: NetworkDecision | Checked,
) -> Signature:
    signature = locked(signature)
    if signature.signed_at is not None and effective_on < timezone.localdate(signature.signed_at):
        raise NoLongerPossible
    salt, actor, kept = new_salt() if act.reason else "", None, {}
    facts = change_facts(effective_on, act_body=act.act_body, act_number=act.act_number, act_date=act.act_date)
    if isinstance(by, Checked):
        facts |= _checked_facts(by)
        kept = {"act_file": by.file, "act_file_sha256": by.sha256}
    elif by.proposed_by == by.decided_by:
        raise SamePerson
    else:
        actor, facts[PROPOSED_BY] = by.decided_by, f"staff:{by.proposed_by.pk}"
    if act.reason:
        facts[SALTED] = reason_digest(salt, act.reason)
    if act.cause:
        facts[CAUSE] = act.cause
    entry = move(transition(signature), party=Party.STAFF if actor else Party.TOWN_HALL, actor=actor, facts=facts)
    record_change(entry, signature, effective_on=effective_on, reason_salt=salt, **asdict(act), **kept)
    emails.send_status_changed(signature, entry)
    return signature


def _checked_facts(checked: Checked) -> dict[str, str]:
    facts = {"change_checked_by": f"staff:{checked.by.pk}", "change_act_file_sha256": checked.sha256}
    if checked.sent_sha256 != checked.sha256:
        facts["change_act_file_sent_sha256"] = checked.sent_sha256
    if checked.started_by is not None:
        facts["change_started_by"] = f"staff:{checked.started_by.pk}"
    if checked.asked_on is not None:
        facts["change_asked_on"] = checked.asked_on.isoformat()
    return facts


LINKS = {"official_email": False, "contact_email": True}  # which links went to the address: those `to_contact`, or not


@transaction.atomic
def correct(*, signature: Signature, answers: dict[str, Any], checked: Checked) -> Signature:
    """Put right what a published signature says of who signed, its act and its mailboxes: `answers`, by field.

    The database takes them only with the entry that tells them. Links that went to a former address open nothing.
    Raises TransitionNotAllowed.
    """
    signature, today = locked(signature), timezone.localdate()
    facts = change_facts(today) | _checked_facts(checked) | {CORRECTED: " ".join(sorted(answers, key=[*FACTS].index))}
    entry = move(signature.correct, party=Party.TOWN_HALL, facts=facts, answers=answers)
    record_change(entry, signature, effective_on=today, act_file=checked.file, act_file_sha256=checked.sha256)
    if answers.keys() & set(ON_THE_CERTIFICATE):
        certificates.order(signature=signature, entry=entry)
    former = [to_contact for name, to_contact in LINKS.items() if name in answers]
    links = DeskLink.objects.live(timezone.now()).filter(signature=signature, member=None, to_contact__in=former)
    links.update(revoked_at=timezone.now())
    signature.links.filter(to_contact__in=former).delete()
    return signature


def last_holder(signature: Signature) -> str:
    """Return the party that put the signature on hold last, an empty string where nobody did."""
    last = LedgerEntry.objects.filter(signature=signature, event="hold").order_by("-sequence").first()
    return last.party if last else ""


@transaction.atomic
def ratify(*, signature: Signature, act_body: str, act_number: str, act_date: date, actor: User) -> Signature:
    """Say that the council's act came: the signature is ad referendum no longer.

    A signature that a deadline put on hold counts again; a hold by the town hall or the staff stays.
    The file must be in evidence already, and the signature still be ad referendum. Raises NoLongerPossible.
    """
    signature = locked(signature)
    if signature.state not in STANDING or not (signature.is_ad_referendum and signature.has_act):
        raise NoLongerPossible
    dated = services.date_commitments(signature=signature, counted_from=act_date)
    signature.requests.filter(action="act", confirmed_at__isnull=False).delete()
    held = signature.state == State.ON_HOLD and last_holder(signature) in (Party.TOWN_HALL, Party.STAFF)
    entry = move(
        signature.ratify_on_hold if held else signature.ratify,
        party=Party.STAFF,
        actor=actor,
        act_body=act_body,
        act_number=act_number,
        act_date=act_date,
    )
    services.log_days(dated, signature.verification_code)
    record_change(
        entry, signature, effective_on=timezone.localdate(),
        act_body=act_body, act_number=act_number, act_date=act_date,
    )  # fmt: skip
    certificates.order(signature=signature, entry=entry)
    emails.send_status_changed(signature, entry)
    return signature

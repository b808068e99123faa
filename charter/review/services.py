"""What reviewers decide on their page: authority, publication, refusal, public words that go. Two people for each."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from charter.certificates import services as certificates
from charter.followup import services
from charter.ledger.models import LedgerEntry, LoggedFact, Redaction, StatusChange
from charter.ledger.services import log_fact, next_number, public_removal
from charter.signing.associations import GroupMember
from charter.signing.models import Signature
from charter.signing.services import keep, locked, move
from charter.states import STANDING, Changed, Party, SamePerson, State
from coalition.mail.services import forget_words
from coalition.members.models import LocalGovernment
from coalition.users.models import User

from . import emails
from . import group_members as membership
from .models import StatusProposal, TownHallRequest
from .status import NoLongerPossible, change_facts, record_change

AD_REFERENDUM = timedelta(days=365)  # where the town hall named no day
CHECKS = ("mandate", "act", "domain")  # what the first reviewer says to have looked at


def review_mark(signature: Signature) -> str:
    """Return a mark of what a reviewer sees of `signature` now: its history, its government, its act, what waits."""
    entries = LedgerEntry.objects.filter(signature=signature).order_by("-sequence")
    last = entries.values_list("sequence", flat=True).first()
    asked = (
        TownHallRequest.objects.changes()
        .filter(signature=signature)
        .values_list("pk", "checked_at", "objected_at", "reconfirmed_at", "overruled_at")
    )
    members = signature.group_members.order_by("pk").values_list("pk", "official_email", "answered_at", "counted_at")
    removals = Redaction.objects.filter(change__signature=signature).values_list("pk", "confirmed_at").order_by("pk")
    proposed = StatusProposal.objects.filter(signature=signature).values_list("pk", flat=True)
    waits = (list(asked), list(removals), list(members), list(proposed))
    facts = (signature.state, last, signature.government_id, signature.act_file_sha256, waits)
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


@transaction.atomic
def decide(
    *,
    signature: Signature,
    mark: str,
    decision: Callable[[Signature], object],
) -> None:
    """Make one decision on the signature that a page showed: `mark` is what `review_mark` gave when the page was drawn.

    Everything that the decision will want is locked first, in the order of locks: the signature's governments, by
    primary key, then the signature. Raises Changed, and whatever `decision` raises.
    """
    _locked_governments(signature)
    signature = locked(signature)
    if review_mark(signature) != mark:
        raise Changed
    decision(signature)


@transaction.atomic
def check_authority(
    *, signature: Signature, reviewer: User, call_back: str, members: Iterable[GroupMember] = (), **checks: bool
) -> Signature:
    """Say that this person may sign for this institution: the first of two people.

    `checks` has one truth for each of CHECKS; `call_back` tells whom the reviewer called back, on a number found
    independently of the signature. `members` are those of an association whose mailboxes are theirs, at least one while
    some were never asked: they are asked by mail then. Raises TransitionNotAllowed, or ValueError where a check lacks.
    """
    signature = locked(signature)
    members, needed = list(members), list(CHECKS)
    if signature.group_members.unconfirmed().exists():
        checks["members"] = bool(members)
        needed.append("members")
    if missing := [name for name in needed if not checks.get(name)]:
        raise ValueError(f"Not checked: {', '.join(missing)}")
    checklist: dict[str, Any] = {**dict.fromkeys(needed, True), "call_back": call_back}
    move(signature.check_authority, party=Party.STAFF, actor=reviewer, reviewer=reviewer, checklist=checklist)
    if members:
        membership.ask_members(signature=signature, members=members)
    return signature


@transaction.atomic
def publish_signature(*, signature: Signature, reviewer: User, tell: bool = True) -> Signature:
    """Publish the signature: the second of two people. It appears on the public list, the map and the counter.

    It gets the next signatory number. Without the file of the act it is published ad referendum (`act_needed_by`).
    The government's signature to an older version is superseded. A government that a town hall proposed counts as
    checked from now on. With `tell` its mailboxes get one mail, once the certificate is there.

    Raises TransitionNotAllowed, SamePerson, or Changed when it became another government's meanwhile.
    """
    governments = _locked_governments(signature)
    older, signature = _locked_pair(signature)
    government = governments.get(signature.government_id)
    if government is None:
        raise Changed
    if signature.state == State.AUTHORITY_CHECKED:
        if signature.checked_by_id == reviewer.pk:
            raise SamePerson
        signature.ad_referendum_until = act_needed_by(signature)
    if government.proposed:
        government.proposed = False
        government.save(update_fields=["proposed"])
    founded = services.create_commitments(
        signature=signature, counted_from=None if signature.ad_referendum_until else signature.act_date
    )
    if older is not None:
        supersede(older, by=signature, actor=reviewer)
    entry = move(
        signature.publish, party=Party.STAFF, actor=reviewer,
        reviewer=reviewer, number=next_number(),
    )  # fmt: skip
    keep(government, by="publication")
    services.log_days(founded, signature.verification_code)
    certificates.order(signature=signature, entry=entry, notify=tell)
    return signature


def supersede(signature: Signature, *, by: Signature, actor: User) -> None:
    """End `signature`, of which another one takes the place, with the act of that one; none ad referendum."""
    names = () if by.ad_referendum_until else ("act_body", "act_number", "act_date")
    today, act = timezone.localdate(), {name: getattr(by, name) for name in names}
    entry = move(signature.supersede, party=Party.STAFF, actor=actor, facts=change_facts(today, **act))
    record_change(entry, signature, effective_on=today, **act)


@transaction.atomic
def reject(*, signature: Signature, reviewer: User, reason: str) -> Signature:
    signature = locked(signature)
    move(signature.reject, party=Party.STAFF, actor=reviewer, reviewer=reviewer, reason=reason)
    emails.send_rejected(signature)
    return signature


@transaction.atomic
def request_changes(*, signature: Signature, reviewer: User, reason: str) -> Signature:
    """Open the signature again; `reason` tells the town hall what to change. Raises TransitionNotAllowed."""
    signature = locked(signature)
    entry = move(signature.request_changes, party=Party.STAFF, actor=reviewer, reviewer=reviewer, reason=reason)
    emails.send_changes_requested(signature, entry.pk)
    return signature


def _locked_governments(signature: Signature) -> dict[int | None, LocalGovernment]:
    """Return the government of the signature and an association's members, by primary key, all locked.

    The lock lets others name these governments (FOR KEY SHARE): who does may hold the ledger's head, and we want it.
    """
    own = Signature.objects.filter(pk=signature.pk).values("government")
    members = GroupMember.objects.filter(signature=signature).values("government")
    rows = LocalGovernment.objects.filter(Q(pk__in=own) | Q(pk__in=members)).order_by("pk")
    return {row.pk: row for row in rows.select_for_update(no_key=True)}


def _locked_pair(signature: Signature) -> tuple[Signature | None, Signature]:
    """Return the government's standing signature, if any, and `signature`, both locked in one order."""
    rows = Signature.objects.select_for_update(of=("self",)).filter(government__signatures=signature)
    found = list(rows.filter(state__in=[*STANDING, State.AUTHORITY_CHECKED, State.SUBMITTED]).order_by("pk"))
    older = next((row for row in found if row.state in STANDING and row.pk != signature.pk), None)
    return older, next((row for row in found if row.pk == signature.pk), None) or locked(signature)


def act_needed_by(signature: Signature) -> date | None:
    """Return until when `signature` is published ad referendum: the day that its town hall named, else in a year.

    None where the file of its act is there.
    """
    if signature.has_act:
        return None
    named, today = signature.ad_referendum_until, timezone.localdate()
    return named if named and named > today else today + AD_REFERENDUM


PROPOSED, DROPPED, REMOVED = "charter.propose_removal", "charter.drop_removal", "charter.remove_words"


class OwnProposal(Exception):
    """The person who proposed a removal cannot also confirm it."""


def removable(signature: Signature) -> QuerySet[StatusChange]:
    """Return the changes of status of `signature` whose public words are there, and nobody proposed to remove."""
    return StatusChange.objects.filter(signature=signature, redaction__isnull=True).exclude(reason="")


@transaction.atomic
def propose_removal(*, change: StatusChange, proposer: User, why: str) -> Redaction:
    """Propose to remove the public words of `change`: the first of two people. They stay until the second agrees.

    `why` is for the staff alone. Raises NoLongerPossible when it has no words, or somebody proposed it already.
    """
    locked(change.signature)
    if not removable(change.signature).filter(pk=change.pk).exists():
        raise NoLongerPossible
    redaction = Redaction.objects.create(
        change=change, entry_hash=change.entry.hash, why=why, proposed_by=proposer, proposed_at=timezone.now()
    )
    _log(redaction, PROPOSED, proposer)
    return redaction


@transaction.atomic
def drop_removal(*, redaction: Redaction, user: User) -> None:
    """Leave the words where they are. Raises NoLongerPossible when they are gone or nobody proposes it any more."""
    redaction = _proposed(redaction)
    _log(redaction, DROPPED, user)
    redaction.delete()


@transaction.atomic
def remove_words(*, redaction: Redaction, remover: User) -> Redaction:
    """Remove the words for ever: the second of two people. The ledger does not change, since it holds a digest alone.

    Mails that the site keeps forget them too; one that still waits leaves without them.
    Raises OwnProposal, or NoLongerPossible.
    """
    redaction = _proposed(redaction)
    if redaction.proposed_by_id == remover.pk:
        raise OwnProposal
    redaction.confirmed_by, redaction.confirmed_at = remover, timezone.now()
    redaction.save(update_fields=["confirmed_by", "confirmed_at"])
    change = redaction.change
    change.reason = change.reason_salt = ""
    change.save(update_fields=["reason", "reason_salt"])
    for key in emails.status_changed_keys(change.entry):
        forget_words(key=key, name="reason")
    _log(redaction, REMOVED, remover)
    log_fact(LoggedFact.Kind.PUBLIC, change.entry.dossier, dict([public_removal(redaction)]))
    return redaction


def _proposed(redaction: Redaction) -> Redaction:
    locked(redaction.change.signature)
    rows = Redaction.objects.select_for_update(of=("self",)).proposed().select_related("change__entry")
    if row := rows.filter(pk=redaction.pk).first():
        return row
    raise NoLongerPossible


def _log(redaction: Redaction, action: str, user: User) -> None:
    """Write the site history: which entry, and never a word of what it was about."""
    change = redaction.change
    log(instance=change.signature, action=action, user=user, data={"entry": change.entry.sequence})

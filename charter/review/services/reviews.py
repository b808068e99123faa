"""The reviewers' side: check the authority, publish, reject, ask for changes. Two people for each signature."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from charter.certificates import services as certificates
from charter.decisions import Changed, SamePerson
from charter.followup.services import commitments
from charter.ledger.models import LedgerEntry, Redaction
from charter.ledger.services import next_number
from charter.review import emails
from charter.review.changes.models import TownHallRequest
from charter.review.members import services as membership
from charter.review.status.services import NeedsAct, record
from charter.signing.groups.models import GroupMember
from charter.signing.models import Signature
from charter.signing.services.governments import keep
from charter.signing.services.moves import locked, move
from charter.states import STANDING, Party, State
from coalition.members.models import LocalGovernment
from coalition.users.models import User

CHECKS = ("mandate", "act", "domain")  # what the first reviewer says to have looked at
OF_A_GROUP = ("members",)  # and of an association: that the mailboxes of its members are theirs


def review_mark(signature: Signature) -> str:
    """Return a mark of what a reviewer sees of `signature` now: its history, its government, its act, what waits."""
    entries = LedgerEntry.objects.filter(signature=signature).order_by("-sequence")
    last = entries.values_list("sequence", flat=True).first()
    asked = TownHallRequest.objects.changes().filter(signature=signature).values_list("pk", "checked_at")
    members = signature.group_members.order_by("pk").values_list("pk", "official_email", "answered_at", "counted_at")
    removals = Redaction.objects.filter(change__signature=signature).values_list("pk", "confirmed_at").order_by("pk")
    waits = (list(asked), list(removals), list(members))
    facts = (signature.state, last, signature.government_id, signature.act_file_sha256, waits)
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


@transaction.atomic
def decide(
    *,
    signature: Signature,
    mark: str,
    decision: Callable[[Signature], object],
    also: Iterable[LocalGovernment] = (),
) -> None:
    """Make one decision on the signature that a page showed: `mark` is what `review_mark` gave when the page was drawn.

    Everything that the decision will want is locked first, in the order of locks: the signature's governments and
    those of `also`, by primary key, then the signature. Raises Changed, and whatever `decision` raises.
    """
    _locked_governments(signature, also)
    signature = locked(signature)
    if review_mark(signature) != mark:
        raise Changed
    decision(signature)


@transaction.atomic
def check_authority(*, signature: Signature, reviewer: User, call_back: str, **checks: bool) -> Signature:
    """Say that this person may sign for this institution: the first of two people. Its members are asked by mail then.

    `checks` has one truth for each of CHECKS; `call_back` tells whom the reviewer called back, on a number found
    independently of the signature. Raises TransitionNotAllowed, or ValueError when a check is missing.
    """
    signature = locked(signature)
    needed = (*CHECKS, *OF_A_GROUP) if signature.is_group else CHECKS
    if missing := [name for name in needed if not checks.get(name)]:
        raise ValueError(f"Not checked: {', '.join(missing)}")
    checklist: dict[str, Any] = {**dict.fromkeys(needed, True), "call_back": call_back}
    move(signature.check_authority, party=Party.STAFF, actor=reviewer, reviewer=reviewer, checklist=checklist)
    membership.ask_members(signature=signature)
    return signature


@transaction.atomic
def publish_signature(
    *,
    signature: Signature,
    reviewer: User,
    ad_referendum_until: date | None = None,
    tell: bool = True,
) -> Signature:
    """Publish the signature: the second of two people. It appears on the public list, the map and the counter.

    It gets the next signatory number. Without the file of the act it is published ad referendum, until the day
    that the signature or `ad_referendum_until` names. The government's signature to an older version is superseded.
    A government that a town hall proposed counts as checked from now on. With `tell` its mailboxes get one mail, once
    the certificate is there.

    Raises TransitionNotAllowed, SamePerson, NeedsAct, or Changed when it became another government's meanwhile.
    """
    governments = _locked_governments(signature)
    older, signature = _locked_pair(signature)
    government = governments.get(signature.government_id)
    if government is None:
        raise Changed
    if signature.state == State.AUTHORITY_CHECKED:
        _check_publishable(signature, reviewer, ad_referendum_until)
    founded = commitments.create_commitments(
        signature=signature, counted_from=None if signature.ad_referendum_until else signature.act_date
    )
    if older is not None:
        entry = move(older.supersede, party=Party.STAFF, actor=reviewer)
        record(entry, older, effective_on=timezone.localdate(), **_proven_act(signature))
    entry = move(
        signature.publish, party=Party.STAFF, actor=reviewer,
        reviewer=reviewer, number=next_number(),
    )  # fmt: skip
    keep(government, by="publication")
    commitments.log_days(founded, signature.verification_code)
    if government.proposed:
        government.proposed = False
        government.save(update_fields=["proposed"])
    certificates.order(signature=signature, entry=entry, notify=tell)
    return signature


def _proven_act(signature: Signature) -> dict[str, Any]:
    """Return the act behind a signature that is being published, for the one it supersedes; none ad referendum."""
    names = () if signature.ad_referendum_until else ("act_body", "act_number", "act_date")
    return {name: getattr(signature, name) for name in names}


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


def _locked_governments(
    signature: Signature, also: Iterable[LocalGovernment] = ()
) -> dict[int | None, LocalGovernment]:
    """Return the government of the signature, an association's members, and `also`, by primary key, all locked.

    The lock lets others name these governments (FOR KEY SHARE): who does may hold the ledger's head, and we want it.
    """
    own = Signature.objects.filter(pk=signature.pk).values("government")
    members = GroupMember.objects.filter(signature=signature).values("government")
    wanted = Q(pk__in=own) | Q(pk__in=members) | Q(pk__in=[row.pk for row in also])
    rows = LocalGovernment.objects.filter(wanted).order_by("pk")
    return {row.pk: row for row in rows.select_for_update(no_key=True)}


def _locked_pair(signature: Signature) -> tuple[Signature | None, Signature]:
    """Return the government's standing signature, if any, and `signature`, both locked in one order."""
    rows = Signature.objects.select_for_update(of=("self",)).filter(government__signatures=signature)
    found = list(rows.filter(state__in=[*STANDING, State.AUTHORITY_CHECKED, State.SUBMITTED]).order_by("pk"))
    older = next((row for row in found if row.state in STANDING and row.pk != signature.pk), None)
    return older, next((row for row in found if row.pk == signature.pk), None) or locked(signature)


def _check_publishable(signature: Signature, reviewer: User, until: date | None) -> None:
    if signature.checked_by_id == reviewer.pk:
        raise SamePerson
    if signature.has_act:
        signature.ad_referendum_until = None
        return
    signature.ad_referendum_until = until or signature.ad_referendum_until
    if signature.ad_referendum_until is None or signature.ad_referendum_until <= timezone.localdate():
        raise NeedsAct

"""The members of an association: asked by mail, each at its own mailbox, and counted once a reviewer read their yes.

Decision 0021-two-people-in-the-charter.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from charter.acts import forget_file, keep_file
from charter.certificates import services as certificates
from charter.signing.associations import GroupMember
from charter.signing.models import DeskLink, Signature
from charter.signing.services import locked, move
from charter.states import ASK_MEMBERS, STANDING, Party
from coalition import queue
from coalition.members.models import LocalGovernment
from coalition.privacy.email_addresses import normalise
from coalition.users.models import User

from . import emails
from .status import NoLongerPossible

REMIND_AFTER = timedelta(days=7)
NEVER = datetime(9999, 12, 31, tzinfo=UTC)  # a member's link is kept, and works, as long as its question


@transaction.atomic
def ask_members(*, signature: Signature, members: Iterable[GroupMember]) -> None:
    """Let the question be mailed to those of `members` that were not asked yet: a reviewer confirmed their mailboxes.

    The worker mails it (`mail_questions`). Raises NoLongerPossible when its members may not answer.
    """
    if not may_answer(locked(signature)):
        raise NoLongerPossible
    confirmed = signature.group_members.unconfirmed().filter(pk__in=[member.pk for member in members])
    confirmed.update(asked_at=timezone.now())
    queue.wake("charter.ask_members")


def mail_questions() -> int:
    """Mail the question to each member that waits for it; return to how many. Repeatable: its link says that it went.

    Each in a transaction of its own: locks on many mailboxes, taken in the order of a list, would wait for each other.
    """
    count = 0
    while _mail_next():
        count += 1
    return count


@transaction.atomic
def _mail_next() -> bool:
    rows = GroupMember.objects.to_ask().select_related("government", "signature__government").order_by("pk")
    member = rows.select_for_update(of=("self",), skip_locked=True).first()
    if member is None:
        return False
    emails.send_to_member(member, "member_asked", _new_link(member))
    return True


@transaction.atomic
def ask_again(*, member: GroupMember, official_email: str) -> GroupMember:
    """Ask `member` anew, at the mailbox that a reviewer names: its answer is forgotten, and its older link closed.

    Raises NoLongerPossible once it counts, or when the signature of its association has ended.
    """
    member = _answering(member)
    _forget_answer(member)
    member.official_email, member.asked_at, member.reminded_at = normalise(official_email), timezone.now(), None
    member.save()
    member.links.all().delete()
    emails.send_to_member(member, "member_asked", _new_link(member))
    return member


@transaction.atomic
def remind_members(*, now: datetime) -> int:
    """Remind each member that has not answered for a week, once for each time it was asked; return how many.

    Its first link goes on to work beside the new one. Repeatable: the row says who was reminded, and whoever answers
    meanwhile is not. Nobody is reminded once the signature of its association has ended.
    """
    due = GroupMember.objects.to_remind(now - REMIND_AFTER).select_related("government", "signature").order_by("pk")
    reminded = list(due.select_for_update(of=("self",), skip_locked=True))
    for member in reminded:
        member.reminded_at = now
        member.save(update_fields=["reminded_at"])
        emails.send_to_member(member, "member_reminder", _new_link(member))
    return len(reminded)


@transaction.atomic
def say_yes(*, member: GroupMember) -> GroupMember:
    """Keep the yes of a member: one press. By the delegation that its association names for all, if it names one.

    Else its act or delegation follows (`answer_yes`), and it counts no sooner. Raises NoLongerPossible.
    """
    member = _answering(member)
    if member.answer != GroupMember.Answer.YES:
        member.answer, member.answered_at = GroupMember.Answer.YES, timezone.now()
        signature = member.signature
        if signature.delegation_date:
            member.basis, member.act_body = GroupMember.Basis.DELEGATION, signature.act_body
            member.act_number, member.act_date = signature.delegation_number, signature.delegation_date
        member.save()
    return member


@transaction.atomic
def answer_no(*, member: GroupMember) -> GroupMember:
    """Keep the no of a member: it does not count. It may change its mind until it counts. Raises NoLongerPossible."""
    member = _answering(member)
    _forget_answer(member)
    member.answer, member.answered_at = GroupMember.Answer.NO, timezone.now()
    member.save()
    return member


@transaction.atomic
def answer_yes(*, member: GroupMember, basis: str, act: Mapping[str, Any], act_file: File | None = None) -> GroupMember:
    """Keep the yes of a member, with the act or the delegation by which it says so. A reviewer reads it.

    `act` has `act_body`, `act_number` and `act_date`; an own act comes with its file. Raises NoLongerPossible.
    """
    member = _answering(member)
    member.answer, member.answered_at, member.basis = GroupMember.Answer.YES, timezone.now(), basis
    member.act_body, member.act_number, member.act_date = act["act_body"], act["act_number"], act["act_date"]
    if act_file is not None:
        _drop_file(member)
        member.act_file_sha256 = hashlib.sha256(keep_file(member.act_file, act_file)).hexdigest()
    member.save()
    return member


@transaction.atomic
def count_members(*, signature: Signature, members: Iterable[GroupMember], reviewer: User) -> int:
    """Count the `members` that said yes and whose acts `reviewer` read; return how many. One entry of the ledger.

    The association gets a new certificate that lists them, and each of them a mail; one that was proposed is checked
    now. Governments are locked first, then the signature, as everywhere.
    Raises NoLongerPossible when one of them is not to be accepted, or the signature is not published or has ended.
    """
    wanted = {member.pk for member in members}
    governments = LocalGovernment.objects.filter(group_signatures__in=wanted).order_by("pk")
    list(governments.select_for_update(no_key=True, of=("self",)))
    signature = locked(signature)
    found = (
        signature.group_members.to_accept().filter(pk__in=wanted).select_related("government", "signature__government")
    )
    rows = list(found.select_for_update(of=("self",)))
    if not rows or {row.pk for row in rows} != wanted or signature.state not in STANDING:
        raise NoLongerPossible
    now = timezone.now()
    GroupMember.objects.filter(pk__in=wanted).update(counted_at=now, accepted_by=reviewer)
    entry = move(signature.count_members, party=Party.STAFF, actor=reviewer)
    certificates.order(signature=signature, entry=entry)
    for row in rows:
        if row.government and row.government.proposed:
            row.government.proposed = False
            row.government.save(update_fields=["proposed"])
        emails.send_to_member(row, "member_counted")
    return len(rows)


def _new_link(member: GroupMember) -> str:
    return DeskLink.issue(signature=member.signature, member=member, expires_at=NEVER)


def _answering(member: GroupMember) -> GroupMember:
    """Return `member`, locked after the signature of its association. Raises NoLongerPossible."""
    signature = locked(member.signature)
    rows = GroupMember.objects.select_for_update(of=("self",)).select_related("government", "signature__government")
    member = rows.get(pk=member.pk)
    if member.is_counted or not may_answer(signature):
        raise NoLongerPossible
    return member


def may_answer(signature: Signature) -> bool:
    """Say whether members of the association may answer: from the check of its authority until its signature ends."""
    return signature.state in ASK_MEMBERS


def _forget_answer(member: GroupMember) -> None:
    _drop_file(member)
    member.answer = member.basis = member.act_body = member.act_number = ""
    member.answered_at = member.act_date = None


def _drop_file(member: GroupMember) -> None:
    forget_file(member.act_file)
    member.act_file, member.act_file_sha256 = "", ""

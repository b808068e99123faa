"""Two rows are one local government: both become one, signatures and all, whatever became of each."""

import hashlib
from collections import Counter
from typing import Any

import pgtrigger
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from charter.followup.models import Commitment, Evidence
from charter.followup.services import unite_commitments
from charter.signing import services
from charter.signing.associations import GroupMember
from charter.signing.models import Signature
from charter.signing.services import move
from charter.states import LIVE, PUBLISHED, STANDING, UNDER_REVIEW, Changed, Party, SamePerson, State
from coalition.members import merge_governments as directory
from coalition.members.models import GovernmentMerge, LocalGovernment
from coalition.users.models import User

from .models import MergeProposal
from .services import reject, supersede

PROPOSED, DROPPED = "charter.propose_merge", "charter.drop_merge"  # the actions in the site history
FROZEN = ("charter.GroupMember:published_group_is_frozen_in", "charter.GroupMember:published_group_is_frozen_out")
KEEPS_ITS_GOVERNMENT = "charter.Signature:published_signature_keeps_its_government"
FOLLOW = {"charter.Signatory", "charter.MergeProposal"}  # rows that go with what they name


class NotMerged(Exception):
    """The two are of two kinds; the message says so."""


def needs_two_people(source: LocalGovernment) -> bool:
    """Say whether a published signature would name another local government: that is never one person's decision."""
    return source.signatures.published().exists()


@transaction.atomic
def propose_merge(*, source: LocalGovernment, into: LocalGovernment, by: User, seen: str) -> None:
    """Ask another person to make `source`, which has signed, one with `into`. A new proposal replaces the last one.

    `seen` is what `merge_mark` gave when the page was drawn. Raises NotMerged and Changed.
    """
    _check_kinds(source, into)
    if merge_mark(source=source, into=into) != seen:
        raise Changed
    proposal = {"into": into, "mark": seen, "proposed_by": by, "proposed_at": timezone.now()}
    MergeProposal.objects.update_or_create(source=source, defaults=proposal)
    log(instance=source, action=PROPOSED, user=by, data={"into": into.code})


@transaction.atomic
def drop_merge(*, source: LocalGovernment, by: User) -> None:
    """Take a proposal back, by who made it or who does not agree. Repeatable."""
    if MergeProposal.objects.filter(source=source).delete()[0]:
        log(instance=source, action=DROPPED, user=by)


@transaction.atomic
def merge_governments(*, source: LocalGovernment, into: LocalGovernment, actor: User, seen: str) -> GovernmentMerge:
    """Make `source` one with `into`. Signatures move with their ledger, whose old entries keep the old code.

    Of what one government has once, one stays: see `ending`, `unite_commitments` and `figures.services.move_figures`.
    Whoever checked the authority of a signature of `source` did not check `into`: that is checked anew.
    `seen` is what `merge_mark` gave when the page was drawn. Raises NotMerged, SameGovernment, Changed when it
    gives something else now or nobody proposed this where two people are needed, and SamePerson.
    """
    both = [source.pk, into.pk]
    if len(LocalGovernment.objects.select_for_update().filter(pk__in=both).order_by("pk")) < 2:
        raise Changed
    _check_kinds(source, into)
    _lock(both, (source, into))
    if merge_mark(source=source, into=into) != seen:
        raise Changed
    proposed_by = _proposer(source, into, actor, seen) if needs_two_people(source) else None
    MergeProposal.objects.filter(Q(source__in=both) | Q(into__in=both)).delete()
    checked = list(source.signatures.filter(state=State.AUTHORITY_CHECKED).values_list("pk", flat=True))
    _end(source, into, actor)
    if all(Commitment.objects.filter(government=pk).exists() for pk in both):
        unite_commitments(governments=both, signature=_behind(both))
    trace = directory.merge(source=source, into=into, by=actor, proposed_by=proposed_by)
    services.keep(trace.into, by=f"{services.MERGE} {trace.pk}")
    for signature in Signature.objects.filter(pk__in=checked, state=State.AUTHORITY_CHECKED):
        move(signature.recheck, party=Party.STAFF, actor=actor)
    return trace


def _check_kinds(source: LocalGovernment, into: LocalGovernment) -> None:
    if source.is_association != into.is_association:
        raise NotMerged(_("Not merged: only one of the two is an association."))


def _lock(both: list[int], sides: tuple[LocalGovernment, LocalGovernment]) -> None:
    """Lock the rows whose change may wait for the ledger's head elsewhere, before this takes it."""
    list(Signature.objects.select_for_update().filter(government__in=both).order_by("pk"))
    list(Commitment.objects.select_for_update().filter(government__in=both).order_by("pk"))
    list(Evidence.objects.select_for_update().filter(commitment__government__in=both).order_by("pk"))
    for side in sides:
        list(side.entries.select_for_update().order_by("pk"))


def _proposer(source: LocalGovernment, into: LocalGovernment, actor: User, seen: str) -> User:
    proposals = MergeProposal.objects.filter(source=source, into=into, mark=seen)
    proposal = proposals.select_related("proposed_by").first()
    if proposal is None:
        raise Changed
    if proposal.proposed_by_id == actor.pk:
        raise SamePerson
    return proposal.proposed_by


def ending(*, source: LocalGovernment, into: LocalGovernment) -> list[tuple[Signature, Signature]]:
    """Return which signatures end when the two become one, each with the one that stays.

    Of two published ones, and of two under review, it is the one to the newer text, then the one in force, then the
    earlier one that stays; of one published and one under review to the same text, the published one.
    """
    rows = Signature.objects.filter(government__in=[source, into], state__in=LIVE).select_related("version")
    ranked = sorted(rows, key=_rank, reverse=True)
    standing, waiting = ([row for row in ranked if row.state in states] for states in (STANDING, UNDER_REVIEW))
    ends = [(row, rows[0]) for rows in (standing, waiting) for row in rows[1:]]
    if standing and waiting and standing[0].version_id == waiting[0].version_id:
        ends.append((waiting[0], standing[0]))
    return ends


def _rank(row: Signature) -> tuple[int, bool, int]:
    return row.version.number if row.version else 0, row.state == State.SIGNED, -(row.number or row.pk)


def _end(source: LocalGovernment, into: LocalGovernment, actor: User) -> None:
    for signature, stays in ending(source=source, into=into):
        if signature.state in STANDING:
            supersede(signature, by=stays, actor=actor)
            continue
        with translation.override(signature.language):
            reason = _("We already have a signature of your institution to this text. You need not do anything.")
        reject(signature=signature, reviewer=actor, reason=reason)


def _behind(both: list[int]) -> Signature:
    """Return the published signature that stands, else the one that ended last."""
    published = Signature.objects.filter(government__in=both, state__in=PUBLISHED)
    return max(published, key=lambda row: (row.state in STANDING, row.number))


def what_moves(*, source: LocalGovernment) -> list[tuple[str, int]]:
    """Return what names `source` and would name another local government: each kind in words, and how many."""
    counts: Counter[str] = Counter()
    for way in directory.relations():
        model = way.related_model
        if model._meta.label not in FOLLOW:
            rows = model._base_manager.filter(**{way.field.name: source})
            counts[str(model._meta.verbose_name_plural)] += rows.count()
    return sorted((name, count) for name, count in counts.items() if count)


def merge_mark(*, source: LocalGovernment, into: LocalGovernment) -> str:
    """Return a mark of what a person is shown before the two are made one: who they are, what moves, and what ends."""
    sides = [(row.pk, row.code, sorted(row.names.items()), row.country, row.kind, row.member) for row in (source, into)]
    with translation.override("en"):  # two people may read it in two languages
        moves = what_moves(source=source)
    ends = [(row.pk, row.state, stays.pk) for row, stays in ending(source=source, into=into)]
    return hashlib.sha256(repr((sides, moves, ends)).encode()).hexdigest()[:16]


def move_signatures(source: LocalGovernment, into: LocalGovernment, **signal: Any) -> None:
    """Name `into` in every signature of `source`, published or not: it is the same place, so nobody else signs.

    In every group too, once: of two rows the one that counts stays. What was published stays what it was, and the
    list of signatories follows by triggers (receiver of `governments_merged`).
    """
    with pgtrigger.ignore(KEEPS_ITS_GOVERNMENT, *FROZEN):
        Signature.objects.filter(government=source).update(government=into)
        counted = GroupMember.objects.counted().filter(government=source).values("signature")
        GroupMember.objects.filter(government=into, counted_at__isnull=True, signature__in=counted).delete()
        groups = GroupMember.objects.filter(government=into).values("signature")
        GroupMember.objects.filter(government=source, signature__in=groups).delete()
        GroupMember.objects.filter(government=source).update(government=into)

"""A reviewer finds that a proposed local government is one of the directory: both become one, signatures and all."""

import hashlib
from collections import Counter
from typing import Any

import pgtrigger
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charter.followup.models import Commitment
from charter.signing import services
from charter.signing.associations import GroupMember
from charter.signing.models import Signature
from charter.signing.services import move
from charter.states import LIVE, STANDING, UNDER_REVIEW, Party, State
from coalition.members import merge_governments as directory
from coalition.members.models import GovernmentMerge, LocalGovernment
from coalition.users.models import User

FROZEN = ("charter.GroupMember:published_group_is_frozen_in", "charter.GroupMember:published_group_is_frozen_out")
KEEPS_ITS_GOVERNMENT = "charter.Signature:published_signature_keeps_its_government"
BOTH_SIGNED = gettext_lazy("Not merged: both local governments have already signed, each with its history.")
BOTH_UNDER_REVIEW = gettext_lazy("Not merged: both have a signature for the same text. Decide one of them first.")


class NotMerged(Exception):
    """The two have what one government cannot have at once, or are of two kinds; the message says which."""


@transaction.atomic
def merge_governments(*, source: LocalGovernment, into: LocalGovernment, actor: User) -> GovernmentMerge:
    """Make `source` one with `into`. Signatures move with their ledger, whose old entries keep the old code.

    Whoever checked the authority of a signature of `source` did not check `into`: that is checked anew.
    Raises NotMerged, and directory.SameGovernment.
    """
    pks = [source.pk, into.pk]
    rows = LocalGovernment.objects.select_for_update().filter(pk__in=pks).order_by("pk")
    if len({row.is_association for row in rows}) > 1:
        raise NotMerged(_("Not merged: only one of the two is an association."))
    signatures = Signature.objects.select_for_update().filter(government__in=pks).order_by("pk")
    ours: dict[int | None, list[Signature]] = {pk: [] for pk in pks}
    for signature in signatures:
        ours[signature.government_id].append(signature)
    _check(ours[source.pk], ours[into.pk])
    if all(Commitment.objects.filter(government=pk).exists() for pk in pks):
        raise NotMerged(BOTH_SIGNED)
    if source.reports.filter(year__in=into.reports.values("year")).exists():
        raise NotMerged(_("Not merged: both have a report of the same year."))
    trace = directory.merge(source=source, into=into, by=actor)
    services.keep(trace.into, by=f"{services.MERGE} {trace.pk}")
    for signature in ours[source.pk]:
        if signature.state == State.AUTHORITY_CHECKED:
            signature.government = into
            move(signature.recheck, party=Party.STAFF, actor=actor)
    return trace


def what_moves(*, source: LocalGovernment) -> list[tuple[str, int]]:
    """Return what names `source` and would name another local government: each kind in words, and how many."""
    counts: Counter[str] = Counter()
    for way in directory.relations():
        model = way.related_model
        if model._meta.label != "charter.Signatory":  # it follows its signature
            rows = model._base_manager.filter(**{way.field.name: source})
            counts[str(model._meta.verbose_name_plural)] += rows.count()
    return sorted((name, count) for name, count in counts.items() if count)


def merge_mark(*, source: LocalGovernment, into: LocalGovernment) -> str:
    """Return a mark of what a person is shown before the two are made one: names, codes, countries, what moves."""
    sides = [(row.pk, row.code, sorted(row.names.items()), row.country, row.kind, row.member) for row in (source, into)]
    return hashlib.sha256(repr((sides, what_moves(source=source))).encode()).hexdigest()[:16]


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


def _check(one: list[Signature], other: list[Signature]) -> None:
    for wanted, refusal in ((STANDING, BOTH_SIGNED), (UNDER_REVIEW, BOTH_UNDER_REVIEW)):
        if all(any(row.state in wanted for row in rows) for rows in (one, other)):
            raise NotMerged(refusal)
    versions = [{row.version_id for row in rows if row.state in LIVE} for rows in (one, other)]
    if versions[0] & versions[1]:
        raise NotMerged(BOTH_UNDER_REVIEW)

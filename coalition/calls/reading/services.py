"""What may happen to readings. The row of the proposal is locked first, so two readers never give marks together."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from wagtail.log_actions import log

from coalition.calls.models import Call, Conflict, Mark, Proposal, Reading
from coalition.calls.reading import standing
from coalition.calls.states import WAITING, State

GIVEN = "calls.give_marks"  # the actions in the site history; none says which marks
CHANGED = "calls.change_marks"
ASKED = "calls.ask_reader"
WAIVED = "calls.waive_third"
CONFLICT = "calls.declare_conflict"
BACKEND = "django.contrib.auth.backends.ModelBackend"


class NotAsked(Exception):
    """This person was not asked to read this proposal."""


class Decided(Exception):
    """The proposal is decided or withdrawn: nobody judges it any more."""


class MarksMissing(Exception):
    """A criterion has no mark, or one that is not on the scale."""


class NoReader(Exception):
    """Nobody is left who may read this proposal."""


class NoThirdNeeded(Exception):
    """The readers do not differ that much, or somebody was asked already."""


def lock_for_judging(proposal: Proposal) -> Proposal:
    """Return the row with its readings, locked until the transaction ends. Raises Decided."""
    Proposal.objects.select_for_update().get(pk=proposal.pk)
    found: Proposal = standing.with_readings(Proposal.objects.filter(pk=proposal.pk)).get()
    if found.state not in WAITING:
        raise Decided
    return found


def eligible(proposal: Proposal) -> Any:
    """Return who may be asked to read `proposal`, whoever has least to read first.

    Never who reads it already, or declared a conflict. Once the judgement was complete, those who decide have seen
    the marks, and so are asked no more.
    """
    people = get_user_model().objects.with_perm("calls.read_proposal", backend=BACKEND, include_superusers=False)
    people = people.exclude(pk__in=proposal.readings.values("reader")).exclude(
        pk__in=proposal.conflicts.values("person")
    )
    if proposal.completed_at:
        deciders = get_user_model().objects.with_perm("calls.decide_proposal", backend=BACKEND)
        people = people.exclude(pk__in=deciders.values("pk"))
    load = (
        Reading.objects.filter(given_at=None, proposal__state__in=WAITING).values("reader").annotate(count=Count("pk"))
    )
    counts = {row["reader"]: row["count"] for row in load}
    return sorted(people.filter(is_active=True).distinct(), key=lambda person: (counts.get(person.pk, 0), person.pk))


@transaction.atomic
def share_out(*, call: Call, by: Any) -> int:
    """Ask readers for every proposal of `call` that has too few; return how many proposals still have too few."""
    short = 0
    Call.objects.select_for_update(no_key=True).get(pk=call.pk)  # one editor at a time shares out
    for row in Proposal.objects.filter(call=call, state__in=WAITING).order_by("pk"):
        proposal = lock_for_judging(row)
        asked = sum(not reading.is_third for reading in proposal.readings.all())
        people = eligible(proposal)[: max(0, standing.READERS - asked)]
        for person in people:
            Reading.objects.create(proposal=proposal, reader=person)
        if asked + len(people) >= standing.READERS and proposal.state == State.SENT:
            proposal.start_review()
            proposal.save()
        short += asked + len(people) < standing.READERS
        if people:
            log(instance=proposal, action=ASKED, user=by, title=proposal.shown_reference)
    return short


@transaction.atomic
def give_marks(*, proposal: Proposal, reader: Any, points: dict[int, int], comment: str) -> Reading:
    """Keep the marks of `reader`: points by the criterion's key. Given again, what changed is shown as changed.

    Raises NotAsked, Decided or MarksMissing.
    """
    proposal = lock_for_judging(proposal)
    found = Reading.objects.filter(proposal=proposal, reader=reader).first()
    if found is None:
        raise NotAsked
    if set(points) != set(proposal.call.criteria.values_list("pk", flat=True)):
        raise MarksMissing
    again = found.given_at is not None
    before = {mark.criterion_id: mark for mark in found.marks.all()}
    changed = again and (found.comment != comment or {key: mark.points for key, mark in before.items()} != points)
    for key, value in points.items():
        first = before[key].first if key in before else value
        Mark.objects.update_or_create(reading=found, criterion_id=key, defaults={"points": value, "first": first})
    found.comment = comment
    found.given_at = found.given_at or timezone.now()
    found.changed_at = timezone.now() if changed else found.changed_at
    found.save()
    _note_completion(proposal)
    if changed or not again:
        log(instance=proposal, action=CHANGED if again else GIVEN, user=reader, title=proposal.shown_reference)
    return found


def _note_completion(proposal: Proposal) -> None:
    """Keep when the judgement was complete first: under the lock, the one who gives last sees all the others."""
    fresh = standing.with_readings(Proposal.objects.filter(pk=proposal.pk)).get()
    if fresh.completed_at is None and standing.standing_of(fresh).is_complete:
        Proposal.objects.filter(pk=proposal.pk).update(completed_at=timezone.now())


@transaction.atomic
def declare_conflict(*, proposal: Proposal, person: Any) -> None:
    """Keep that `person` must not judge `proposal`; what they said of it goes. Repeatable. Raises Decided."""
    proposal = lock_for_judging(proposal)
    _row, made = Conflict.objects.get_or_create(proposal=proposal, person=person)
    Reading.objects.filter(proposal=proposal, reader=person).delete()
    if made:
        log(instance=proposal, action=CONFLICT, user=person, title=proposal.shown_reference)


@transaction.atomic
def ask_third(*, proposal: Proposal, by: Any) -> Reading:
    """Ask one reader more, since the two differ too much. Raises NoThirdNeeded, NoReader or Decided."""
    proposal = lock_for_judging(proposal)
    if not standing.standing_of(proposal).needs_third:
        raise NoThirdNeeded
    people = [person for person in eligible(proposal) if person.pk != by.pk]
    if not people:
        raise NoReader
    reading = Reading.objects.create(proposal=proposal, reader=people[0], is_third=True)
    log(instance=proposal, action=ASKED, user=by, title=proposal.shown_reference)
    return reading


@transaction.atomic
def waive_third(*, proposal: Proposal, by: Any) -> None:
    proposal = lock_for_judging(proposal)
    if not standing.standing_of(proposal).needs_third:
        raise NoThirdNeeded
    Proposal.objects.filter(pk=proposal.pk).update(third_waived_at=timezone.now())
    _note_completion(proposal)
    log(instance=proposal, action=WAIVED, user=by, title=proposal.shown_reference)

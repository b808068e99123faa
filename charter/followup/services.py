"""What may happen to commitments."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import batched
from typing import Any

import pgtrigger
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from charter.acts import forget_file, keep_file
from charter.ledger.models import LoggedFact
from charter.ledger.services import log_fact
from charter.signing.models import Signature
from charter.states import State
from coalition.members.models import LocalGovernment
from coalition.resources.models import Resource
from coalition.users.models import User

from . import emails
from .deliverables import REMINDERS, RUNNING, Deliverable, add_months, reminder_due
from .models import Commitment, DueDateChange, Evidence, EvidenceQuerySet, Reminder, Schedule

Cause = DueDateChange.Cause
LOGGED = 500  # commitments of one fact
KEPT = ("charter.Commitment:commitments_are_kept", "charter.DueDateChange:due_dates_are_kept")


class AlreadyDecided(Exception):
    """Somebody decided on this evidence before."""


@transaction.atomic
def create_commitments(*, signature: Signature, counted_from: date | None) -> list[Commitment]:
    """Give the government of `signature`, which is being published, its commitments: one for each deliverable.

    They are due the schedule's months after `counted_from`, the date of the council's act; with None (ad
    referendum) they are to be dated. A newer signature takes over those of the one before, met or not: their days
    stay, since a new text gives no new delay. After a withdrawal, what was not met is counted from the new act.
    Safe to repeat. Called before the transition, so that no row is locked after the ledger's head; the caller logs
    what is returned after it (`log_days`).
    """
    government = signature.government
    if government is None:
        raise ValueError("The signature names no government.")
    months = _months()
    held = Commitment.objects.filter(government=government).select_related("signature", "government").with_met_on()
    rows = {row.deliverable: row for row in held.select_for_update(of=("self",)).order_by("pk")}
    found = []
    for deliverable in Deliverable:
        row = rows.get(deliverable)
        if row is None:
            row = Commitment.objects.create(government=government, signature=signature, deliverable=deliverable)
            _set_day(row, counted_from, months[deliverable], Cause.FOUNDED)
        elif row.signature_id != signature.pk:
            _take_over(row, signature, counted_from, months[deliverable])
        found.append(row)
    return found


@transaction.atomic
def date_commitments(*, signature: Signature, counted_from: date) -> list[Commitment]:
    """Count the commitments that are to be dated from `counted_from`, the date of the act that ratified `signature`.

    Return those that got their day, for `log_days`. One that has its day, or is met, keeps what it has.
    """
    months = _months()
    undated = Commitment.objects.filter(signature=signature, due_on__isnull=True).unmet().order_by("pk")
    rows = list(undated.select_for_update(of=("self",)).select_related("government", "signature"))
    for row in rows:
        _set_day(row, counted_from, months[row.deliverable], Cause.RATIFIED)
    return rows


@transaction.atomic
def reschedule(*, deliverable: str, months: int, by: User) -> int:
    """Let `deliverable` be due `months` after the council's act; return how many commitments moved.

    Those that are met keep their day, and so do those of signatures that ended; the others keep their history.
    """
    row, _made = Schedule.objects.select_for_update().get_or_create(
        deliverable=deliverable, defaults={"months": months}
    )
    row.months = months
    row.full_clean()
    row.save()
    moving = Commitment.objects.filter(
        deliverable=deliverable, due_on__isnull=False, signature__state__in=[State.SIGNED, State.ON_HOLD]
    ).unmet()
    rows = moving.select_for_update(of=("self",)).select_related("government", "signature").order_by("pk")
    moved = [row for row in rows if _set_day(row, row.counted_from, months, Cause.SCHEDULE, by)]
    log_days(moved, deliverable)
    return len(moved)


def log_days(rows: Iterable[Commitment], subject: str) -> None:
    """Log what the public reads of each of `rows`; called last, for it takes the ledger's head."""
    for part in batched(rows, LOGGED):
        log_fact(LoggedFact.Kind.PUBLIC, subject, dict(map(public_facts, part)))


@transaction.atomic
def unite_commitments(*, governments: Iterable[int], signature: Signature) -> None:
    """Leave one commitment of each deliverable where several local governments become one: that which is due first.

    The evidence of the others and the history of their days are its own from now on, and `signature` is behind it.
    """
    rows = Commitment.objects.filter(government__in=governments).select_related("government").order_by("pk")
    locked = sorted(rows.select_for_update(of=("self",)), key=lambda row: (row.due_on or date.max, row.pk))
    stays: dict[str, Commitment] = {}
    facts: dict[str, Any] = {}
    for row in locked:
        first = stays.setdefault(row.deliverable, row)
        if first is row:
            row.signature = signature
            row.save(update_fields=["signature"])
            continue
        Evidence.objects.filter(commitment=row).update(commitment=first)
        Reminder.objects.filter(commitment=row).delete()
        facts[f"commitment {row.pk}"] = None
        with pgtrigger.ignore(*KEPT):
            DueDateChange.objects.filter(commitment=row).update(commitment=first)
            row.delete()
    log_fact(LoggedFact.Kind.PUBLIC, signature.verification_code, facts | dict(map(public_facts, stays.values())))


def public_facts(row: Commitment) -> tuple[str, dict[str, Any]]:
    days = {name: str(getattr(row, name) or "") for name in ("due_on", "counted_from")}
    dossier = row.signature.verification_code
    facts = {"of": row.government.code, "deliverable": row.deliverable, "dossier": dossier, **days}
    return f"commitment {row.pk}", facts


def public_evidence(row: Evidence) -> tuple[str, dict[str, Any] | None]:
    """Return the name of `row` and what the public reads of it: that it waits, or its words by their digest."""
    name, government = f"evidence {row.pk}", row.commitment.government
    if row.state == Evidence.State.REFUSED:
        return name, None
    facts = {"of": government.code, "deliverable": row.commitment.deliverable, "state": str(row.state)}
    if row.decided_at is None:
        return name, facts
    words = json.dumps(
        [row.url, row.description, row.language, row.resource_id, row.decided_at.astimezone(UTC).isoformat()]
    )
    return name, {**facts, "dated": str(row.dated), "words_sha256": hashlib.sha256(words.encode()).hexdigest()}


def _log_evidence(government: LocalGovernment, rows: Iterable[Evidence], gone: Iterable[int] = ()) -> None:
    """Log what the public reads of `rows` from now on, and that those with the keys `gone` are; called last."""
    facts = dict(map(public_evidence, rows)) | {f"evidence {pk}": None for pk in gone}
    if facts:
        log_fact(LoggedFact.Kind.PUBLIC, government.code, facts)


@transaction.atomic
def record_evidence(
    *,
    commitment: Commitment,
    source: Evidence.Source,
    dated: date,
    language: str,
    resource: Resource | None = None,
    url: str = "",
    description: str = "",
    file: File | None = None,
) -> Evidence:
    """Keep what shows that `commitment` was met; it waits for somebody of the staff to read it.

    `dated` is the day on which the deliverable was finished or held, `language` that of `description`. What a town
    hall sends takes the place of what it sent before in the same way and nobody read yet: a new row, so that nobody
    accepts what they have not seen. The public reads at once that something was sent.
    Raises ValidationError when it shows nothing or its address is none, ValueError for a day to come, NoRoom.
    """
    evidence = Evidence(
        commitment=commitment, source=source, resource=resource, url=url, description=description, dated=dated,
        language=language,
    )  # fmt: skip
    if file is not None:
        keep_file(evidence.file, file)
        evidence.file_name = (file.name or "")[-200:]
    gone = _keep(evidence)
    _log_evidence(commitment.government, [evidence], gone)
    return evidence


def _keep(evidence: Evidence) -> list[int]:
    """Save new evidence; return the keys of the rows whose place it takes."""
    if evidence.dated > timezone.localdate():
        raise ValueError("Evidence of a day to come.")
    Commitment.objects.select_for_update().get(pk=evidence.commitment_id)
    evidence.full_clean()
    gone = []
    if evidence.source != Evidence.Source.STAFF:
        waiting = Evidence.objects.awaiting().filter(commitment=evidence.commitment_id, source=evidence.source)
        for before in waiting.select_for_update():
            gone.append(before.pk)
            forget_file(before.file)
            before.delete()
    evidence.save()
    return gone


@transaction.atomic
def accept_evidence(*, evidence: Evidence, by: User, resource: Resource | None = None) -> Evidence:
    """Say that `evidence` meets its commitment; it is public from now on, and so is `resource` when it has a page.

    Raises AlreadyDecided unless it waits.
    """
    evidence = _locked(evidence)
    if evidence.state != Evidence.State.AWAITING:
        raise AlreadyDecided
    if resource is not None:
        evidence.resource = resource
    evidence = _decide(evidence, Evidence.State.ACCEPTED, by, "")
    _log_evidence(evidence.commitment.government, [evidence])
    return evidence


@transaction.atomic
def accept_all(*, government: LocalGovernment, shown: Iterable[int], by: User) -> None:
    """Accept what waits of `government` among the rows `shown`, those that `by` has before them."""
    waiting = Evidence.objects.awaiting().filter(commitment__government=government, pk__in=shown)
    rows = _with_government(waiting).select_for_update(of=("self",))
    _log_evidence(government, [_decide(row, Evidence.State.ACCEPTED, by, "") for row in rows])


@transaction.atomic
def refuse_evidence(*, evidence: Evidence, by: User, reason: str) -> Evidence:
    """Say that `evidence` does not meet its commitment, also after it was accepted by mistake.

    The town hall that sent it gets `reason` by mail. Raises AlreadyDecided when it is refused, ValueError without a
    reason.
    """
    if not reason.strip():
        raise ValueError("A refusal says why.")
    evidence = _locked(evidence)
    if evidence.state == Evidence.State.REFUSED:
        raise AlreadyDecided
    evidence = _decide(evidence, Evidence.State.REFUSED, by, reason.strip())
    if evidence.source != Evidence.Source.STAFF:
        emails.send_evidence_refused(evidence)
    _log_evidence(evidence.commitment.government, [evidence])
    return evidence


@transaction.atomic
def forget_refused(*, before: datetime) -> int:
    """Forget files and words that were refused before that moment; return of how many. The decision stays."""
    rows = Evidence.objects.filter(state=Evidence.State.REFUSED, decided_at__lt=before).exclude(file="", description="")
    found = list(rows.select_for_update())
    for evidence in found:
        forget_file(evidence.file)
        evidence.file, evidence.file_name, evidence.description = "", "", ""
        evidence.save()
    return len(found)


def _months() -> dict[str, int]:
    """Return the schedule, locked: a commitment founded while it changes gets the old day, then the new one."""
    list(Schedule.objects.select_for_update().order_by("pk"))
    return Schedule.objects.months()


def _take_over(row: Commitment, signature: Signature, counted_from: date | None, months: int) -> None:
    returns = row.signature.state == State.WITHDRAWN
    row.signature = signature
    row.save(update_fields=["signature"])
    if row.met_on is None and (returns or row.due_on is None):
        _set_day(row, counted_from, months, Cause.REACCESSION)


def _set_day(row: Commitment, counted_from: date | None, months: int, cause: Cause, by: User | None = None) -> bool:
    """Set the due date of a locked commitment and keep the one before; say whether it changed."""
    due_on = None if counted_from is None else add_months(counted_from, months)
    if (due_on, counted_from) == (row.due_on, row.counted_from):
        return False
    DueDateChange.objects.create(
        commitment=row, before=row.due_on, due_on=due_on, counted_from=counted_from, months=months, cause=cause,
        changed_by=by,
    )  # fmt: skip
    row.due_on, row.counted_from = due_on, counted_from
    row.dated_on = None if due_on is None else timezone.localdate()
    row.save(update_fields=["due_on", "counted_from", "dated_on"])
    return True


def _locked(evidence: Evidence) -> Evidence:
    """Return `evidence`, locked. Raises AlreadyDecided when the town hall sent something else in its place."""
    found = _with_government(Evidence.objects.filter(pk=evidence.pk)).select_for_update(of=("self",)).first()
    if found is None:
        raise AlreadyDecided
    return found


def _with_government(rows: EvidenceQuerySet) -> EvidenceQuerySet:
    return rows.select_related("commitment__signature__government", "commitment__government")


def _decide(evidence: Evidence, state: Evidence.State, by: User, reason: str) -> Evidence:
    evidence.state, evidence.decided_by, evidence.decided_at, evidence.reason = state, by, timezone.now(), reason
    evidence.save()
    log(instance=evidence.commitment, action=f"evidence.{state}", user=by)
    return evidence


def remind_due(*, today: date) -> int:
    """Send each commitment the reminder that is due on `today`; return how many commitments were reminded.

    Safe to repeat, and right after an outage: the row of a reminder says that it was sent, and of several missed
    ones only the latest is sent. What is met, paused, closed or not dated is never reminded of.
    """
    horizon = today + timedelta(days=max(REMINDERS))
    rows = Commitment.objects.with_status(today).filter(status__in=RUNNING, due_on__lte=horizon)
    pks = list(rows.without_last_reminder().order_by("pk").values_list("pk", flat=True))
    return sum(_remind(pk, today) for pk in pks)


@transaction.atomic
def _remind(pk: int, today: date) -> bool:
    """Send one commitment its reminder; the row is locked, and looked at again under the lock."""
    rows = Commitment.objects.with_status(today).filter(pk=pk, status__in=RUNNING)
    locked = rows.select_for_update(of=("self",), skip_locked=True).select_related("signature__government")
    row = locked.first()
    if row is None or row.due_on is None or row.dated_on is None:
        return False
    days = reminder_due(due_on=row.due_on, dated_on=row.dated_on, today=today)
    if days is None:
        return False
    _reminder, made = Reminder.objects.get_or_create(commitment=row, due_on=row.due_on, days=days)
    if made:
        emails.send_reminder(row, days)
    return made


@dataclass(frozen=True)
class Due:
    label: str
    months: int
    day: date


def due_after(act_date: date) -> list[Due]:
    """Return the deliverables and their days for an act of `act_date`, by the schedule of today; earliest first."""
    months = Schedule.objects.months()
    rows = [Due(str(one.label), months[one], add_months(act_date, months[one])) for one in Deliverable]
    return sorted(rows, key=lambda row: row.day)

"""Reading calendars of others: by the worker, never while a reader waits. What was read well last is what is shown."""

import hashlib
import logging
import uuid
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from coalition import queue
from coalition.outbound import Copy, Failure, OutboundFailed, fetch_newer
from events.models import Event

from . import recurrence as parser
from .content_lines import Unreadable
from .models import CalendarReading, OutsideCalendar, OutsideEvent
from .recurrence import Occurrence

logger = logging.getLogger(__name__)

TASK = "events.read-outside-calendars"
MOST_BYTES, MOST_SECONDS = 2 * 1024 * 1024, 5.0
AT_ONCE = 20  # calendars in one run
EVERY, LONGEST_PAUSE = timedelta(hours=1), timedelta(hours=24)
CLAIMED_FOR = timedelta(minutes=10)
ANEW = timedelta(days=1)  # then all of it is read, changed or not: events that recur have got new times
KEPT, GONE_KEPT = timedelta(days=730), timedelta(days=31)  # after the end
UNASKED = timedelta(days=3650)
OURS = "ours"
HEADERS = {"Accept": "text/calendar, text/plain;q=0.5, */*;q=0.1"}
CAUSES = {301: "moved", 302: "moved", 303: "moved", 307: "moved", 308: "moved", 401: "refused", 403: "refused",
          404: "gone", 410: "gone"}  # fmt: skip


def want(calendar: OutsideCalendar) -> None:
    """Let the worker read all of `calendar` now."""
    anew = {"due_at": timezone.now(), "etag": "", "last_modified": "", "digest": "", "failures": 0}
    CalendarReading.objects.update_or_create(calendar=calendar, defaults=anew)
    queue.wake(TASK)


def keep(calendar: OutsideCalendar, content: bytes, now: datetime) -> None:
    """Keep what is in `content` as if `calendar` had been read now, and ask nobody for it unless an editor does.

    Raises Unreadable.
    """
    reading = CalendarReading(calendar=calendar, due_at=now + UNASKED, asked_at=now, good_at=now)
    _take(reading, Copy(content), now, anew=True)
    reading.save()


def read_due(now: datetime) -> int:
    """Read the calendars that are due, AT_ONCE at most, the longest due first; return how many they were.

    What one of them does stops none of the others.
    """
    rows = CalendarReading.objects.filter(due_at__lte=now, calendar__active=True).order_by("due_at", "pk")
    done = 0
    for reading in rows.select_related("calendar")[:AT_ONCE]:
        mine = CalendarReading.objects.filter(pk=reading.pk, due_at=reading.due_at)
        if mine.update(due_at=now + CLAIMED_FOR):  # else another worker has it
            read(reading, now)
            done += 1
    return done


def read(reading: CalendarReading, now: datetime) -> None:
    """Read one calendar: what is new in it is stored, or why it cannot be read."""
    calendar = reading.calendar
    reading.asked_at = now
    recent = reading.read_at and now - reading.read_at < ANEW and not reading.failed_at
    kept = Copy(b"", reading.etag, reading.last_modified) if recent else None
    try:
        answer = fetch_newer(
            calendar.address, kept=kept, headers=HEADERS, max_bytes=MOST_BYTES, max_seconds=MOST_SECONDS
        )
        if answer is not None:
            _take(reading, answer, now, anew=not recent)
    except OutboundFailed as error:
        _failed(reading, CAUSES.get(error.status, error.cause.value), now)
    except Unreadable:
        _failed(reading, CalendarReading.Cause.UNREADABLE, now)
    except Exception:  # whatever a calendar does to its parser, it does to itself alone
        logger.exception("The calendar %s could not be read.", calendar.pk)
        _failed(reading, CalendarReading.Cause.UNREADABLE, now)
    else:
        reading.good_at, reading.failed_at, reading.failures, reading.cause = now, None, 0, ""
        reading.due_at = now + EVERY
        _save(reading)


def _take(reading: CalendarReading, answer: Copy, now: datetime, *, anew: bool) -> None:
    """Store what is in `answer`. Raises Unreadable."""
    calendar = reading.calendar
    digest = hashlib.sha256(calendar.zone.encode() + answer.content).hexdigest()
    if anew or digest != reading.digest:
        found = parser.read(answer.content, zone=calendar.zone, now=now)
        theirs = _without_ours(found.occurrences)
        if ours := len(found.occurrences) - len(theirs):
            found.left_out[OURS] = ours
        store(calendar, theirs, now, whole=not found.left_out[parser.TOO_MANY])
        reading.left_out, reading.read_at = dict(+found.left_out), now
    reading.digest, reading.etag, reading.last_modified = digest, answer.etag, answer.last_modified


def _without_ours(rows: list[Occurrence]) -> list[Occurrence]:
    """Return those of `rows` that are no events of ours, which others may have in their calendars too."""
    named = {}
    for row in rows:
        try:
            named[row.uid] = uuid.UUID(row.uid)
        except ValueError:
            continue
    ours = set(Event.objects.filter(uid__in=set(named.values())).values_list("uid", flat=True)) if named else set()
    return [row for row in rows if named.get(row.uid) not in ours]


@transaction.atomic
def store(calendar: OutsideCalendar, rows: Iterable[Occurrence], now: datetime, *, whole: bool = True) -> None:
    """Make what is stored of `calendar` what `rows` say. What is not among them any more is marked, unless it is over.

    Without `whole`, they are the soonest alone, and say nothing of what is later. Only what changed is written.
    """
    OutsideCalendar.objects.select_for_update().get(pk=calendar.pk)
    stored = {(row.uid, row.key): row for row in OutsideEvent.objects.filter(calendar=calendar)}
    new, changed, last = [], [], now
    for occurrence in rows:
        last = max(last, occurrence.start)
        facts = {name: value for name, value in asdict(occurrence).items() if name in OutsideEvent.FACTS}
        row = stored.pop((occurrence.uid, occurrence.key), None)
        if row is None:
            new.append(OutsideEvent(calendar=calendar, uid=occurrence.uid, key=occurrence.key, **facts))
        elif row.gone_at or any(getattr(row, name) != value for name, value in facts.items()):
            row.gone_at = None
            for name, value in facts.items():
                setattr(row, name, value)
            changed.append(row)
    OutsideEvent.objects.bulk_create(new, batch_size=500)
    OutsideEvent.objects.bulk_update(changed, [*OutsideEvent.FACTS, "gone_at"], batch_size=500)
    gone = [row.pk for row in stored.values()
            if row.end > now and row.gone_at is None and (whole or row.start <= last)]  # fmt: skip
    if gone:
        OutsideEvent.objects.filter(pk__in=gone).update(gone_at=now)
    old = Q(end__lt=now - KEPT) | Q(gone_at__isnull=False, end__lt=now - GONE_KEPT)
    OutsideEvent.objects.filter(old, calendar=calendar).delete()


def _failed(reading: CalendarReading, cause: str, now: datetime) -> None:
    """Note that the calendar cannot be read, and ask less and less often; what is stored stays."""
    known = cause if cause in CalendarReading.Cause.values else Failure.UNREACHABLE.value
    reading.cause, reading.failed_at = known, reading.failed_at or now
    reading.failures += 1
    reading.due_at = now + min(EVERY * 2 ** min(reading.failures - 1, 10), LONGEST_PAUSE)
    _save(reading)


def _save(reading: CalendarReading) -> None:
    """Save what was found, unless somebody asked meanwhile to read it again."""
    facts = ("etag", "last_modified", "digest", "read_at", "asked_at", "good_at", "failed_at", "failures", "cause",
             "left_out", "due_at")  # fmt: skip
    still = CalendarReading.objects.filter(pk=reading.pk, due_at__gt=reading.asked_at)
    still.update(**{name: getattr(reading, name) for name in facts})

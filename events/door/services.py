"""What happens at a door. Rows are only added; who is in follows from all rows, whatever order they came in."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.utils import timezone
from django.utils.translation import get_language, gettext
from wagtail.log_actions import log

from coalition.languages.words import in_language
from events.models import ID_LETTERS, Event
from events.programme.models import Session, SessionChoice
from events.programme.published_programme import last_version
from events.registrations.emails import entry
from events.registrations.models import Registration
from events.team.permissions import events_of

from .models import CheckIn, Door, first_in_words


def offered(event: Event) -> list[tuple[str, str]]:
    """Return the sessions of `event` that readers see and that take place, by identifier: code of the team, title."""
    return [(row["guid"], f"{row['code']}: {in_language(row['titles'])}") for row in _released(event.pk)]


class CalledOff(Exception):
    """What a door leads to does not take place: it has no door."""


def places_of(door: Door) -> set[int] | None:
    """Return who has a place in the session of `door`, by key of the registration; None where no place is needed.

    Raises CalledOff where the event does not take place then, or readers see of the session that it is cancelled, or
    nothing any more.
    """
    if door.event.state != Event.State.SCHEDULED:
        raise CalledOff(door.pk)
    if door.session is None:
        return None
    row = next((row for row in _released(door.event_id) if row["guid"] == str(door.session)), None)
    if row is None:
        raise CalledOff(door.pk)
    if row["capacity"] is None:
        return None
    return set(SessionChoice.objects.places().filter(session_id=row["key"]).values_list("registration_id", flat=True))


def is_called_off(door: Door) -> bool:
    """Say whether what `door` leads to does not take place."""
    try:
        places_of(door)
    except CalledOff:
        return True
    return False


def _released(event: int) -> list[dict[str, Any]]:
    version = last_version(event)
    if version is None:
        return []
    kinds = {"kind": Session.Kind.BREAK, "state": Session.State.CANCELLED}
    return [row for row in version.content["sessions"] if all(row[name] != value for name, value in kinds.items())]


TRUSTED_SKEW = timedelta(minutes=1)  # a device whose clock is further off has its moments put right


class Answer(StrEnum):
    """What is told to who stands at the door."""

    IN = "in"
    AGAIN = "again"
    WAITING = "waiting"
    CANCELLED = "cancelled"
    NO_PLACE = "no-place"  # a seat at the event, and none in this session, whose seats are limited
    CALLED_OFF = "called-off"  # what the door leads to does not take place
    UNKNOWN = "unknown"


def answer_of(state: str) -> Answer:
    """Return what a door says of a registration in `state`: who has no seat yet waits for one."""
    if state == Registration.State.CONFIRMED:
        return Answer.IN
    return Answer.CANCELLED if state == Registration.State.CANCELLED else Answer.WAITING


@dataclass(frozen=True)
class Device:
    """A telephone or computer at a door: its identifier, and what the host calls it."""

    id: UUID
    name: str


@dataclass(frozen=True)
class Outcome:
    """What came of one check-in: the answer, the row that was kept, and the first one where this is not the first."""

    answer: Answer
    registration: Registration | None = None
    row: CheckIn | None = None
    first: CheckIn | None = None


@dataclass(frozen=True)
class Sent:
    """One row as a device sends it: `moment` by its clock, put right by `clock_of`."""

    number: UUID
    registration: Registration | None
    moment: datetime
    undoes: UUID | None = None


@transaction.atomic
def check_in(
    *, door: Door, registration: Registration, device: Device, by: Any, moment: datetime | None = None,
    number: UUID | None = None,
) -> Outcome:  # fmt: skip
    """Record that the person of `registration` came to `door`, and say whether they are the first to do so.

    To the door of a session whose seats are limited, only who has a place there; to what does not take place, nobody.
    Who came before they cancelled, gave their place back or it was called off did come: a device tells it later, with
    the `moment`.

    The registration is locked, so that of two devices at once one is told that the other was first. A row with a
    `number` that is there already is not added again: the answer is what the row means now.
    """
    registration = Registration.objects.select_for_update(no_key=True).get(pk=registration.pk)
    if registration.event_id != door.event_id:
        return Outcome(Answer.UNKNOWN)
    if registration.state != Registration.State.CONFIRMED:
        came = registration.state == Registration.State.CANCELLED and moment and moment < registration.changed_at
        row = _keep(door, registration, device, by, moment, number) if came and number else None
        return Outcome(answer_of(registration.state), registration, row)
    if refused := _refused(door, registration):
        row = _keep(door, registration, device, by, moment, number) if moment and number else None
        return Outcome(refused, registration, row)
    row = _keep(door, registration, device, by, moment, number or uuid4())
    return outcome(row)


def _refused(door: Door, registration: Registration) -> Answer | None:
    """Return why somebody with a seat at the event is not let in by `door`; None where they are."""
    try:
        placed = places_of(door)
    except CalledOff:
        return Answer.CALLED_OFF
    return Answer.NO_PLACE if placed is not None and registration.pk not in placed else None


@transaction.atomic
def undo(*, row: CheckIn, device: Device, by: Any, moment: datetime | None = None, number: UUID | None = None) -> None:
    """Take back `row`, by one more row. Undoing twice changes nothing."""
    Registration.objects.select_for_update(no_key=True).get(pk=row.registration_id)
    if CheckIn.objects.filter(undoes=row.number).exists():
        return
    _keep(row.door, row.registration, device, by, moment, number or uuid4(), undoes=row.number)


def outcome(row: CheckIn) -> Outcome:
    """Return what `row` means by all that is known now."""
    rows = CheckIn.objects.standing().of_point(row.door).filter(registration_id=row.registration_id)
    first = rows.select_related("door").first()
    if first is None or first.number == row.number:
        return Outcome(Answer.IN, row.registration, row)
    return Outcome(Answer.AGAIN, row.registration, row, first)


def merge(*, door: Door, device: Device, by: Any, rows: Iterable[Sent], clock_of: datetime) -> dict[UUID, Outcome]:
    """Add the `rows` that `device` kept while it was offline, and return what each means by all that is known now.

    Each row stands for itself: one that cannot be kept stops no other. `clock_of` is what the device's clock shows now.
    """
    skew = timezone.now() - clock_of
    if abs(skew) < TRUSTED_SKEW:
        skew = timedelta()
    told: dict[UUID, Outcome] = {}
    for sent in rows:
        try:
            told[sent.number] = _merge_one(door, device, by, sent, min(sent.moment + skew, timezone.now()))
        except (CheckIn.DoesNotExist, OverflowError):  # the number of a row about somebody else; a moment of no time
            told[sent.number] = Outcome(Answer.UNKNOWN)
    return told


@transaction.atomic
def _merge_one(door: Door, device: Device, by: Any, sent: Sent, moment: datetime) -> Outcome:
    if sent.registration is None:
        return Outcome(Answer.UNKNOWN)
    if sent.undoes is None:
        return check_in(door=door, registration=sent.registration, device=device, by=by, moment=moment,
                        number=sent.number)  # fmt: skip
    Registration.objects.select_for_update(no_key=True).get(pk=sent.registration.pk)
    row = _keep(door, sent.registration, device, by, moment, sent.number, undoes=sent.undoes)
    return Outcome(Answer.IN, sent.registration, row)


def _keep(
    door: Door, registration: Registration, device: Device, by: Any, moment: datetime | None, number: UUID,
    undoes: UUID | None = None,
) -> CheckIn:  # fmt: skip
    """Return the row `number`, added unless it is there; then the site's history says so, and names nobody.

    Raises CheckIn.DoesNotExist where it is somebody else's.
    """
    same = CheckIn.objects.select_related("door", "registration").filter(number=number, registration=registration)
    if kept := same.first():
        return kept
    try:
        with transaction.atomic():
            row = CheckIn.objects.create(
                number=number, registration=registration, door=door, device=device.id, device_name=device.name[:40],
                moment=moment or timezone.now(), undoes=undoes, by=by,
            )  # fmt: skip
            log(instance=door.event, action="events.undo_check_in" if undoes else "events.check_in", user=by)
            return row
    except IntegrityError:  # the same row by two requests at once
        return same.get()


LENGTH = 20
_CODE = re.compile(rf"(?<![0-9a-z])[{ID_LETTERS}]{{{LENGTH}}}(?![0-9a-z])")
_BETWEEN = re.compile(r"[\s\u200e\u200f-]+")


def code_in(text: str) -> str:
    """Return the code of a ticket in `text`, in capitals or not, in groups or in an address; "" without one."""
    text = text.lower()
    found = _CODE.findall(text) or _CODE.findall(_BETWEEN.sub("", text))
    return found[-1] if found else ""


def digest(list_id: str, code: str) -> str:
    """Return what a list holds in place of `code`: 32 hexadecimal digits, different in each list.

    A code has 99 bits of chance (20 of 31 letters), so that nobody finds it again from its digest.
    """
    return hashlib.sha256(f"{list_id}:{code}".encode()).hexdigest()[:32]


MOST_TWICE = 50


@dataclass(frozen=True)
class AtDoor:
    """A door, and how many different people came to it."""

    door: Door
    came: int


@dataclass(frozen=True)
class Twice:
    """Somebody who was checked in again: when and where each time, in words."""

    registration: Registration
    first: str
    again: list[str]


def doors(event: Event) -> list[AtDoor]:
    """Return the doors of `event`, with who came to each."""
    standing = CheckIn.objects.standing().filter(door__event=event).order_by()
    came = dict(standing.values_list("door").annotate(Count("registration", distinct=True)))
    return [AtDoor(door, came.get(door.pk, 0)) for door in Door.objects.filter(event=event)]


def people(event: Event) -> dict[str, int]:
    """Return how many of those with a seat are `in` by any entrance, and how many are `expected`."""
    entrances = CheckIn.objects.standing().filter(door__event=event, door__kind=Door.Kind.ENTRANCE).order_by()
    return {
        "in": entrances.aggregate(count=Count("registration", distinct=True))["count"],
        "expected": Registration.objects.filter(event=event).confirmed().count(),
    }


def in_words(event: Event) -> str:
    """Return in a sentence how many of those with a seat came in."""
    told = people(event)
    words = gettext("%(came)s of %(expected)s people with a seat came in by an entrance.")
    return words % {"came": told["in"], "expected": told["expected"]}


def twice(event: Event) -> list[Twice]:
    """Return who was checked in more than once at one point of `event`, in two queries."""
    rows = CheckIn.objects.standing().filter(door__event=event).select_related("door__event", "registration")
    points: dict[tuple[int, object], list[CheckIn]] = {}
    for row in rows:
        point = 0 if row.door.kind == Door.Kind.ENTRANCE else row.door.session or row.door_id
        points.setdefault((row.registration_id, point), []).append(row)
    several = [found for found in points.values() if len(found) > 1][:MOST_TWICE]
    return [
        Twice(first.registration, first_in_words(first), [first_in_words(row) for row in later])
        for first, *later in several
    ]


MOST_FOUND = 20


@dataclass(frozen=True)
class Found:
    """One registration that may be meant; `first` says in words when the person came, where they did."""

    registration: Registration
    first: str


def find(door: Door, text: str) -> list[Found]:
    """Return who may be meant by `text` among the registrations of the event of `door`, those with a seat first."""
    rows: Any = Registration.objects.filter(event_id=door.event_id).select_related("category")
    if code := code_in(text):
        rows = rows.filter(ticket_code=code)
    elif "@" in text:
        rows = rows.for_address(text.strip())
    else:
        for word in text.split():
            rows = rows.filter(name__icontains=word)
    seat_first = Case(When(state="confirmed", then=Value(0)), default=Value(1), output_field=IntegerField())
    chosen = list(rows.order_by(seat_first, "name", "pk")[:MOST_FOUND])
    firsts: dict[int, str] = {}
    came = CheckIn.objects.standing().of_point(door).filter(registration__in=[row.pk for row in chosen])
    for row in came.select_related("door__event"):
        firsts.setdefault(row.registration_id, first_in_words(row))
    return [Found(row, firsts.get(row.pk, "")) for row in chosen]


def elsewhere(door: Door, text: str, host: Any) -> str:
    """Return what another event is called that the code of a ticket in `text` is of, where `host` may know of it."""
    if not (code := code_in(text)):
        return ""
    others = Registration.objects.filter(ticket_code=code).exclude(event_id=door.event_id).select_related("event")
    row = others.filter(Q(event__closed=False) | Q(event__in=events_of(host))).first()
    return str(entry(row.event, get_language() or "en").title) if row else ""

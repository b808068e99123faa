"""From a draft to a version: what readers see from now on, and what changed since the version before.

A version is told in keys and words of all languages, so that it is read without the draft, and in any language.
"""

import hashlib
import json
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from coalition import queue
from events.online import services as rooms

from .models import Programme, ProgrammeVersion, Session


@transaction.atomic
def forget_rooms(*, programme: Programme) -> None:
    """Forget the online rooms of sessions that are neither in the draft of `programme` nor in its last version.

    What a version promised stays until the next one. Who releases at this moment waits, or has done so.
    """
    known: set[UUID] = set()
    for found in Programme.objects.select_for_update(no_key=True).filter(pk=programme.pk):
        known = set(found.sessions.values_list("guid", flat=True))
        if last := found.versions.first():
            known |= {UUID(row["guid"]) for row in last.content["sessions"]}
    rooms.forget_parts(event_id=programme.event_id, but=known)


Content = dict[str, Any]
SCHEDULE = ("day", "begins", "minutes", "room", "state")  # what moves in a calendar (RFC 5545 section 3.8.7.4)
STAMPS = ("sequence", "revised")
TASK = "events.tell-session-changes"  # tells people with a place in a session that changed


class Changed(Exception):
    """The draft is another one than was looked at."""


class NothingToRelease(Exception):
    """The draft has no session, or says what readers see already."""


@transaction.atomic
def release(*, programme: Programme, user: Any = None, seen: str | None = None) -> ProgrammeVersion:
    """Make the draft of `programme` its next version. Two people at once make one after the other.

    `seen` is the digest of the draft that was looked at: readers get that one or none.
    Raises NothingToRelease, and Changed where the draft is another one by now.
    """
    programme = Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    last = programme.versions.first()
    content = draft(programme)
    if seen is not None and seen != digest(content):
        raise Changed(programme.pk)
    changes = differences(last.content, content) if last else []
    if not content["sessions"] or (last and not changes and _bare(last.content) == _bare(content)):
        raise NothingToRelease(programme.pk)
    now = timezone.now()
    _stamp(content, last.content if last else {"sessions": []}, now)
    _forget_speakers(programme, {person["key"]: person for person in content["speakers"]})
    version = ProgrammeVersion.objects.create(
        programme=programme,
        number=last.number + 1 if last else 1,
        content=content,
        changes=changes,
        released_at=now,
        released_by=user,
    )
    forget_rooms(programme=programme)
    queue.wake(TASK)
    if user:
        log(instance=programme.event, action="events.release_programme", user=user)
    return version


def _forget_speakers(programme: Programme, known: dict[int, Content]) -> None:
    """Let earlier versions say no more of who speaks than the new one: their safety may hang on a name taken away."""
    for version in programme.versions.order_by("pk").iterator(chunk_size=1):
        speakers = [known[person["key"]] for person in version.content["speakers"] if person["key"] in known]
        changes = [change for change in version.changes if change["what"] != "speakers"]
        if (speakers, changes) != (version.content["speakers"], version.changes):
            version.content["speakers"], version.changes = speakers, changes
            version.save(update_fields=["content", "changes"])


def draft(programme: Programme) -> Content:
    """Return what a release would show: nine queries, however many sessions there are."""
    sessions = Session.objects.filter(programme=programme).whole().order_by("day", "begins", "room_id", "pk")
    return {
        "tracks": [{"key": track.pk, "names": track.names} for track in programme.tracks.all()],
        "rooms": [
            {"key": room.pk, "guid": str(room.guid), "names": room.names, "capacity": room.capacity}
            for room in programme.rooms.all()
        ],
        "speakers": [
            {"key": person.pk, "guid": str(person.guid), "name": person.name, "offices": person.offices,
             "biographies": person.biographies, "portrait": person.portrait_id}
            for person in programme.speakers.all()
        ],
        "sessions": [_session(session) for session in sessions],
    }  # fmt: skip


def digest(content: Content) -> str:
    """Return what tells this draft from every other."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _session(session: Session) -> Content:
    return {
        "key": session.pk,
        "guid": str(session.guid),
        "code": session.code,
        "kind": session.kind,
        "state": session.state,
        "titles": session.titles,
        "summaries": session.summaries,
        "day": session.day.isoformat(),
        "begins": f"{session.begins:%H:%M}",
        "minutes": session.minutes,
        "room": session.room_id,
        "track": session.track_id,
        "capacity": session.capacity,
        "speakers": [[row.speaker_id, row.moderates] for row in session.session_speakers.all()],
        "languages": sorted([row.language, row.way] for row in session.languages.all() if row.is_offered),
        "documents": [{"titles": row.titles, "document": row.document_id} for row in session.documents.all()],
    }


def _bare(content: Content) -> Content:
    """Return `content` without what a release adds."""
    sessions = [{name: value for name, value in row.items() if name not in STAMPS} for row in content["sessions"]]
    return {**content, "sessions": sessions}


def _stamp(content: Content, before: Content, now: datetime) -> None:
    """Give each session the revision of calendars: it rises with its schedule, and its time with any change."""
    known = {row["guid"]: row for row in before["sessions"]}
    for row in content["sessions"]:
        old = known.get(row["guid"])
        if old is None:
            row["sequence"], row["revised"] = 0, now.isoformat()
            continue
        moved = any(old[name] != row[name] for name in SCHEDULE)
        same = all(old.get(name) == value for name, value in row.items())
        row["sequence"] = old["sequence"] + moved
        row["revised"] = old["revised"] if same else now.isoformat()


def differences(before: Content, after: Content) -> list[Content]:
    """Return what readers are told of: sessions that came, went, moved, or have other rooms, words or people.

    In the order of the new programme, what is gone first. Words are told by changes.py.
    """
    old, new = ({row["guid"]: row for row in content["sessions"]} for content in (before, after))
    found = [_change("removed", row, was=_when(row)) for guid, row in old.items() if guid not in new]
    for guid, row in new.items():
        if guid in old:
            found += _changed(old[guid], row, before, after)
        else:
            found.append(_change("added", row, now=_when(row)))
    return found


def _changed(was: Content, now: Content, before: Content, after: Content) -> list[Content]:
    if was["state"] != now["state"]:
        return [_change("cancelled" if now["state"] == "cancelled" else "restored", now, now=_when(now))]
    found = []
    if _when(was) != _when(now):
        found.append(_change("moved", now, was=_when(was), now=_when(now)))
    rooms = [_names(content, "rooms", row["room"]) for content, row in ((before, was), (after, now))]
    if rooms[0] != rooms[1]:
        found.append(_change("room", now, was=rooms[0], now=rooms[1]))
    if was["titles"] != now["titles"]:
        found.append(_change("renamed", now, was=was["titles"]))
    people = [_people(content, row) for content, row in ((before, was), (after, now))]
    if people[0] != people[1]:
        found.append(_change("speakers", now, now=people[1]))
    if was["languages"] != now["languages"]:
        found.append(_change("languages", now, was=was["languages"], now=now["languages"]))
    if was["capacity"] != now["capacity"]:
        found.append(_change("seats", now, was=was["capacity"], now=now["capacity"]))
    return found


def _change(what: str, row: Content, **told: Any) -> Content:
    return {"what": what, "guid": row["guid"], "titles": row["titles"], **told}


def _when(row: Content) -> list[Any]:
    return [row["day"], row["begins"], row["minutes"]]


def _names(content: Content, kind: str, key: int | None) -> dict[str, str]:
    return next((row["names"] for row in content[kind] if row["key"] == key), {})


def _people(content: Content, row: Content) -> list[str]:
    names = {person["key"]: person["name"] for person in content["speakers"]}
    return [names[key] for key, _moderates in row["speakers"] if key in names]


def wall_times(when: list[Any]) -> tuple[datetime, datetime]:
    """Return what clocks show at the beginning and the end of `[day, hour, minutes]`."""
    start = datetime.combine(date.fromisoformat(when[0]), time.fromisoformat(when[1]))
    return start, start + timedelta(minutes=when[2])

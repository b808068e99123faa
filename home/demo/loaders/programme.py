"""The programme of the seminar to come: rooms, tracks, interpreters, people, sessions; its first version."""

import uuid
from datetime import time, timedelta
from typing import Any

from django.db import transaction

from events.models import Event
from events.programme import release
from events.programme.details import SessionLanguage, SessionSpeaker
from events.programme.models import InterpreterPair, Programme, Room, Session, Speaker, Track

from .events import uid_of


@transaction.atomic
def load(content: dict[str, Any]) -> None:
    """Make the programme of `content` and release it, unless its event has one."""
    event = Event.objects.get(uid=uid_of(content["event"]))
    if Programme.objects.filter(event=event).exists():
        return
    until = event.wall_start.date() - timedelta(days=content["languages_asked_until_days_before"])
    programme = Programme.objects.create(event=event, languages_asked_until=until)
    things: dict[str, dict[str, Any]] = {
        "room": {key: Room.objects.create(programme=programme, guid=_guid("room", key), capacity=row.pop("seats", None),
                                          names=row) for key, row in content["rooms"].items()},
        "track": {key: Track.objects.create(programme=programme, names=row) for key, row in content["tracks"].items()},
        "pair": {key: InterpreterPair.objects.create(programme=programme, name=name)
                 for key, name in content["pairs"].items()},
        "speaker": {row["code"]: _speaker(programme, row) for row in content["speaker"]},
    }  # fmt: skip
    for row in content["session"]:
        _session(programme, row, things)
    release.release(programme=programme)


def _guid(kind: str, key: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"https://coalition.example/{kind}s/{key}")


def _speaker(programme: Programme, row: dict[str, Any]) -> Speaker:
    return Speaker.objects.create(
        programme=programme,
        code=row["code"],
        guid=_guid("speaker", row["code"]),
        name=row["name"],
        offices=row["office"],
        biographies=row["biography"],
    )


def _session(programme: Programme, row: dict[str, Any], things: dict[str, dict[str, Any]]) -> None:
    session = Session(
        programme=programme,
        code=row["code"],
        guid=_guid("session", row["code"]),
        kind=row["kind"],
        titles=row["title"],
        summaries=row.get("summary", {}),
        day=programme.event.wall_start.date() + timedelta(days=row["day"] - 1),
        begins=time.fromisoformat(row["begins"]),
        minutes=row["minutes"],
        room=things["room"].get(row.get("room", "")),
        track=things["track"].get(row.get("track", "")),
        capacity=row.get("seats"),
    )
    session.full_clean()
    session.save()
    for code in row.get("speakers", []):
        speaker = things["speaker"][code.rstrip("*")]
        SessionSpeaker.objects.create(session=session, speaker=speaker, moderates=code.endswith("*"))
    for cell in row.get("languages", []):
        language, way, pair = (*cell.split(), "")[:3]
        wanted = pair == "?"
        SessionLanguage.objects.create(
            session=session, language=language, way=way, pair=things["pair"].get(pair), booked=not wanted
        )

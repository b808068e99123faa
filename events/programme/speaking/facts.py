"""What a speaker is told of, as it is kept: the event, and their sessions in the version that readers see."""

from typing import Any

from events.models import Event
from events.programme.models import Session
from events.programme.release import Content
from events.registrations.changes.models import Change, facts_of

Facts = dict[str, Any]
INSTANTS = ("start", "end")  # they follow from the wall time and the tables of zones
SCHEDULE = ("guid", "day", "begins", "minutes", "room", "state")


def facts(event: Event, content: Content, speaker: int) -> Facts:
    """Return what `content`, a version of the programme of `event`, says of the sessions of `speaker`."""
    rooms = {row["key"]: row["names"] for row in content["rooms"]}
    rows = [row for row in content["sessions"] if row["kind"] != Session.Kind.BREAK]
    mine = [row for row in rows if speaker in [key for key, _moderates in row["speakers"]]]
    told = [{**{name: row[name] for name in SCHEDULE}, "titles": row["titles"]} for row in mine]
    return {"event": facts_of(event), "sessions": [row | {"room": rooms.get(row["room"], {})} for row in told]}


def is_news(before: Facts, now: Facts) -> bool:
    """Say whether who was told `before` must be told of `now`: words alone are no news."""
    return _schedule(before) != _schedule(now)


def event_before(event: Event, before: Facts) -> Event:
    """Return `event` as it was told `before`, unsaved."""
    return Change(event=event, before=before["event"]).event_before()


def _schedule(said: Facts) -> tuple[Facts, list[list[Any]]]:
    event = {name: value for name, value in said["event"].items() if name not in INSTANTS}
    return event, [[row[name] for name in SCHEDULE] for row in said["sessions"]]

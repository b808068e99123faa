"""The draft as its editors see it: what clashes, what the next version would change, what still needs something."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from coalition import dates
from coalition.pages.languages import listed

from .changes import Told, told
from .models import InterpreterPair, Programme, ProgrammeVersion, Room, Session, Speaker, Track
from .querysets import overlaps
from .release import Content, differences


@dataclass(frozen=True)
class Clash:
    words: str
    first: Session
    second: Session


KINDS: dict[str, Any] = {"room": Room, "speaker": Speaker, "pair": InterpreterPair}


def clashes(programme: Programme) -> list[Clash]:
    """Return what clashes in the draft, in order: one query, and up to four for the names where something does."""
    found = overlaps(programme.pk)
    if not found:
        return []
    sessions = Session.objects.in_bulk({key for clash in found for key in (clash.first, clash.second)})
    things = {kind: model.objects.in_bulk({clash.thing for clash in found if clash.kind == kind})
              for kind, model in KINDS.items()}  # fmt: skip
    words = {"room": _(
        "%(name)s: two sessions are in this room at the same time."
    ), "speaker": _("%(name)s speaks in two sessions at the same time."),
            "pair": _("%(name)s: the same pair of interpreters works in two sessions at the same time.")}  # fmt: skip
    return [
        Clash(
            words[clash.kind] % {"name": things[clash.kind][clash.thing]},
            sessions[clash.first],
            sessions[clash.second],
        )
        for clash in found
    ]


def coming_changes(content: Content, last: ProgrammeVersion | None) -> list[Told]:
    """Return what a version with `content` would tell readers; nothing where it would be the first."""
    return told(differences(last.content, content)) if last else []


def in_use(thing: Track | Room | InterpreterPair) -> str:
    """Return the titles of the sessions that need `thing`, as a list within a sentence."""
    condition = {Track: "track", Room: "room", InterpreterPair: "languages__pair"}[type(thing)]
    return listed([str(session) for session in Session.objects.filter(**{condition: thing.pk}).distinct()])


def when(session: Session) -> str:
    words = {
        "day": dates.day(session.day, short=True),
        "start": dates.hour(session.begins),
        "end": dates.hour(session.wall_end),
    }
    return pgettext("a session", "%(day)s, %(start)s to %(end)s") % words

"""What changed between two versions, in words of the active language."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from coalition import dates
from coalition.pages.languages import listed
from coalition.pages.words import in_language
from events.languages import language_name

from .release import wall_times


@dataclass(frozen=True)
class Told:
    guid: str
    title: str
    words: str


def told(changes: list[dict[str, Any]]) -> list[Told]:
    return [Told(change["guid"], in_language(change["titles"]), _words(change)) for change in changes]


def _words(change: dict[str, Any]) -> str:
    what = change["what"]
    was: Any = change.get("was")
    now: Any = change.get("now")
    if what == "added":
        return _("New: %(when)s.") % {"when": _when(now)}
    if what == "removed":
        return _("Removed; it was %(when)s.") % {"when": _when(was)}
    if what == "cancelled":
        return _("Cancelled.")
    if what == "restored":
        return _("Takes place after all: %(when)s.") % {"when": _when(now)}
    if what == "moved":
        return _("Moved from %(was)s to %(now)s.") % {"was": _when(was), "now": _when(now)}
    if what == "room":
        return _("Room: %(now)s instead of %(was)s.") % {"was": in_language(was) or "–", "now": in_language(now) or "–"}
    if what == "renamed":
        return _("Was called “%(was)s”.") % {"was": in_language(was)}
    if what == "speakers":
        return _("Speakers: %(now)s.") % {"now": listed(now) or "–"}  # who took their name away is named no more
    if what == "languages":
        return _("Languages: %(now)s.") % {"now": listed(_languages(now)) or "–"}
    return _("Open to all.") if now is None else _("Seats: %(now)s.") % {"now": now}


def _languages(rows: list[list[str]]) -> list[str]:
    return list(dict.fromkeys(language_name(code) for code, _way in rows))


def _when(when: Any) -> str:
    start, end = wall_times(when)
    words = {"day": dates.day(start.date(), short=True), "start": dates.hour(start), "end": dates.hour(end)}
    return pgettext("a session", "%(day)s, %(start)s to %(end)s") % words

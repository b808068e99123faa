"""A released programme as a calendar to subscribe to: each session is an event of its own there, and moves by itself.

A track is a line of sessions within one programme, no fact of events: so its feed is one of the programme, and holds
its sessions (decision 0017-calendars).
"""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict
from django.utils import translation
from django.utils.translation import gettext, pgettext

from coalition.pages.languages import listed
from coalition.pages.skeleton import path_of
from events.calendar import builder
from events.calendar.filters import MOST, NotThere
from events.languages import language_name
from events.models import Event
from events.pages.models import EventPage
from events.walltime import WallTimes, on_clock, tables_version

from .models import LANGUAGES
from .reading import Item, Reading, Spoken
from .versions import ProgrammeVersion

FILE = "programme.ics"


@dataclass(frozen=True)
class SessionEvent:
    """A session as the one builder of calendars takes it."""

    uid: uuid.UUID
    sequence: int
    revised_at: datetime
    state: str
    times: WallTimes
    label: str
    all_day: bool = False

    @property
    def start(self) -> datetime:
        """When it begins."""
        return self.times.instants()[0]

    @property
    def zone(self) -> str:
        """On which clock."""
        return self.times.zone

    @property
    def wall_start(self) -> datetime:
        """What that clock shows at the beginning."""
        return self.times.start

    @property
    def wall_end(self) -> datetime:
        """What that clock shows at the end."""
        return self.times.end

    def get_kind_display(self) -> str:
        """What kind of thing it is."""
        return self.label


@dataclass(frozen=True)
class Sessions:
    """Which sessions are asked for: of these tracks, and offered in one of these languages. Without both, all."""

    track: tuple[int, ...] = ()
    language: tuple[str, ...] = ()

    @classmethod
    def read(cls, query: QueryDict, reading: Reading) -> Self:
        """Return what the address's `query` asks. Raises NotThere for a track that the programme never had.

        A track that a later version has no more stays an address: who follows it sees its sessions go.
        """
        tracks, languages = (set(filter(None, query.getlist(name))) for name in ("track", "language"))
        numbers = {int(text) for text in tracks if text.isascii() and text.isdigit() and len(text) < 10}
        known = languages <= set(LANGUAGES) and len(numbers) == len(tracks)
        if not known or max(len(tracks), len(languages)) > MOST:
            raise NotThere
        for number in numbers - {key for key, _name in reading.tracks}:
            had = ProgrammeVersion.objects.filter(programme=reading.version.programme_id)
            if not had.filter(content__tracks__contains=[{"key": number}]).exists():
                raise NotThere
        return cls(tuple(sorted(numbers)), tuple(sorted(languages)))

    def path(self, page: EventPage) -> str:
        """Return the one path and query of the feed."""
        asked = {name: values for name, values in (("track", self.track), ("language", self.language)) if values}
        query = urlencode(asked, doseq=True)
        return f"{path_of(page)}{FILE}{f'?{query}' if query else ''}"

    def keep(self, item: Item) -> bool:
        """Say whether `item` is asked for; a break is in the whole programme alone."""
        if item.is_break:
            return self == Sessions()
        spoken = {code for code, _way in item.languages}
        return (not self.track or item.track_key in self.track) and (
            not self.language or bool(spoken & {*self.language})
        )

    def labels(self, reading: Reading) -> list[str]:
        """Return what is asked, in words of the active language."""
        tracks = dict(reading.tracks)
        return [*(tracks[key] for key in self.track if key in tracks), *map(language_name, self.language)]


def etag(page: EventPage, reading: Reading, asked: Sessions) -> str:
    """Return the strong ETag of the feed: another one with each release, and with each change of event or page."""
    event = page.event
    facts = (asked.path(page), reading.version.pk, event.sequence, event.revised_at, tables_version(), builder.BUILDER)
    return f'"{hashlib.sha256(repr((*facts, settings.SITE_URL)).encode()).hexdigest()[:32]}"'


def body(page: EventPage, reading: Reading, asked: Sessions, language: str) -> bytes:
    """Return the feed of the sessions that are `asked`, in words of `language`; `reading` is in that language too."""
    with translation.override(language):
        words = builder.entry_for(page, language)
        entries = [entry_of(item, reading.event, words) for item in reading.items if asked.keep(item)]
        told = {"title": words.title, "chosen": listed(asked.labels(reading))}
        name = pgettext("name of a calendar", "%(title)s: %(chosen)s") % told if told["chosen"] else words.title
        return builder.build(entries, language=language, name=name, source=f"{settings.SITE_URL}{asked.path(page)}")


def entry_of(item: Item, event: Event, words: builder.Entry) -> builder.Entry:
    """Return the session `item` of `event`, whose own entry are `words`, as everybody's calendar says it."""
    session = SessionEvent(
        uid=uuid.UUID(item.guid),
        sequence=item.sequence + event.sequence,  # so it never goes back, whatever changes and is restored
        revised_at=max(item.revised, event.revised_at),
        state="cancelled" if item.is_off else "scheduled" if item.has_day else "postponed",
        times=times_of(item.start, item.end, event.zone),
        label=item.kind_label,
    )
    return builder.Entry(event=cast(Event, session), **facts_of(item, words))


def facts_of(item: Item, words: builder.Entry) -> dict[str, Any]:
    """Return what an entry says of the session `item` in words; `words` are those of its event."""
    return {
        "title": item.title,
        "text": "\n".join(filter(None, [item.summary, *map(_in_words, item.spoken)])),
        "place": listed(part for part in (item.room, words.place) if part),
        "url": f"{words.url}programme/#{item.anchor}" if words.url else "",
    }


def _in_words(way: Spoken) -> str:
    return gettext("%(label)s: %(languages)s") % {"label": way.label, "languages": way.listed}


def times_of(start: datetime, end: datetime, zone: str) -> WallTimes:
    """Return what the clock of `zone` shows from `start` to `end`."""
    start, start_fold = on_clock(start, zone)
    end, end_fold = on_clock(end, zone)
    return WallTimes(start, end, zone, False, start_fold, end_fold)

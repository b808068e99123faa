"""Search over what was said: the webinar, the line and its moment, in one language.

The words of about a minute are one row of the index (`Passage`): of 500 hours these are 30,000 and not 400,000, words
of a sentence that goes over several lines are found together, and the line is chosen after (decision
0028-search-and-library).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property

from coalition.caching.memory import recall
from coalition.languages.names import fold
from coalition.pages.search import WORD, plain_word, spoken_words
from events.models import Event
from events.pages.models import EventPage
from events.querysets import over

from .models import Passage, Transcript
from .vtt import Line

MOST = 100  # passages that are counted and shown: whoever finds more needs another word, not the sixth page
SHOWN = ("title", "url_path", "event__neutral_address", "event__short_id")  # what a hit needs of its page
OURS = [code for code, _name in settings.LANGUAGES]
# In the order of the transcripts that are given: for a common word PostgreSQL reads the first of them until it has
# enough, for a rare one it takes the index of words. Either way nothing is sorted that is not shown.
ANSWERING = """
SELECT passage.id, watched.id
FROM unnest(%s::bigint[]) WITH ORDINALITY AS watched (id, place)
JOIN webinars_passage AS passage ON passage.transcript_id = watched.id
WHERE passage.words @@ to_tsquery('simple', %s)
ORDER BY watched.place, passage.start
LIMIT %s
"""


@dataclass(frozen=True)
class Minute:
    """A passage as search shows it: the page of its event, in which language it was said, and its lines."""

    page: EventPage
    language: str
    lines: list[Line]


@dataclass
class Found:
    """The public passages that answer in `language`: of the latest event first, in their order, MOST at most.

    What was said in a language that the site is not in is found from each of its languages. `condition` is what
    `to_tsquery` reads. A list that can be cut and counted.
    """

    condition: str
    language: str

    def count(self) -> int:
        return min(len(self._keys), MOST)

    @property
    def is_more(self) -> bool:
        return len(self._keys) > MOST

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, cut: slice) -> list[Minute]:
        """Return some of them: two queries. What was hidden, or written anew, meanwhile is not shown."""
        keys = self._keys[:MOST][cut]
        pages = _pages_of({transcript for _passage, transcript in keys}, self.language)
        passages = Passage.objects.in_bulk([passage for passage, _transcript in keys])
        return [
            Minute(pages[transcript], pages[transcript].said_in, passages[passage].lines)
            for passage, transcript in keys
            if passage in passages and transcript in pages
        ]

    @cached_property
    def _keys(self) -> list[tuple[int, int]]:
        """The first MOST of them and one more, as keys of passage and transcript: two queries, or one."""
        watched = recall(("watched", self.language), partial(_watched, self.language))
        if not watched:
            return []
        with connection.cursor() as cursor:
            cursor.execute(ANSWERING, [watched, self.condition, MOST + 1])
            return cursor.fetchall()


def _watched(language: str) -> list[int]:
    """Return the keys of the transcripts in `language`, and in those that the site is not in, of recordings that
    everybody may watch, of the latest first."""
    held = over(timezone.now(), "replay__event__") & Q(replay__event__state=Event.State.SCHEDULED)
    spoken = Q(language=language) | ~Q(language__in=OURS)
    public = EventPage.objects.public().order_by().values("event")
    rows = Transcript.objects.filter(held, spoken, replay__published=True, replay__event__in=public)
    return list(rows.order_by("-replay__event__start", "pk").values_list("pk", flat=True))


def _pages_of(transcripts: set[int], language: str) -> dict[int, Any]:
    """Return the public page of the event of each of `transcripts` whose recording is published, in `language` where
    there is one. One query."""
    rows = EventPage.objects.public().filter(event__replay__published=True, event__replay__transcripts__in=transcripts)
    rows = rows.annotate(transcript=F("event__replay__transcripts"), said_in=F("event__replay__transcripts__language"))
    one = rows.one_per_event(language, each="transcript").only(*SHOWN)
    return {row.transcript: row for row in one}


def line_of(minute: Minute, words: Sequence[Iterable[str]]) -> Line:
    """Return the line that has most of `words`, each a list of beginnings one of which will do; the first of these."""
    asked = [tuple(form.replace(" ", "") for form in begins if form) for begins in words]
    return max(minute.lines, key=lambda line: (_count(line, asked), -line.start))


def _count(line: Line, asked: list[tuple[str, ...]]) -> int:
    said = {form for word in spoken_words(f"{line.speaker} {line.text}") for form in _forms(word)}
    return sum(any(word.startswith(begins) for word in said) for begins in asked)


@lru_cache(maxsize=20_000)  # the words of what is published; speech has few
def _forms(word: str) -> tuple[str, str]:
    return plain_word(word), "".join(WORD.findall(fold(word)))

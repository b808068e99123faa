"""Search over what was said: the webinar, the line and its moment, in one language.

The words of about a minute are one row of the index (`Passage`): of 500 hours these are 30,000 and not 400,000, words
of a sentence that goes over several lines are found together, and the line is chosen after (decision
0080-minutes-are-searched).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property

from coalition.pages.folding import fold
from coalition.pages.languages import language_codes
from coalition.pages.search import WORD, plain_word, spoken_words
from events.languages import SPOKEN
from events.models import Event
from events.pages.models import EventPage
from events.pages.rows import ROW_FIELDS
from events.querysets import over
from webinars.replays.models import Cue, Passage, Transcript

EVENT = "transcript__replay__event"
MOST = 100  # passages that are counted and shown: whoever finds more needs another word, not the sixth page
UNREAD = tuple(code for code in SPOKEN if code not in language_codes())
NEWEST = 20  # transcripts in which a common word is looked for first


@dataclass
class Found:
    """The public passages that `query` finds in `language`: of the latest event first, in their order, MOST at most.

    A list that can be cut and counted. A word that is in every webinar has its MOST in the NEWEST transcripts, where
    the others need not be read; the index finds a rare one wherever it is.
    """

    query: SearchQuery
    language: str

    def count(self) -> int:
        """Return how many there are, MOST at most."""
        return min(len(self._keys), MOST)

    @property
    def is_more(self) -> bool:
        """Say whether there are more than MOST."""
        return len(self._keys) > MOST

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, cut: slice) -> list[Passage]:
        """Return some of them, each with its lines and the page of its event loaded: three queries."""
        keys = self._keys[:MOST][cut]
        shown = _pages(self.language).select_related("event", "locale").only(*ROW_FIELDS, "locale__language_code")
        found = (
            Passage.objects.select_related(EVENT)
            .defer("words")
            .prefetch_related("cues", Prefetch(f"{EVENT}__pages", queryset=shown, to_attr="shown"))
            .in_bulk(keys)
        )
        rows = [found[key] for key in keys if key in found]
        # What was hidden, or written anew, meanwhile is not shown.
        return [row for row in rows if row.transcript.replay.event.shown and row.cues.all()]

    @cached_property
    def _keys(self) -> list[int]:
        """The first MOST of them and one more, by key: two queries, and a third where the newest have too few."""
        everything = list(_watched(self.language))
        newest = everything[:NEWEST]
        found = self._among(newest)
        return found if len(found) > MOST or len(newest) == len(everything) else self._among(everything)

    def _among(self, transcripts: list[int]) -> list[int]:
        rows = Passage.objects.filter(words=self.query, transcript__in=transcripts)
        rows = rows.order_by(f"-{EVENT}__start", "transcript_id", "start")
        return list(rows.values_list("pk", flat=True)[: MOST + 1])


def _pages(language: str) -> Any:
    """Return one page of each event: in `language`, else another one, since what was said is found in any case."""
    return EventPage.objects.public().one_per_event(language)


def _watched(language: str) -> QuerySet[Transcript, int]:
    """Return the keys of the transcripts in `language` of recordings that everybody may watch, of the latest first.

    What was said in a language that the site is not in is found from each of them.
    """
    held = over(timezone.now(), "replay__event__") & Q(replay__event__state=Event.State.SCHEDULED)
    rows = Transcript.objects.filter(
        held,
        language__in=[language, *UNREAD],
        replay__published=True,
        replay__event__in=EventPage.objects.public().order_by().values("event"),
    )
    return rows.order_by("-replay__event__start", "pk").values_list("pk", flat=True)


def page_of(passage: Passage) -> EventPage:
    """Return the page of the passage's event, as `Found` loaded it."""
    event: Any = passage.transcript.replay.event
    page: EventPage = event.shown[0]
    return page


def line_of(passage: Passage, words: Sequence[Iterable[str]]) -> Cue:
    """Return the line that has most of `words`, each a list of beginnings one of which will do; the first of these."""
    return max(passage.cues.all(), key=lambda cue: (_count(cue, words), -cue.start))


def _count(cue: Cue, words: Sequence[Iterable[str]]) -> int:
    spoken = spoken_words(f"{cue.speaker} {cue.text}")
    said = {*map(plain_word, spoken), *("".join(WORD.findall(fold(word))) for word in spoken)}
    asked = [tuple(form.replace(" ", "") for form in begins if form) for begins in words]
    return sum(any(word.startswith(begins) for word in said) for begins in asked)

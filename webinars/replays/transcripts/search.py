"""Search over what was said: the webinar, the line and its moment, in one language.

The words of about a minute are one row of the index (`Passage`): of 500 hours these are 30,000 and not 400,000, words
of a sentence that goes over several lines are found together, and the line is chosen after (decision
0080-minutes-are-searched).
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from coalition.pages.folding import fold
from coalition.pages.search import WORD, plain_word, spoken_words
from events.models import Event
from events.pages.models import EventPage
from events.pages.rows import ROW_FIELDS
from events.querysets import over

from webinars.replays.models import Cue, Passage

EVENT = "transcript__replay__event"


def passages(query: SearchQuery, language: str) -> QuerySet[Passage]:
    """Return the public passages in `language` that `query` finds: of the latest event first, in their order.

    Each has its lines, and the page of its event loaded: three queries however many there are.
    """
    pages = EventPage.objects.public().in_language(language)
    held = over(timezone.now(), "transcript__replay__event__") & Q(
        transcript__replay__event__state=Event.State.SCHEDULED
    )
    rows = Passage.objects.filter(
        held, words=query, transcript__language=language, transcript__replay__published=True,
        transcript__replay__event__in=pages.order_by().values("event"),
    )  # fmt: skip
    return (
        rows.select_related(EVENT)
        .defer("words")
        .prefetch_related("cues", Prefetch(f"{EVENT}__pages", queryset=pages.only(*ROW_FIELDS), to_attr="shown"))
        .order_by(f"-{EVENT}__start", "transcript", "start")
    )


def page_of(passage: Passage) -> EventPage:
    """Return the page of the passage's event, as `passages` loaded it."""
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

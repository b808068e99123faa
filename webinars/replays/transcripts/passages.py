"""What search finds: lines by about a minute, with the stems of their words (decision 0028-search-and-library)."""

from collections.abc import Iterable, Iterator

from django.contrib.postgres.search import SearchVector
from django.db.models import OuterRef, Subquery, Value

from coalition.pages.search import each_with_forms
from webinars.replays.models import Cue, Passage, Transcript

MINUTE = 60_000  # milliseconds: about as long a passage is


def index(transcript: Transcript) -> None:
    """Make the passages of `transcript` anew: the words of each, folded, and their stems. Five queries."""
    transcript.passages.all().delete()
    found = list(passages_of(transcript.cues.all()))
    said = [" ".join(f"{cue.speaker} {cue.text}" for cue in cues) for cues in found]
    Passage.objects.bulk_create(
        Passage(transcript=transcript, start=cues[0].start, words=SearchVector(Value(words), config="simple"))
        for cues, words in zip(found, each_with_forms(said, transcript.language), strict=True)
    )
    earlier = Passage.objects.filter(transcript=transcript, start__lte=OuterRef("start")).order_by("-start")
    transcript.cues.update(passage=Subquery(earlier.values("pk")[:1]))


def passages_of(cues: Iterable[Cue]) -> Iterator[list[Cue]]:
    """Yield `cues`, in order, by about a minute."""
    passage: list[Cue] = []
    for cue in cues:
        if passage and cue.start - passage[0].start >= MINUTE:
            yield passage
            passage = []
        passage.append(cue)
    if passage:
        yield passage

"""What was said, as rows: lines come in by files, go out as files, and are found by about a minute.

Decision 0028-search-and-library.
"""

from collections.abc import Iterable, Iterator

from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import OuterRef, Subquery, Value

from coalition.pages.search import each_with_forms
from events.models import Event
from webinars.replays.captions import vtt
from webinars.replays.models import Cue, Passage, Transcript
from webinars.replays.services import locked


def lines_of(transcript: Transcript) -> list[vtt.Line]:
    return [vtt.Line(cue.start, cue.end, cue.text, cue.speaker, cue.settings) for cue in transcript.cues.all()]


@transaction.atomic
def put_captions(*, event: Event, language: str, lines: Iterable[vtt.Line]) -> Transcript:
    """Keep `lines`, which are in order, as what was said in `language`; they take the place of those before."""
    replay = locked(event)
    transcript, _made = Transcript.objects.get_or_create(replay=replay, language=language)
    list(Transcript.objects.select_for_update(no_key=True).filter(pk=transcript.pk))  # who changes lines waits
    transcript.cues.all().delete()
    Cue.objects.bulk_create(
        Cue(transcript=transcript, start=line.start, end=line.end, text=line.text, speaker=line.speaker,
            settings=line.settings)
        for line in lines
    )  # fmt: skip
    index_transcript(transcript)
    return transcript


MINUTE = 60_000  # milliseconds: about as long a passage is


def index_transcript(transcript: Transcript) -> None:
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

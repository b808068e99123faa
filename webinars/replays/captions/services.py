"""What was said, as rows: lines come in by files, are changed one by one, and go out as files."""

from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction
from django.utils.crypto import salted_hmac

from events.models import Event
from webinars.replays.models import Cue, Transcript
from webinars.replays.services import locked
from webinars.replays.transcripts.passages import index

from . import vtt


class Changed(Exception):
    """Somebody else changed this line, or took it away, since it was looked at."""


class Misplaced(Exception):
    """Another line starts at the same moment."""


def lines_of(transcript: Transcript) -> list[vtt.Line]:
    """Return the lines of `transcript`, in order."""
    return [line_of(cue) for cue in transcript.cues.all()]


def line_of(cue: Cue) -> vtt.Line:
    """Return what a row says."""
    return vtt.Line(cue.start, cue.end, cue.text, cue.speaker, cue.settings)


@transaction.atomic
def put(*, event: Event, language: str, lines: Iterable[vtt.Line]) -> Transcript:
    """Keep `lines`, which are in order, as what was said in `language`; they take the place of those before."""
    replay = locked(event)
    transcript, _made = Transcript.objects.get_or_create(replay=replay, language=language)
    _lock(transcript.pk)
    transcript.cues.all().delete()
    Cue.objects.bulk_create(
        Cue(transcript=transcript, start=line.start, end=line.end, text=line.text, speaker=line.speaker,
            settings=line.settings)
        for line in lines
    )  # fmt: skip
    index(transcript)
    return transcript


@transaction.atomic
def change(*, cue: Cue, seen: str, line: vtt.Line | None) -> None:
    """Let a line say `line`, or nothing any more, where it still says what was `seen`.

    Raises Changed and Misplaced.
    """
    _lock(cue.transcript_id)
    stored = Cue.objects.select_related("transcript").filter(pk=cue.pk).first()
    if stored is None or version_of(stored) != seen:
        raise Changed(cue.pk)
    if line is None:
        stored.delete()
    else:
        _refuse_same_start(stored.transcript, line, but=stored.pk)
        for name in ("start", "end", "text", "speaker"):
            setattr(stored, name, getattr(line, name))
        stored.save()
    index(stored.transcript)


@transaction.atomic
def add(*, transcript: Transcript, line: vtt.Line) -> Cue:
    """Put one more line among those of `transcript`. Raises Misplaced."""
    _lock(transcript.pk)
    _refuse_same_start(transcript, line)
    cue = Cue.objects.create(
        transcript=transcript, start=line.start, end=line.end, text=line.text, speaker=line.speaker
    )
    index(transcript)
    return cue


def _lock(transcript: int) -> None:
    """Let whoever changes lines of a transcript wait for one another: all of them are put into its minutes anew."""
    list(Transcript.objects.select_for_update(no_key=True).filter(pk=transcript))


def _refuse_same_start(transcript: Transcript, line: vtt.Line, *, but: int | None = None) -> None:
    others = transcript.cues.filter(start=line.start)
    if (others.exclude(pk=but) if but else others).exists():
        raise Misplaced(line.start)


def version_of(cue: Cue) -> str:
    """Return a digest of what a row says."""
    said = repr(replace(line_of(cue), number=0))
    return salted_hmac(__name__, said, algorithm="sha256").hexdigest()[:32]


def overlapped(line: vtt.Line, transcript: Transcript, *, but: int | None = None) -> list[Cue]:
    """Return the lines that are shown at the same time as `line`."""
    others = transcript.cues.filter(start__lt=line.end, end__gt=line.start)
    return list((others.exclude(pk=but) if but else others)[:3])

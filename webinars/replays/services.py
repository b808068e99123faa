"""The recording of an event as a whole: made with what is added first, published, its chapters and documents."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import Model, ProtectedError, Q, Value
from django.utils import timezone

from coalition.pages.embeds import player_of
from coalition.pages.search import each_with_forms
from coalition.resources.library import Entry
from coalition.resources.models import Resource, Theme
from coalition.site.paths import path_of
from events.models import Event
from events.pages.models import EventPage
from events.querysets import over

from . import vtt
from .models import MediaFile, Passage, Replay, ReplayDocument, Transcript


class NothingToWatch(Exception):
    """The recording has neither a video nor a sound, and no address of one."""


def replay_of(event: Event) -> Replay:
    """Return the recording of `event`; an unsaved one where there is none."""
    return Replay.objects.filter(event_id=event.pk).first() or Replay(event=event)


def locked(event: Event) -> Replay:
    """Return the recording of `event`, made where it is missing, locked until the transaction ends."""
    Replay.objects.get_or_create(event_id=event.pk)
    return Replay.objects.select_for_update(of=("self",)).get(event_id=event.pk)


def has_something_to_watch(replay: Replay) -> bool:
    """Say whether there is a video or a sound, here or at an address whose player we know."""
    plays = replay.files.exclude(kind=MediaFile.Kind.POSTER).exists() if replay.pk else False
    return plays or player_of(replay.event.recording_url) is not None


@transaction.atomic
def publish(*, event: Event, published: bool = True) -> Replay:
    """Let everybody who may read of `event` watch its recording once it is over, or nobody any more.

    Raises NothingToWatch.
    """
    replay = locked(event)
    if published and not has_something_to_watch(replay):
        raise NothingToWatch(event.pk)
    replay.published = published
    replay.save(update_fields=["published"])
    return replay


@transaction.atomic
def set_chapters(*, event: Event, language: str, chapters: Iterable[tuple[int, str]]) -> None:
    """Name the chapters in `language`, by their start in milliseconds; those of other languages stay."""
    replay = locked(event)
    replay.chapters[language] = sorted(chapters)
    replay.save(update_fields=["chapters"])


@transaction.atomic
def set_themes(*, event: Event, themes: list[str]) -> None:
    """Let the library know what the recording is about: slugs of its vocabulary."""
    replay = locked(event)
    replay.themes = themes
    replay.save(update_fields=["themes"])


@transaction.atomic
def add_document(*, event: Event, document: Any) -> None:
    """Add a document of the library to the recording, after the others; once."""
    ReplayDocument.objects.get_or_create(replay=locked(event), document=document)


@transaction.atomic
def put_captions(*, event: Event, language: str, lines: Iterable[vtt.Line]) -> Transcript:
    """Keep `lines`, which are in order, as what was said in `language`; they take the place of those before.

    Search finds the words of each passage, folded, and their stems.
    """
    transcript, _made = Transcript.objects.get_or_create(replay=locked(event), language=language)
    transcript.passages.all().delete()
    found = list(passages_of(lines))
    said = [" ".join(f"{line.speaker} {line.text}" for line in passage) for passage in found]
    Passage.objects.bulk_create(
        Passage(
            transcript=transcript,
            start=passage[0].start,
            rows=[[line.start, line.end, line.text, line.speaker, line.settings] for line in passage],
            words=SearchVector(Value(words), config="simple"),
        )
        for passage, words in zip(found, each_with_forms(said, language), strict=True)
    )
    return transcript


MINUTE = 60_000  # milliseconds: about as long a passage is


def passages_of(lines: Iterable[vtt.Line]) -> Iterator[list[vtt.Line]]:
    """Yield `lines`, in order, by about a minute."""
    passage: list[vtt.Line] = []
    for line in lines:
        if passage and line.start - passage[0].start >= MINUTE:
            yield passage
            passage = []
        passage.append(line)
    if passage:
        yield passage


def library_entries(language: str, **kwargs: Any) -> list[Entry]:
    """Return each published recording of an open event that was held and has a page in `language`; three queries.

    An event whose address is neutral is not told of: neither is its recording.
    """
    held = over(timezone.now(), "event__") & Q(event__state=Event.State.SCHEDULED, event__neutral_address=False)
    pages = EventPage.objects.public().in_language(language).filter(
        held, neutral_title=False, event__replay__published=True
    )  # fmt: skip
    found = list(pages.select_related("event__host").defer("body"))
    spoken = Replay.objects.filter(event__in=[page.event_id for page in found]).prefetch_related("transcripts")
    replays = {replay.event_id: replay for replay in spoken}
    return [_entry(page, replays[page.event_id]) for page in found if page.event_id in replays]


def _entry(page: EventPage, replay: Replay) -> Entry:
    event, host = page.event, page.event.host
    is_told = host is None or not host.at_risk  # where a webinar was held, and by whom, is not said of a place at risk
    return Entry(
        key=f"replay:{event.uid}",
        kind=Resource.Kind.VIDEO,
        title=page.title,
        url=f"{path_of(page)}replay/",
        year=event.start.year,
        added=event.end,
        summary=page.summary,
        languages=tuple(row.language for row in replay.transcripts.all()),
        themes=tuple(replay.themes),
        country=(event.country or (host.country if host else "")) if is_told else "",
        member_code=host.code if host and is_told else "",
    )


def keep_theme(sender: type, instance: Theme, **kwargs: Any) -> None:
    """Refuse to delete a theme that a recording has, as one that a resource has."""
    users: set[Model] = set(Replay.objects.filter(themes__contains=[instance.slug])[:100])
    if users:
        raise ProtectedError("This theme is used.", users)


def delete_stored(sender: type, instance: MediaFile, **kwargs: Any) -> None:
    """Delete what is stored of a row that was deleted, once that is certain."""
    storage, name = instance.file.storage, str(instance.file.name)
    transaction.on_commit(lambda: storage.delete(name))

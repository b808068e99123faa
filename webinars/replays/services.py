"""The recording of an event as a whole: made with what is added first, published, its chapters and documents."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from coalition.pages.embeds import player_of
from events.models import Event

from .models import Chapter, MediaFile, Replay, ReplayDocument


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
    replay.chapters.filter(language=language).delete()
    Chapter.objects.bulk_create(
        Chapter(replay=replay, language=language, start=start, title=title) for start, title in chapters
    )


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

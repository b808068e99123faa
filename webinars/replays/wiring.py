"""What this room gives to the apps below; `WebinarsConfig.ready()` calls it."""

from typing import Any

from django.db.models import Exists, Model, OuterRef, ProtectedError
from django.db.models.signals import post_delete, pre_delete

from coalition.pages import changes
from coalition.pages.memory import recall
from coalition.resources import entries
from coalition.resources.models import Theme
from events.models import Event
from events.notices import recordings
from events.pages import listing

from . import shared
from .media import services
from .models import MediaFile, Passage, Replay


def connect() -> None:
    """Lead from an event and the library to a recording; no file outlives its row; passages are in no page kept."""
    recordings.places.append(place_of)
    listing.recorded.append(is_recorded)
    post_delete.connect(_row_is_deleted, sender=MediaFile, dispatch_uid="webinars.replays.files")
    entries.offer("recordings", shared.watched)
    changes.silence(Passage)
    pre_delete.connect(_theme_is_deleted, sender=Theme, dispatch_uid="webinars.replays.themes")


def _theme_is_deleted(sender: type, instance: Theme, **kwargs: Any) -> None:
    """Refuse to delete a theme that a recording has, as one that a resource has."""
    users: set[Model] = set(Replay.objects.filter(themes__contains=[instance.slug])[:100])
    if users:
        raise ProtectedError("This theme is used.", users)


def place_of(event: Event) -> str:
    """Return where the recording of `event` is, below the page of the event; "" where none is published."""
    rows = Replay.objects.filter(event_id=event.pk, published=True)
    return recall(("replay", event.pk), lambda: "replay/" if rows.exists() else "")


def is_recorded() -> Exists:
    """Return the condition that pages of events with a published recording meet."""
    return Exists(Replay.objects.filter(event=OuterRef("event"), published=True))


def _row_is_deleted(sender: type, instance: MediaFile, **kwargs: Any) -> None:
    services.forget_stored(instance)

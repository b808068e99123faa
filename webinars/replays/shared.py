"""What other apps know of recordings: where one is, what the library shows by itself, and which themes are used."""

from typing import Any

from django.db import transaction
from django.db.models import Model, ProtectedError, Q
from django.utils import timezone

from coalition.pages.skeleton import path_of
from coalition.resources.entries import Entry
from coalition.resources.models import Resource, Theme
from events.models import Event
from events.pages.models import EventPage
from events.querysets import over

from .models import MediaFile, Replay


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

"""A recording of an event that took place: a video, captions, chapters."""

from datetime import timedelta
from pathlib import Path

from django.core.files.base import ContentFile

from events.models import Event
from tests.factories.events import NOW, WebinarFactory, event_page
from webinars.replays import media_files, services, vtt
from webinars.replays import services as captions
from webinars.replays.models import MediaFile, Replay

MEDIA = Path(__file__).parents[1] / "webinars" / "replays" / "media"
SAID = """WEBVTT

00:01.000 --> 00:04.000
<v Moderator>Good morning, and welcome.

00:04.000 --> 00:08.500
<v Moderator>Seven indicators rather than seventy.

01:05.000 --> 01:09.000
<v Ana>Agree on a definition before a number.
"""


def past_event(**facts) -> Event:
    """Return a webinar that took place the day before NOW, without a page."""
    facts = {"start": NOW - timedelta(days=1, hours=1), "end": NOW - timedelta(days=1)} | facts
    return Event.objects.get(pk=facts.pop("factory", WebinarFactory)(**facts).pk)


def media(name: str) -> ContentFile:
    """Return the file `name` as it is uploaded."""
    return ContentFile((MEDIA / name).read_bytes(), name=name)


def make_replay(*, published: bool = True, slug: str = "talk", language: str = "en", **facts) -> Replay:
    """Return the recording of an event with a page, a small video, and captions in English."""
    event = past_event(**facts)
    event_page(event, language, slug=slug, title="A shared diagnosis")
    media_files.add_file(event=event, file=media("t.mp4"), height=720)
    captions.put_captions(event=event, language="en", lines=vtt.read(SAID).lines)
    return services.publish(event=event, published=published)


def video_of(replay: Replay) -> MediaFile:
    return replay.files.filter(kind=MediaFile.Kind.VIDEO).first()

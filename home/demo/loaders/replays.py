"""The recording of a webinar: small files of the project's own, captions in four languages, chapters."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.db import transaction

from events.models import Event
from home.demo import reading
from webinars.replays import services
from webinars.replays.captions import services as captions
from webinars.replays.captions import vtt
from webinars.replays.media import services as files
from webinars.replays.models import Replay

from .events import uid_of

FILES = Path(reading.__file__).parent / "content" / "replay"


@transaction.atomic
def load(content: dict[str, Any]) -> None:
    """Make the recordings of `content` for each event that has none yet, and publish them."""
    for item in content["replay"]:
        event = Event.objects.get(uid=uid_of(item["event"]))
        if Replay.objects.filter(event=event).exists():
            continue
        for video in [*item["videos"], {"file": item["sound"], "height": 0}]:
            with (FILES / video["file"]).open("rb") as file:
                files.add_file(event=event, file=File(file), height=video["height"])
        files.set_poster(event=event, content=(FILES / item["poster"]).read_bytes())
        for language, _name in settings.LANGUAGES:
            captions.put(event=event, language=language, lines=_lines(item, language))
            chapters = [(chapter["at"] * 1000, chapter["title"][language]) for chapter in item["chapter"]]
            services.set_chapters(event=event, language=language, chapters=chapters)
        services.set_themes(event=event, themes=item["themes"])
        services.publish(event=event)


def _lines(item: dict[str, Any], language: str) -> list[vtt.Line]:
    return [
        vtt.Line(
            int(line["from"] * 1000),
            int(line["until"] * 1000),
            line[language],
            item["speaker"][line["speaker"]][language],
        )
        for line in item["line"]
    ]

from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError, CommandParser

from events.models import Event
from webinars.replays import media_files


class Command(BaseCommand):
    help = "Adds a video or a sound that lies on this machine to the recording of an event: for files over 30 MB."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("event", type=int, help="the number in the address of the event in the CMS")
        parser.add_argument("path", type=Path)
        parser.add_argument("--height", type=int, default=0, help="lines of the picture, such as 720")

    def handle(self, *args: Any, **options: Any) -> None:
        event = Event.objects.filter(pk=options["event"]).first()
        if event is None or not options["path"].is_file():
            raise CommandError("There is no such event, or no such file.")
        try:
            with options["path"].open("rb") as file:
                row = media_files.add_file(event=event, file=File(file), height=options["height"])
        except (media_files.NotPlayable, media_files.TooLarge, media_files.ThereAlready) as refusal:
            raise CommandError(f"The file was refused: {type(refusal).__name__}.") from refusal
        self.stdout.write(f"{row.get_kind_display()}, {row.media_type}: added to {event}.")

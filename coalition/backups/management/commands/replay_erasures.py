"""Erase again, in a database that was restored, everybody who was erased since; let leave again who left."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coalition.privacy import erasure_replay, erasures


class Command(BaseCommand):
    help = (
        "Erase again everybody whom the list of erasures names, and let leave again who left; it can be repeated. "
        "Needed after any other restore."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--erasures", type=Path, help="the list; that of ERASURE_LIST when not given")

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["erasures"] or erasures.place()
        if path is None or not path.exists():
            raise CommandError(f"There is no list of erasures at {path}.")
        try:
            said = erasure_replay.told(erasure_replay.replay(path), erasure_replay.leave_again(path))
        except erasures.BadList as error:
            raise CommandError(str(error)) from None
        self.stdout.write(said)

"""Make a key pair for backups: the secret key goes to a file, the key that closes backups is printed."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coalition.backups import envelope
from coalition.backups.envelope import Refused


class Command(BaseCommand):
    help = "Write a new secret key to a file, to be kept away from this machine; print what BACKUP_RECIPIENTS takes."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the new file of the secret key")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            self.stdout.write(envelope.make(file))
        except Refused as refusal:
            raise CommandError(str(refusal)) from None

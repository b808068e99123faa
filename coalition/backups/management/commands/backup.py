"""Write an encrypted backup of database, media, councils' acts and log (decision 0029-backups-and-hosts)."""

import signal
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from coalition.backups import backup
from coalition.backups.envelope import Refused


class Command(BaseCommand):
    help = "Write one encrypted file with the database, media and councils' acts into a folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        own = "where it is written, on another disk than the data; BACKUP_FOLDER when not said"
        parser.add_argument("folder", type=Path, nargs="?", default=settings.BACKUP_FOLDER, help=own)
        parser.add_argument("--keep", type=int, help="delete all but so many of the newest backups there; all are kept")

    def handle(self, *args: Any, folder: Path, keep: int | None, **options: Any) -> None:
        if keep is not None and keep < 1:
            raise CommandError("--keep must be a whole number from 1 on: so many backups stay.")
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C does
        try:
            made = backup.make(folder)
            for old in backup.made_in(folder)[:-keep] if keep else []:
                old.unlink()
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        except OSError as error:
            raise CommandError(f"An old backup could not be deleted: {error.strerror or error}.") from None
        except KeyboardInterrupt:
            raise CommandError("The backup was stopped. Nothing of it was kept.") from None
        self.stdout.write(f"{made.path}: {made.files} files, {made.size} bytes, SHA-256 {made.sha256}")

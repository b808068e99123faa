"""Name the stored files that no row of the database names, and delete them if that is asked for."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from coalition.backups import orphans, stores


class Command(BaseCommand):
    help = (
        "Name each stored file that no row names for two days. Not after an older database was restored: it knows less."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--delete", action="store_true", help="delete them too")

    def handle(self, *args: Any, delete: bool, **options: Any) -> None:
        count = 0
        for folder, name in orphans.orphans():
            if delete:
                stores.store(folder).delete(name)
            self.stdout.write(f"{folder}/{name}")
            count += 1
        self.stdout.write(f"{count} files that no row names{', deleted' if delete else ''}.")

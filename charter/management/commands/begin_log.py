"""`manage.py begin_log`: end a log that cannot be continued, in public, and begin another one."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from charter.transparency import endings, keys


class Command(BaseCommand):
    help = "End the charter's log that cannot be continued, and begin the one that CHARTER_LOG_ORIGIN names."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--why", required=True, help="what happened, in words that stand in public for ever")

    def handle(self, *args: Any, why: str, **options: Any) -> None:
        try:
            row = endings.end(why=why)
        except endings.NotNow as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{row.origin} ended; {row.left} leaves are left of it. {row.successor} begins with them.")
        self.stdout.write(f"Give each witness the new key, and keep the old checkpoint: {keys.verifier()}")
        self.stdout.write(row.note)

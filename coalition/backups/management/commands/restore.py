"""Restore a backup into an empty installation (decision 0029-backups-and-hosts)."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from coalition.backups import restore
from coalition.backups.envelope import Refused
from coalition.privacy import erasures as erasing


class Command(BaseCommand):
    help = (
        "Restore a backup into an empty database and empty stores of files: hold mail, erase again who was erased "
        "since, and verify the charter's ledger."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("backup", type=Path)
        parser.add_argument("--identity", type=Path, required=True, help="the file of the secret key")
        kept = "the list of erasures that was kept apart"
        parser.add_argument("--erasures", type=Path, help=f"{kept}; ERASURE_LIST when a backup is tried")
        parser.add_argument("--try", action="store_true", dest="attempt", help="read all of it, and change nothing")

    def handle(self, *args: Any, backup: Path, identity: Path, erasures: Path | None, **options: Any) -> None:
        try:
            if options["attempt"]:
                own = erasing.place()
                listed = erasures or (own if own and own.exists() else None)
                restore.attempt(backup, identity=identity, erasures=listed, tell=self.stdout.write)
                return
            if erasures is None:
                raise Refused("--erasures must name the list of erasures that was kept apart.")
            restore.restore(backup, identity=identity, erasures=erasures, tell=self.stdout.write)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        call_command("verify_ledger", files=True, stdout=self.stdout, stderr=self.stderr)

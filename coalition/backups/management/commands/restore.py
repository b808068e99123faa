"""Restore a backup into an empty installation (decision 0029-backups-and-hosts)."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from coalition.backups import restore
from coalition.backups.envelope import Refused


class Command(BaseCommand):
    help = (
        "Restore a backup into an empty database and empty stores of files: hold mail, erase again who was erased "
        "since, and verify the charter's ledger."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("backup", type=Path)
        parser.add_argument("--identity", type=Path, required=True, help="the file of the secret key")
        parser.add_argument("--erasures", type=Path, required=True, help="the list of erasures that was kept apart")

    def handle(self, *args: Any, backup: Path, identity: Path, erasures: Path, **options: Any) -> None:
        try:
            restore.restore(backup, identity=identity, erasures=erasures, tell=self.stdout.write)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        call_command("verify_ledger", files=True, stdout=self.stdout, stderr=self.stderr)

"""`manage.py check_certificate FILE`: what the proof inside a certificate shows, without the database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from charter.certificates import checking
from charter.transparency.notes import Verifier


class Command(BaseCommand):
    help = "Check the proof inside a certificate by the keys inside it, or by keys that were kept elsewhere."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--key", dest="keys", action="append", help="public key of the log that you trust")

    def handle(self, *args: Any, file: Path, keys: list[str] | None, **options: Any) -> None:
        try:
            known = [Verifier.parse(key) for key in keys] if keys else None
            found = checking.check(file.read_bytes(), known)
        except (OSError, ValueError) as error:  # BadNote
            raise CommandError(f"The proof does not hold: {error}.") from error
        entry, fingerprint = found.opened.get("about"), found.opened.get("fingerprint")
        self.stdout.write(
            f"The log {found.checkpoint.origin} held entry {entry} of the ledger, fingerprint {fingerprint}, "
            f"when it had {found.checkpoint.size} leaves."
        )
        if known is None:
            self.stdout.write(
                "The keys are those inside the file: compare them with the page of the ledger, or give --key."
            )
        for name, digest in sorted(found.files.items()):
            self.stdout.write(f"{digest}  {name}")

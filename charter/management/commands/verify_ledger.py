"""Verify the charter's ledger, and say where it was changed."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate

from charter.audit import services
from charter.ledger import keys
from charter.ledger.notes import PROOF, BadNote, Verifier


class Command(BaseCommand):
    help = (
        "Recompute the ledger's chain, compare it and what the site shows with the log, and say where it was changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--checkpoint",
            dest="checkpoints",
            action="append",
            type=Path,
            help="a checkpoint of the log saved from /data/charter-log/checkpoint, or a proof; repeatable",
        )
        parser.add_argument(
            "--key",
            dest="keys",
            action="append",
            help="public key of the log (/charter/ledger/auditors/), for who has no private one; former ones first",
        )
        parser.add_argument("--files", action="store_true", help="read the file of each act and certificate too")

    def handle(self, *args: Any, **options: Any) -> None:
        report = services.audit(
            checkpoints=_read(options["checkpoints"] or []),
            known=_keys(options.get("keys")),
            files=options["files"],
        )
        for fault in report.faults:
            self.stderr.write(f"{fault.kind}: {fault.message}")
        for row in report.redacted:
            self.stdout.write(
                f"entry {row.change.entry.sequence}: two people removed its public words on "
                f"{localdate(row.confirmed_at)}; its fingerprint holds."
            )
        for sentence in report.unseen:
            self.stdout.write(f"Not looked at: {sentence}")
        if report.faults:
            raise CommandError(f"The ledger is not whole: {len(report.faults)} faults in {report.entries} entries.")
        entries = f"{report.entries} entries, fingerprint {report.head}"
        if report.signatures_seen:
            self.stdout.write(f"The ledger is whole: {entries}.")
        else:
            self.stdout.write(f"No fault was found, but nobody's signature was looked at: {entries}.")


def _keys(lines: list[str] | None) -> list[Verifier] | None:
    """Return the public keys that were named, or None for those of the settings."""
    try:
        return keys.read_public_keys(" ".join(lines)) if lines else None
    except BadNote as error:
        raise CommandError(f"--key: {error}") from error


def _read(paths: list[Path]) -> list[str]:
    """Return the signed checkpoint that each file is, or that the proof in it ends with."""
    try:
        notes = [path.read_text(encoding="utf-8") for path in paths]
        return [note.partition("\n\n")[2] if note.startswith(PROOF) else note for note in notes]
    except (OSError, ValueError) as error:
        raise CommandError(str(error)) from error

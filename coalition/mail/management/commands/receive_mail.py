"""Read one mail from standard input, as a mail server hands it over (decision 0006-one-door-for-mail)."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError

from coalition.mail.incoming.pipeline import LARGEST, Outcome, take


class Command(BaseCommand):
    help = (
        "Read one mail from standard input. For the pipe of any mail server; exits as sysexits.h says: 0 when it was "
        "taken in (what is forged, old or repeated is taken in and changes nothing), 65 too large, 67 nobody here "
        "reads this address, 75 to be tried again."
    )
    requires_system_checks: list[str] = []  # each mail starts a process

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "recipient", nargs="?", default="", help="whom the mail server took the mail for, such as ${recipient}"
        )

    def handle(self, *args: Any, recipient: str, **options: Any) -> None:
        data = sys.stdin.buffer.read(LARGEST + 1)
        try:
            outcome = take(data, recipient=recipient)
        except (OperationalError, InterfaceError):
            raise CommandError("The database is away.", returncode=os.EX_TEMPFAIL) from None
        except Exception as error:  # a fault of ours: the mail server keeps the mail until it is mended
            raise CommandError(f"Not read: {type(error).__name__}.", returncode=os.EX_TEMPFAIL) from error
        if outcome is Outcome.NOBODY:
            raise CommandError("Nobody here reads this address.", returncode=os.EX_NOUSER)
        if outcome is Outcome.TOO_LARGE:
            raise CommandError(f"Larger than {LARGEST} bytes.", returncode=os.EX_DATAERR)

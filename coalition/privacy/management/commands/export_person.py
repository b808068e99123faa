"""Give everything that is held about a person (GDPR article 15), as in the CMS under *Privacy requests*."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction

from coalition.privacy.persons import services
from coalition.privacy.persons.command import PersonCommand
from coalition.privacy.persons.models import PersonRequest


class Command(PersonCommand):
    help = (
        "Write everything that is held about an address, which is typed or piped in, to a new file that its owner "
        "alone may read. The request is recorded as answered; the register and the history hold no address."
    )
    kind = PersonRequest.Kind.ACCESS

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, help="a file that is not there yet")

    def handle(self, *args: Any, by: str, file: Path, **options: Any) -> None:
        officer, address = self.officer(by), self.address()
        try:
            with transaction.atomic():  # what could not be written was not given
                request = self.asked(address, officer, options)
                write(file, services.give(request=request, address=address, by=officer))
        except (services.AnotherAddress, services.AlreadyAnswered) as error:
            raise self.refused(error) from None
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}. Nothing was given.") from None
        self.stdout.write(f"Request {request.pk} is answered. Delete {file} once the person has it.")


def write(file: Path, text: str) -> None:
    """Write `text` to a new `file` of its owner alone, on the disk when this returns, or not at all. Raises OSError."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as opened:
        try:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        except OSError:
            file.unlink()
            raise

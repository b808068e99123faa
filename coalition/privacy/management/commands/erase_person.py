"""Erase a person everywhere (GDPR article 17), as in the CMS under *Privacy requests*."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from coalition.privacy.persons import services
from coalition.privacy.persons.command import PersonCommand
from coalition.privacy.persons.models import PersonRequest

WRONG = (services.AnotherAddress, services.AlreadyAnswered, services.ErasureStopped)


class Command(PersonCommand):
    help = (
        "Say what erasing an address, which is typed or piped in, would do; with --yes, or when “erase” is typed, do "
        "it. The request is recorded as answered; the register and the history hold no address."
    )
    kind = PersonRequest.Kind.ERASURE

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--yes", action="store_true", help="erase without a further question")

    def handle(self, *args: Any, by: str, yes: bool, **options: Any) -> None:
        officer, address = self.officer(by), self.address()
        request = self.asked(address, officer, options)
        try:
            self._tell(services.look(request=request, address=address))
            if not yes and not self._confirmed():
                raise CommandError(f"Nothing was erased. Request {request.pk} waits in the register.")
            services.erase(request=request, address=address, by=officer)
        except WRONG as error:
            raise self.refused(error) from None
        self.stdout.write(f"Request {request.pk} is answered. Tell the person, and nobody else.")

    def _tell(self, preview: services.Preview) -> None:
        for what, count in preview.erased.items():
            self.stdout.write(f"erased: {what}: {count}")
        for entry in preview.kept:
            self.stdout.write(f"stays: {entry.what}: {entry.count}. {entry.why}")

    def _confirmed(self) -> bool:
        return sys.stdin.isatty() and input("Erasing cannot be undone. Type erase to go on: ").strip() == "erase"

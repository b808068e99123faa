"""Draw the signature's states into the README of signing."""

from typing import Any

from django.core.management.base import BaseCommand

from charter.signing import machine


class Command(BaseCommand):
    help = "Draw the state machine of signatures into the README of signing."

    def handle(self, *args: Any, **options: Any) -> None:
        machine.README.write_text(machine.drawn(machine.README.read_text()))

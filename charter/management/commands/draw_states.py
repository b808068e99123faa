"""Draw the dossier's states into the app's README."""

from typing import Any

from django.core.management.base import BaseCommand

from charter import machine


class Command(BaseCommand):
    help = "Draw the state machine of dossiers into charter/README.md."

    def handle(self, *args: Any, **options: Any) -> None:
        machine.README.write_text(machine.drawn(machine.README.read_text()))

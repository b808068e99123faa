"""Draw the states of a proposal into the README of calls."""

from typing import Any

from django.core.management.base import BaseCommand

from coalition.calls import machine


class Command(BaseCommand):
    help = "Draw the state machine of proposals into the README of calls."

    def handle(self, *args: Any, **options: Any) -> None:
        machine.README.write_text(machine.drawn(machine.README.read_text()))

"""Be a witness of charter logs: the same program as the file that town halls run without the site."""

from argparse import ArgumentParser, Namespace
from typing import Any

from django.core.management.base import BaseCommand

from charter.transparency import witness


class Command(BaseCommand):
    help = "Cosign checkpoints of charter logs that continue what was seen before."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        witness.arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        witness.run(Namespace(**options))

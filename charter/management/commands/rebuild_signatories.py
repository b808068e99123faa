"""`manage.py rebuild_signatories`: the public list, made again from what was signed."""

from typing import Any

from django.core.management.base import BaseCommand

from charter.signatories import counts
from charter.signatories.services import rebuild


class Command(BaseCommand):
    help = "Make the public list again from the signatures. Nobody signs or changes a member meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        rebuild()
        self.stdout.write(f"The list is made again: {counts.in_force()} signatures are in force.")

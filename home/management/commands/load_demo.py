"""`manage.py load_demo`: the demonstration's content, accounts and pages in four languages."""

from typing import Any

from django.core.management.base import BaseCommand

from home.demo import DEMO_PASSWORD, loader


class Command(BaseCommand):
    help = "Load the demonstration content where it is missing. Running it twice changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        loader.load()
        if options["verbosity"]:
            self.stdout.write(f"The demonstration is loaded. Every account's password is {DEMO_PASSWORD}.")

"""`manage.py strip_image_metadata`: clean the pictures that were stored before uploads were."""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand

from coalition.pages import images


class Command(BaseCommand):
    help = "Remove metadata (GPS, camera, author) from every stored picture; each keeps its name."

    def handle(self, *args: Any, **options: Any) -> None:
        counts = Counter[str]()
        for name, outcome in images.clean_stored():
            counts[outcome] += 1
            if outcome == images.UNREADABLE:
                self.stderr.write(f"Look at it by hand, it cannot be read: {name}")
        outcomes = (images.CLEANED, images.CLEAN, images.UNREADABLE, images.MISSING)
        self.stdout.write(", ".join(f"{counts[outcome]} {outcome}" for outcome in outcomes) + ".")

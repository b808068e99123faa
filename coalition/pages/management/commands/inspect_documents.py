"""Reads the documents that were stored before each was read, and names those that would be refused today."""

from typing import Any

from django.core.management.base import BaseCommand
from wagtail.documents import get_document_model

from coalition.pages.documents import DOOR
from coalition.uploads.files import FileRefused, inspect_file
from coalition.uploads.inspector import limits


class Command(BaseCommand):
    help = "Name the stored documents that their door would refuse today, each with the reason. Changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        refused = 0
        for document in get_document_model().objects.order_by("pk").iterator():
            told = reason(document)
            refused += bool(told)
            if told:
                self.stdout.write(f"{document.pk}\t{document.title}\t{told}")
        self.stdout.write(f"{refused} refused.")


def reason(document: Any) -> str:
    """Return why the file of `document` would be refused, "" where it would be taken."""
    try:
        with document.open_file() as file:
            inspect_file(file.read(limits.ALLOWANCES[DOOR].file_bytes + 1), DOOR)
    except FileRefused as refusal:
        return refusal.sentence
    except OSError:
        return "Its file is missing."
    return ""

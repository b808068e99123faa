"""The addresses of readers as a file: who took it is in the site history, and who asked for discretion is not in it."""

import csv
from collections.abc import Iterator
from itertools import batched
from typing import Any

from django.utils import timezone
from django.utils.text import Truncator
from wagtail.log_actions import log

from coalition import chunks
from coalition.members.open_data import quoted
from coalition.privacy import discretion
from newsletters.readers.models import Reader, ReaderQuerySet

EXPORTED = "newsletters.export_readers"  # the action in the site history
CHUNK = 2000
COLUMNS = ("email", "language", "themes", "frequency", "confirmed")


class _Line:
    """What a writer of CSV writes to: it gives each line back."""

    def write(self, text: str) -> str:
        return text


def rows(readers: ReaderQuerySet) -> Iterator[str]:
    """Return the lines of a CSV file of `readers`, with its headings first.

    The file says of nobody that they asked for discretion, and has no address of theirs, wherever they asked: whoever
    is written to by another program is not written to discreetly.
    """
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(COLUMNS)
    told = readers.filter(discreet=False).only("email", "language", "themes", "frequency", "confirmed_at")
    for chunk in batched(chunks.read(told, size=CHUNK), CHUNK):
        elsewhere = discretion.discreet_among(row.email for row in chunk)
        for row in chunk:
            if row.email not in elsewhere:
                day = timezone.localdate(row.confirmed_at).isoformat()
                yield writer.writerow([quoted(row.email), row.language, ", ".join(row.themes), row.frequency, day])


def note(*, by: Any) -> None:
    """Note in the site history that `by` took the file."""
    log(instance=by, action=EXPORTED, user=by, title=Truncator(str(by)).chars(200))


def current() -> ReaderQuerySet:
    """Return whom a file tells: those who are sent editions."""
    return Reader.objects.to_write_to()

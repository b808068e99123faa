"""Whom an edition is for, and how many they are."""

from collections.abc import Collection

from django.db.models import Count

from newsletters.readers.models import Reader, ReaderQuerySet
from newsletters.readers.segments.models import Segment


def audience(*, segment: Segment | None, frequency: str, themes: Collection[str]) -> ReaderQuerySet:
    """Return the readers of `segment` (None: of all) who want what comes with `frequency` and is about `themes`."""
    wishing = Reader.objects.to_write_to().wishing(frequency=frequency, themes=themes)
    return segment.narrow(wishing) if segment else wishing


def counts(*, segment: Segment | None, frequency: str, themes: Collection[str]) -> dict[str, int]:
    """Return how many readers `audience` has, by language. One query, and one for the contacts of members."""
    found = audience(segment=segment, frequency=frequency, themes=themes).order_by().values_list("language")
    return dict(found.annotate(count=Count("pk")))

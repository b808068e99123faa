"""Count an audience: from cells, which triggers keep, less those who are not written to.

Decision 0027-editions-leave-through-a-gate.
"""

from collections.abc import Collection
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Count, QuerySet, Sum

from coalition.mail.models import Suppression
from newsletters.readers.models import Reader, ReaderQuerySet, about
from newsletters.readers.segments.models import AudienceCell, Segment, first_moment


def audience(*, segment: Segment | None, frequency: str, themes: Collection[str]) -> ReaderQuerySet:
    """Return the readers of `segment` (None: of all) who want what comes with `frequency` and is about `themes`."""
    return _those_who_ask(Reader.objects.to_write_to(), segment, frequency, themes)


def _those_who_ask(
    readers: ReaderQuerySet, segment: Segment | None, frequency: str, themes: Collection[str]
) -> ReaderQuerySet:
    wishing = readers.wishing(frequency=frequency, themes=themes)
    return segment.narrow(wishing) if segment else wishing


def counts(*, segment: Segment | None, frequency: str, themes: Collection[str]) -> dict[str, int]:
    """Return how many readers `audience` has, by language; the same as if they were counted one by one.

    Three queries at most, and none that reads all readers: contacts of members are few, and of all others cells say
    how many there are, less those whose mailbox refused or gave up.
    """
    if segment is not None and segment.is_of_contacts:
        return _by_language(audience(segment=segment, frequency=frequency, themes=themes))
    since = first_moment(segment.joined_since) if segment and segment.joined_since else None
    month = _month_after(since) if since else None
    found = _in_cells(segment, frequency, themes, month)
    if since and month:  # the rest of the month in which they joined since a day within it
        begun = Reader.objects.confirmed().filter(confirmed_at__lt=datetime(month.year, month.month, 1, tzinfo=UTC))
        part = _by_language(_those_who_ask(begun, segment, frequency, themes))
        found = {language: found.get(language, 0) + part.get(language, 0) for language in found | part}
    lost = _by_language(suppressed(segment, frequency, themes))
    return {language: count - lost.get(language, 0) for language, count in found.items() if count}


def _by_language(readers: QuerySet[Any]) -> dict[str, int]:
    return dict(readers.order_by().values_list("language").annotate(count=Count("pk")))


def _in_cells(segment: Segment | None, frequency: str, themes: Collection[str], month: date | None) -> dict[str, int]:
    cells = AudienceCell.objects.filter(frequency=frequency).filter(about(themes))
    if segment is not None:
        cells = cells.filter(about(segment.themes))
        cells = cells.filter(language__in=segment.languages) if segment.languages else cells
    cells = cells.filter(month__gte=month) if month else cells
    return dict(cells.order_by().values_list("language").annotate(count=Sum("readers")))


def suppressed(segment: Segment | None, frequency: str, themes: Collection[str]) -> ReaderQuerySet:
    """Return those who asked and are not written to: few, found by an index of their own."""
    asking = _those_who_ask(Reader.objects.confirmed().filter(suppressed=True), segment, frequency, themes)
    return asking.filter(email_digest__in=Suppression.objects.standing().order_by().values("address_digest"))


def _month_after(moment: datetime) -> date:
    """Return the first day of the first whole month (UTC) that begins at `moment` or later."""
    utc = moment.astimezone(UTC)
    if utc == datetime(utc.year, utc.month, 1, tzinfo=UTC):
        return utc.date()
    return date(utc.year + utc.month // 12, utc.month % 12 + 1, 1)

"""What waits for whom, on the first page of the CMS: every app that stores work for people has lines there.

An app registers in its `wagtail_hooks.py` what gives its lines:

    hooks.register("waiting_work", waiting)

    def waiting(user) -> list[Waiting]:
        if not permissions.may_review(user):
            return []
        found = Evidence.objects.awaiting().aggregate(count=Count("pk"), since=Min("submitted_at"))
        url = reverse("charter_commitments:index")
        return [Waiting(_("Evidence to review"), found["count"], url, since=found["since"])]

A line without work says that its reader may do that work.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from wagtail import hooks


@dataclass(frozen=True)
class Item:
    """One row that waits, where no list shows what waits together."""

    title: str
    url: str
    language: str = ""


@dataclass(frozen=True)
class Waiting:
    """One kind of work: what it is, how many there are and where they are listed.

    `since` is when the first one began to wait, `until` the day by which the first one is due. `items` are linked
    one by one where there is no list, and `url` is empty then.
    """

    label: str
    count: int
    url: str
    since: datetime | None = None
    until: date | None = None
    items: tuple[Item, ...] = ()


def lines(user: Any) -> list[Waiting]:
    """Return the lines of `user`, with work and without: what waits longest, or was due first, comes first."""
    found = [line for source in hooks.get_hooks("waiting_work") for line in source(user)]
    return sorted(found, key=_waits_since)


def _waits_since(line: Waiting) -> datetime:
    if line.since:
        return line.since
    if line.until:
        return timezone.make_aware(datetime.combine(line.until, time.min))
    return timezone.now() + timedelta(days=365)

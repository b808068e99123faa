"""Count what became of an edition, by language: now while its deliveries are there, from what was kept afterwards."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q

from newsletters.readers.models import Reader
from newsletters.sending.figures.models import EditionFigures
from newsletters.sending.models import Delivery, Edition

LEAVING = timedelta(days=7)  # who leaves within that time is taken to leave for what they were sent
COUNTED = timedelta(days=28)  # while deliveries and those who left are all there (they go after 30 days)
COUNTS = ("copies", "delivered", "bounced", "complained", "left")
CAME_BACK = (Delivery.Bounce.HARD, Delivery.Bounce.SOFT, Delivery.Bounce.POLICY)


def figures_of(*, edition: Edition, now: datetime) -> list[EditionFigures]:
    """Return the figures of `edition` for each language that it was sent in: counted, or as they were kept.

    One that did not leave has none.
    """
    if edition.started_at is None:
        return []
    if edition.started_at < now - COUNTED:
        return list(edition.figures.order_by("language"))
    return _count(edition)


def _count(edition: Edition) -> list[EditionFigures]:
    """Return the figures as the deliveries say. One query, and nothing of what anybody opened: nobody knows that."""
    gone = Q(reader__state=Reader.State.UNSUBSCRIBED, reader__unsubscribed_at__gte=F("sent_at"))
    rows: Any = (
        edition.deliveries.order_by()
        .values("text__language")
        .annotate(
            copies=Count("pk"),
            delivered=Count("pk", filter=Q(state=Delivery.State.SENT) & ~Q(bounce__in=CAME_BACK)),
            bounced=Count("pk", filter=Q(bounce__in=CAME_BACK)),
            complained=Count("pk", filter=Q(bounce=Delivery.Bounce.COMPLAINT)),
            left=Count("pk", filter=gone & Q(reader__unsubscribed_at__lte=F("sent_at") + LEAVING)),
        )
        .order_by("text__language")
    )
    return [
        EditionFigures(edition=edition, language=row["text__language"], **{name: row[name] for name in COUNTS})
        for row in rows
    ]


def keep_figures(*, now: datetime) -> None:
    """Keep the figures of each edition whose deliveries are all there still, in place of those kept before."""
    for edition in Edition.objects.filter(started_at__gte=now - COUNTED - timedelta(days=1)):
        EditionFigures.objects.bulk_create(
            _count(edition), update_conflicts=True, unique_fields=["edition", "language"], update_fields=COUNTS
        )

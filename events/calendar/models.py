"""The state of the feeds: what every change of the calendar moves forward, and of which events it was."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Q, Subquery, Value
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Event

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class FeedState(models.Model):
    """How many times the public calendar changed, and when it last did.

    Deleting or unpublishing an event moves it too, which the newest remaining event could not show.
    The row is updated in the transaction of the change, so a reader never sees one without the other, and whoever
    changes something waits for who did before: versions rise in the order in which changes are seen.
    """

    version = models.PositiveBigIntegerField(_("version"), default=0)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    # The last change that was of no events in particular, and so of every feed.
    common_version = models.PositiveBigIntegerField(default=0, db_default=0)
    common_changed_at = models.DateTimeField(default=LONG_AGO, db_default=LONG_AGO)

    class Meta:
        verbose_name = _("state of the feeds")
        verbose_name_plural = _("states of the feeds")

    def __str__(self) -> str:
        return f"{self.version} {self.changed_at:%Y-%m-%d %H:%M:%S}"

    @classmethod
    @transaction.atomic  # Wagtail opens no transaction to unpublish, move or restrict a page
    def move_on(cls, events: Iterable[Event] = ()) -> None:
        """Count one change, of `events` as they were and as they are; without any, a change of every feed.

        `changed_at` moves at least one second on: HTTP dates have no fractions.
        """
        cls.objects.get_or_create(pk=1)
        state = cls.objects.select_for_update().get(pk=1)
        state.version += 1
        state.changed_at = max(timezone.now(), state.changed_at + timedelta(seconds=1))
        if sorts := [sort_of(event) for event in events]:
            FeedMark.move(sorts, state.version, state.changed_at)
        else:
            state.common_version, state.common_changed_at = state.version, state.changed_at
        state.save()

    @classmethod
    def read(cls, marks: Q | None = None) -> tuple[int, datetime]:
        """Return version and time of the last change, by `marks` of events of these sorts (FeedMark); one query."""
        states = cls.objects.filter(pk=1).values_list("version", "changed_at")
        if marks is not None:
            newest = FeedMark.objects.filter(marks).order_by("-version")
            states = cls.objects.filter(pk=1).values_list(
                Greatest("common_version", Subquery(newest.values("version")[:1])),
                Greatest("common_changed_at", Subquery(newest.values("changed_at")[:1])),
            )
        version, changed_at = states.first() or (0, LONG_AGO)
        return version, changed_at


SORT = ("kind", "themes", "region", "country", "member", "series", "languages", "audience", "mode", "year")


class FeedMark(models.Model):
    """When an event of one sort last changed, came or went: all that a feed of some events asks of those it may hold.

    A sort is everything that a feed can be chosen by (`filters.Chosen`) and the year. So there are as many rows as
    there ever were sorts, not as many as changes; an event that is gone has left the mark of its sort.
    """

    kind = models.CharField(max_length=20)
    themes = ArrayField(models.SlugField(max_length=60), default=list, blank=True, db_default=Value([]))
    region = models.CharField(max_length=30, blank=True)
    country = models.CharField(max_length=2, blank=True)
    member = models.CharField(max_length=40, blank=True)
    series = models.CharField(max_length=36, blank=True, default="", db_default="")
    languages = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    audience = models.CharField(max_length=20)
    mode = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    version = models.PositiveBigIntegerField()
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("mark of the feeds")
        verbose_name_plural = _("marks of the feeds")
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="one_mark_per_sort", fields=SORT)]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.version}"

    @classmethod
    def move(cls, sorts: Iterable[dict[str, Any]], version: int, changed_at: datetime) -> None:
        """Mark that events of `sorts` changed."""
        different = {tuple(map(str, sort.values())): sort for sort in sorts}
        rows: list[Any] = [cls(**sort, version=version, changed_at=changed_at) for sort in different.values()]
        cls.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=SORT, update_fields=["version", "changed_at"]
        )


def sort_of(event: Event) -> dict[str, Any]:
    """Return the sort of `event`, as FeedMark keeps it. It asks for the host where that is not loaded."""
    host = event.host
    return {
        "kind": event.kind, "themes": sorted(event.themes), "region": host.section if host else "",
        "country": event.country, "member": host.code if host else "", "series": str(event.series or ""),
        "languages": sorted({*event.spoken, *event.interpreted, *event.signed}), "audience": event.audience,
        "mode": event.mode, "year": event.wall_start.year,
    }  # fmt: skip

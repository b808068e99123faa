"""The state of the feeds: what every change of the calendar moves forward."""

from datetime import UTC, datetime, timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class FeedState(models.Model):
    """How many times the public calendar changed, and when it last did.

    Deleting or unpublishing an event moves it too, which the newest remaining event could not show.
    The row is updated in the transaction of the change, so a reader never sees one without the other, and whoever
    changes something waits for who did before: versions rise in the order in which changes are seen.
    """

    version = models.PositiveBigIntegerField(_("version"), default=0)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        verbose_name = _("state of the feeds")
        verbose_name_plural = _("states of the feeds")

    def __str__(self) -> str:
        return f"{self.version} {self.changed_at:%Y-%m-%d %H:%M:%S}"

    @classmethod
    @transaction.atomic  # Wagtail opens no transaction to unpublish, move or restrict a page
    def move_on(cls) -> None:
        """Count one change. `changed_at` moves at least one second on: HTTP dates have no fractions."""
        cls.objects.get_or_create(pk=1)
        state = cls.objects.select_for_update().get(pk=1)
        state.version += 1
        state.changed_at = max(timezone.now(), state.changed_at + timedelta(seconds=1))
        state.save()

    @classmethod
    def read(cls) -> tuple[int, datetime]:
        """Return version and time of the last change; one query."""
        version, changed_at = cls.objects.filter(pk=1).values_list("version", "changed_at").first() or (0, LONG_AGO)
        return version, changed_at

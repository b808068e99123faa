"""The tables that were published of an indicator."""

from collections.abc import Iterable, Sequence
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from coalition.figures.breakdowns import TOTAL
from coalition.figures.measures import Measure
from coalition.figures.querysets import ReleaseQuerySet
from coalition.members import names as naming

from .indicators import WORDS, Indicator


class Release(models.Model):
    """A table of one indicator as everybody read it, with the names and words of then. It never changes.

    The next one follows it. Each of `cells` has its `key` and its `count`, or its `share` and `base`: None where it is
    hidden. `wording` is what `Indicator.wording` returned. `withheld` holds what it hid: the audit of later releases
    must know it, and nobody is shown it.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="releases", verbose_name=_("indicator"))
    number = models.PositiveIntegerField(_("number"))
    released_at = models.DateTimeField(_("published"), default=timezone.now)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("published by")
    )
    cells = models.JSONField(_("cells"), default=list)
    places = models.JSONField(_("places"), default=dict)
    wording = models.JSONField(pgettext_lazy("of a release", "words"), default=dict)
    sums = models.JSONField(_("sums"), default=list)
    withheld = models.JSONField(_("withheld"), default=list)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release of figures")
        verbose_name_plural = _("releases of figures")
        ordering = ["indicator", "-number"]
        constraints = [
            models.UniqueConstraint(
                name="one_release_per_number",
                fields=["indicator", "number"],
                violation_error_message=_("This indicator has a release of this number."),
            )
        ]
        triggers = [
            pgtrigger.Protect(name="releases_are_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="releases_never_change",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "indicator", "number", "released_at", "cells", "places", "wording", "sums", "withheld"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.name} {self.number}"

    @property
    def spoken(self) -> dict[str, str]:
        """The words of then in the active language, else the English ones, else any; by the name of their field."""
        found: dict[str, dict[str, str]] = self.wording.get("words", {})
        empty = dict.fromkeys(WORDS, "")
        return empty | (found.get(get_language() or "") or found.get("en") or next(iter(found.values()), {}))

    @property
    def measure(self) -> str:
        return str(self.wording.get("measure", Measure.COUNT))

    def place_name(self, code: str) -> str:
        """Return how the place was called when this was published, in the active language."""
        names: dict[str, Any] = self.places.get(code, {})
        return naming.localised(names) or code


def newest_years(keys: Iterable[Sequence[str]], *, total: bool) -> dict[str, str]:
    """Return the newest year of each place of the cells of `keys` that are totals, or of those that are parts."""
    return {key[0]: key[1] for key in sorted(keys, key=lambda key: key[1]) if (key[2] == TOTAL) == total}


def value_of(cell: dict[str, Any] | None) -> float | None:
    """Return the count or the share of a cell of a release; None where it is not shown or was not given."""
    return cell.get("count", cell.get("share")) if cell else None

"""The figures that towns give."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coalition.figures.breakdowns import ALL_PARTS, TOTAL, parts_of
from coalition.figures.measures import MOST_DECIMALS, Measure, PlainDecimalField
from coalition.members.models import LocalGovernment

from .indicators import Indicator

FIRST_YEAR, LAST_YEAR = 1950, 2100
MOST = 10**9  # larger counts are beyond what the audit reckons exactly


class Figure(models.Model):
    """One figure as it was given: of a local government, a year and a part of the breakdown. Nobody reads it yet."""

    ignore_in_cache = True

    class Quality(models.TextChoices):
        SOUND = "", pgettext_lazy("quality of a figure", "No reservation")
        PROVISIONAL = "provisional", pgettext_lazy("quality of a figure", "Provisional")
        ESTIMATED = "estimated", pgettext_lazy("quality of a figure", "Estimated")
        PARTIAL = "partial", pgettext_lazy("quality of a figure", "Not all services reported")
        BREAK = "break", pgettext_lazy("quality of a figure", "Break in the series: counted differently from before")

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="figures", verbose_name=_("indicator"))
    government = models.ForeignKey(
        LocalGovernment, models.PROTECT, related_name="figures", verbose_name=_("local government")
    )
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    part = models.CharField(
        _("part"), max_length=20, blank=True, default=TOTAL, choices=ALL_PARTS,
        help_text=_("Leave empty if the indicator has no breakdown; totals are computed."),
    )  # fmt: skip
    value = PlainDecimalField(
        pgettext_lazy("of a figure", "value"), max_digits=14, decimal_places=MOST_DECIMALS,
        help_text=_("A whole number; of a share or rate, with decimals as published."),
        validators=[MinValueValidator(0), MaxValueValidator(MOST)],
    )  # fmt: skip
    base = models.PositiveBigIntegerField(
        pgettext_lazy("of a share", "of how many"), null=True, blank=True, validators=[MaxValueValidator(MOST)],
        help_text=_("For shares and rates: how many people were asked, or live in the place."),
    )  # fmt: skip
    quality = models.CharField(_("quality"), max_length=20, blank=True, default="", choices=Quality.choices)
    source = models.CharField(
        _("who counted"), max_length=200, blank=True, default="", db_default="",
        help_text=_("The office or survey, never a person, such as: Police of the town, annual report 2024."),
    )  # fmt: skip
    note = models.CharField(
        pgettext_lazy("of a figure", "note"), max_length=300, blank=True, default="", db_default="",
        help_text=_("What readers should know of this figure. Published as you write it: give no number of people."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["indicator", "government", "-year", "part"]
        constraints = [
            models.UniqueConstraint(
                name="one_figure_per_cell",
                fields=["indicator", "government", "year", "part"],
                violation_error_message=_("There is a figure of this place, year and part already."),
            ),
            models.CheckConstraint(
                name="figure_year_is_plausible",
                condition=Q(year__range=(FIRST_YEAR, LAST_YEAR)),
                violation_error_message=_("Give a year between 1950 and 2100."),
            ),
            models.CheckConstraint(
                name="figure_value_is_plausible",
                condition=Q(value__range=(0, MOST)),
                violation_error_message=_("Give a value from 0 to 1,000,000,000."),
            ),
        ]

    def __str__(self) -> str:
        facts = (self.indicator, self.government, self.year, self.get_part_display())
        return " · ".join(str(fact) for fact in facts if fact != "")

    def clean(self) -> None:
        """Refuse a part that the indicator is not divided by, a total that its parts make, and what no share is."""
        super().clean()
        if self.indicator_id is None:
            return
        if mistakes := value_mistakes(self.indicator, self.value, self.base):
            raise ValidationError(mistakes)
        parts = parts_of(self.indicator.breakdown)
        if parts and self.part not in parts:
            raise ValidationError({"part": _("Choose a part of this indicator’s breakdown.")})
        if not parts and self.part:
            raise ValidationError({"part": _("This indicator has no breakdown: leave the part empty.")})


def value_mistakes(indicator: Indicator, value: Decimal | None, base: int | None) -> dict[str, Any]:
    """Return what is wrong with a value and its base under the measure of `indicator`, by the name of the field."""
    if value is None:
        return {}
    if indicator.measure == Measure.COUNT:
        whole = {} if value == int(value) else {"value": _("Write a whole number, in digits.")}
        return whole if base is None else whole | {"base": _("Only shares and rates have this number.")}
    if value > indicator.per:
        return {"value": _("Give a value of at most %(most)s.") % {"most": indicator.per}}
    if indicator.counts_persons and base is None:
        return {"base": _("Give the number of people of whom this is a share: without it the figure cannot be shown.")}
    return {}

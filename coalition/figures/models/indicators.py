"""Indicators and their words."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from coalition.figures.breakdowns import Breakdown
from coalition.figures.measures import Measure, per_of
from coalition.pages.revisions import Revised

WORDS = ("name", "unit", "definition", "method", "comparability")


class Indicator(Revised, ClusterableModel):
    """What is counted: its facts, once, in no language."""

    revised_fields = ("slug", "measure", "counts_persons", "other_persons", "breakdown", "source", "source_url")
    revised_children = {"words": ("language", "name", "unit", "definition", "method", "comparability")}

    slug = models.SlugField(_("address name"), max_length=80, help_text=_("As in /en/figures/address-name/."))
    measure = models.CharField(
        _("measure"), max_length=20, choices=Measure.choices, default=Measure.COUNT, db_default=Measure.COUNT.value,
        help_text=_("Shares and rates are never added up; each comes with the number of people of whom it is one."),
    )  # fmt: skip
    counts_persons = models.BooleanField(
        _("counts persons"),
        default=True,
        help_text=_(
            "Small figures are then hidden. Clear this box for places in shelters, trained staff or money: they "
            "do not count people at risk."
        ),
    )
    other_persons = models.BooleanField(
        _("counts different people from every other indicator"),
        default=False,
        help_text=_(
            "Tick only if you are sure. Two tables that count the same people reveal small figures: make "
            "one indicator with a breakdown instead."
        ),
    )
    breakdown = models.CharField(
        _("breakdown"), max_length=20, choices=Breakdown.choices, default=Breakdown.NONE,
        help_text=_("Every person is in exactly one part of it."),
    )  # fmt: skip
    source = models.CharField(
        _("source of the definition"),
        max_length=200,
        help_text=_("Such as: UN, SDG indicator 5.2.1, metadata of 2024."),
    )
    source_url = models.URLField(_("address of the source"), blank=True)
    revisions = GenericRelation("wagtailcore.Revision", related_query_name="indicator")

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["slug"]
        constraints = [
            models.UniqueConstraint(
                name="one_indicator_per_slug",
                fields=["slug"],
                violation_error_message=_("Another indicator has this address name."),
            ),
            models.CheckConstraint(
                name="indicator_names_its_source",
                condition=~Q(source=""),
                violation_error_message=_("Say where the definition comes from."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def spoken(self) -> "IndicatorWords | None":
        """The words of the active language, else the English ones, else any."""
        found = {words.language: words for words in self.words.all()}
        return found.get(get_language() or "") or found.get("en") or next(iter(found.values()), None)

    @property
    def name(self) -> str:
        return self.spoken.name if self.spoken else self.slug

    @property
    def wording(self) -> dict[str, Any]:
        """What a release keeps of it beside the figures: the source, and the words of each language by field."""
        words = {row.language: {name: getattr(row, name) for name in WORDS} for row in self.words.all()}
        measure = {} if self.measure == Measure.COUNT else {"measure": self.measure}
        return {"source": self.source, "source_url": self.source_url, "words": words, **measure}

    @property
    def per(self) -> int:
        """Of how many its shares are told, such as 100 for per cent; 0 for whole numbers."""
        return per_of(self.measure)

    def get_absolute_url(self) -> str:
        return f"/{get_language() or settings.LANGUAGE_CODE}/figures/{self.slug}/"

    def clean(self) -> None:
        """Refuse another breakdown, measure or rule for persons, once there are figures or releases under it."""
        super().clean()
        before = Indicator.objects.filter(pk=self.pk).first() if self.pk else None
        if before is None or not (self.figures.exists() or self.releases.exists()):
            return
        for name in ("breakdown", "counts_persons", "measure"):
            if getattr(before, name) != getattr(self, name):
                raise ValidationError({name: _("There are figures of this indicator. Make another one instead.")})


class IndicatorWords(models.Model):
    indicator = ParentalKey(Indicator, on_delete=models.CASCADE, related_name="words")
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    name = models.CharField(pgettext_lazy("of an indicator", "name"), max_length=150)
    unit = models.CharField(_("unit"), max_length=60, help_text=_("Such as: women, places, euros."))
    definition = models.TextField(_("definition"))
    method = models.TextField(_("how it is counted"), blank=True)
    comparability = models.TextField(
        _("comparability"), blank=True, help_text=_("Between places, and before and after a break in the series.")
    )

    class Meta:
        verbose_name = _("words of an indicator")
        verbose_name_plural = _("words of indicators")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                name="one_text_per_indicator_and_language",
                fields=["indicator", "language"],
                violation_error_message=_("This indicator already has words in this language."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"

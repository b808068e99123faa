"""Indicators and their words, the figures that towns give, and the tables that were published of them."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.utils import timezone
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from coalition.cms.revisions import Revised
from coalition.members import place_names as naming
from coalition.members.models import GovernmentMerge, LocalGovernment

from .measures import ALL_PARTS, MOST_DECIMALS, TOTAL, Breakdown, Measure, PlainDecimalField, parts_of, per_of

WORDS = ("name", "unit", "definition", "method", "comparability")


class Indicator(Revised, ClusterableModel):
    """What is counted: its facts, once, in no language."""

    revised_fields = (
        "slug", "measure", "counts_persons", "other_persons", "breakdown", "asked", "source", "source_url",
    )  # fmt: skip
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
    asked = models.BooleanField(
        _("asked each year"), default=True, db_default=True, help_text=_("Local governments are asked for this number.")
    )
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


FIRST_YEAR, LAST_YEAR = 1950, 2100
MOST = 10**9  # larger counts are beyond what the audit reckons exactly


class Figure(models.Model):
    """One figure that was given and checked: of a local government, a year and a part of the breakdown.

    Nobody reads it before a release. `decided_by` are the accounts that let somebody give this value, entered or
    checked it since the last release: another one publishes it.
    """

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
    source_date = models.DateField(_("date of the source"), null=True, blank=True)
    note = models.CharField(
        pgettext_lazy("of a figure", "note"), max_length=300, blank=True, default="", db_default="",
        help_text=_("What readers should know of this figure. Published as you write it: give no number of people."),
    )  # fmt: skip
    decided_by = ArrayField(models.BigIntegerField(), default=list, db_default=[], blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

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


ANSWERED_WITHIN = timedelta(days=90)


class Entry(models.Model):
    """The numbers of one local government and one year, as they are given: behind a link, or by an editor.

    `answers` has what was typed, by the name of its field, and under `merged` that of rows which are one place with
    this one now, by their code. Once an editor has checked it, its numbers are figures. `invited_by` are the accounts
    that mailed a link since the last check, and the one whose link lives.
    """

    ignore_in_cache = True

    government = models.ForeignKey(
        LocalGovernment, models.PROTECT, related_name="entries", verbose_name=_("local government")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    answers = models.JSONField(default=dict)
    asked_at = models.DateTimeField(pgettext_lazy("numbers", "asked"), default=timezone.now)
    given_at = models.DateTimeField(pgettext_lazy("numbers", "given"), null=True)
    checked_at = models.DateTimeField(pgettext_lazy("numbers", "checked"), null=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)  # why it was opened again
    link_digest = models.CharField(max_length=64, unique=True, null=True)  # of the link of who was invited
    link_until = models.DateTimeField(null=True)
    invited_by = ArrayField(models.BigIntegerField(), default=list, db_default=[])

    class Meta:
        verbose_name = _("numbers of a year")
        verbose_name_plural = _("numbers by year")
        ordering = ["-year", "government", "pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                name="one_entry_per_government_and_year",
                fields=["government", "year"],
                violation_error_message=_("The numbers of this year were asked for already."),
            ),
            models.CheckConstraint(
                name="entry_year_is_plausible",
                condition=Q(year__range=(FIRST_YEAR, LAST_YEAR)),
                violation_error_message=_("Give a year between 1950 and 2100."),
            ),
            models.CheckConstraint(
                name="checked_entry_was_given_and_says_by_whom",
                condition=Q(checked_at=None, checked_by=None)
                | Q(checked_at__isnull=False, checked_by__isnull=False, given_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.government} {self.year}"

    @property
    def state_label(self) -> str:
        if self.checked_at:
            return pgettext("numbers", "checked")
        return pgettext("numbers", "to be checked") if self.given_at else pgettext("numbers", "awaited")

    @property
    def due_on(self) -> date:
        return timezone.localdate(self.asked_at) + ANSWERED_WITHIN


class ReleaseQuerySet(models.QuerySet):
    def latest(self) -> "ReleaseQuerySet":  # type: ignore[override]
        newer = self.model._default_manager.filter(indicator=OuterRef("indicator"), number__gt=OuterRef("number"))
        return self.filter(~Exists(newer))

    def latest_of(self, slug: str) -> Any:
        """Return the newest release of the indicator at `slug`, with its indicator, if there is one."""
        return self.latest().filter(indicator__slug=slug).select_related("indicator").first()


class Release(models.Model):
    """A table of one indicator as everybody read it, with the names and words of then. It never changes.

    The next one follows it. Each of `cells` has its `key` and its `count`, or its `share` and `base`: None where it is
    hidden. `wording` is what `Indicator.wording` returned. `withheld` holds what it hid: the audit of later releases
    must know it, and nobody is shown it. `withdrawn` has each `place` and `year` that was taken back, by which release
    (`number`), `on` which day and `why`. `decided_by` are the accounts that entered or checked what is new: another
    one publishes it.
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
    withdrawn = models.JSONField(default=list, db_default=Value([], models.JSONField()))
    decided_by = ArrayField(models.BigIntegerField(), default=list, db_default=[])

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
            ),
            models.CheckConstraint(
                name="another_person_releases",
                condition=Q(released_by=None) | ~Q(decided_by__contains=[F("released_by")]),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="releases_are_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="releases_never_change",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "indicator",
                    "number",
                    "released_at",
                    "cells",
                    "places",
                    "wording",
                    "sums",
                    "withheld",
                    "withdrawn",
                    "decided_by",
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

    @property
    def territories(self) -> set[str]:
        """The codes of territories that it adds up: one that is deleted since is still only their sum."""
        return {whole[0] for whole, *parts in self.sums if any(part[0] != whole[0] for part in parts)}

    def keys_of(self, taken: set[tuple[str, str]]) -> set[tuple[str, ...]]:
        """Return the keys of the cells of places and years, and of all that adds them up."""
        found = {tuple(cell["key"]) for cell in self.cells if tuple(cell["key"][:2]) in taken}
        sums = [[tuple(key) for key in line] for line in self.sums]
        while more := {whole for whole, *parts in sums if found.intersection(parts)} - found:
            found |= more
        return found

    def leave_out_withdrawn(self, last: "Release | None" = None) -> "Release":
        """Return this release without what a later one withdrew (`last` or the newest tells): no past page shows it."""
        last = last or Release.objects.latest().only("withdrawn").get(indicator=self.indicator_id)
        rows = [row for row in last.withdrawn if row["number"] > self.number]
        merged = GovernmentMerge.objects.filter(into__code__in=[row["place"] for row in rows])
        former = list(merged.values_list("code", "into__code")) if rows else []
        taken = {(row["place"], row["year"]) for row in rows}
        taken |= {(code, year) for code, into in former for place, year in taken if place == into}
        gone = self.keys_of(taken) if taken else set()
        self.cells = [cell for cell in self.cells if tuple(cell["key"]) not in gone]
        self.withdrawn = last.withdrawn
        return self

    @property
    def withdrawals(self) -> list[tuple[str, str, date, str]]:
        """What was withdrawn, the latest first: the place, the year, the day and why."""
        rows = reversed(self.withdrawn)
        return [(self.place_name(row["place"]), row["year"], date.fromisoformat(row["on"]), row["why"]) for row in rows]

    def place_name(self, code: str) -> str:
        """Return how the place was called when this was published, in the active language."""
        names: dict[str, Any] = self.places.get(code, {})
        return naming.localised(names) or code


def value_of(cell: dict[str, Any] | None) -> float | None:
    """Return the count or the share of a cell of a release; None where it is not shown or was not given."""
    return cell.get("count", cell.get("share")) if cell else None


class Territory(models.Model):
    """A region or another area whose figures are the sums of its local governments; areas may overlap."""

    ignore_in_cache = True

    code = models.CharField(
        _("code"),
        max_length=40,
        validators=[RegexValidator(r"^[A-Za-z0-9-]+$", _("Use letters, digits and hyphens only."))],
    )
    names = models.JSONField(_("names"), default=dict)
    governments = models.ManyToManyField(
        LocalGovernment, verbose_name=_("local governments"), related_name="territories"
    )

    class Meta:
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                name="one_territory_per_code",
                fields=["code"],
                violation_error_message=_("Another territory has this code."),
            ),
            models.CheckConstraint(
                name="territory_has_a_name",
                condition=~Q(names={}),
                violation_error_message=_("Give a name in at least one language."),
            ),
        ]

    def __str__(self) -> str:
        return naming.localised(self.names) or self.code

    def clean(self) -> None:
        """Refuse the code of a local government, and another one than a release names: figures are told apart by it."""
        super().clean()
        before = Territory.objects.filter(pk=self.pk).values_list("code", flat=True).first() if self.pk else None
        if before not in (None, self.code) and Release.objects.filter(places__has_key=before).exists():
            raise ValidationError({"code": _("Published figures name this code: it cannot change.")})
        if LocalGovernment.objects.filter(code=self.code).exists():
            raise ValidationError({"code": _("A local government has this code.")})

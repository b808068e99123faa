"""Facts of a resource, in no language."""

from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coalition.pages.fields import CountryField, LanguagesField
from coalition.pages.revisions import Revised

COUNTRY = RegexValidator(r"^[A-Z]{2}$", _("Write a country code of two capital letters, such as FR."))


class ResourceQuerySet(models.QuerySet):
    """Rows of Resource."""

    def newest(self) -> Self:
        """Return them by year, the newest first."""
        return self.order_by("-year", "key")


class Resource(Revised):
    """A guide, diagnosis, toolkit or report: what is true of it in every language."""

    class Kind(models.TextChoices):
        GUIDE = "guide", _("Guide")
        DIAGNOSIS = "diagnosis", _("Shared diagnosis")
        ACTION_PLAN = "action-plan", _("Action plan")
        TOOLKIT = "toolkit", _("Toolkit")
        REPORT = "report", _("Report")
        VIDEO = "video", _("Video")
        OTHER = "other", _("Other resource")

    revised_fields = ("key", "kind", "year", "country", "member_code", "languages", "url", "illustrative")

    key = models.SlugField(_("key"), max_length=80, help_text=_("Stable and unique, such as guide-observatory."))
    kind = models.CharField(_("type"), max_length=20, choices=Kind.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    country = CountryField(
        _("country"), max_length=2, blank=True, validators=[COUNTRY], help_text=_("Leave empty for the whole network.")
    )
    member_code = models.CharField(
        _("code of the local government"), max_length=40, blank=True, help_text=_("Such as FR-93; empty for none.")
    )
    languages = LanguagesField(
        verbose_name=_("languages"), default=list, help_text=_("The languages it can be read in.")
    )
    url = models.URLField(_("address"), blank=True, help_text=_("Where it is published, when not on this site."))
    illustrative = models.BooleanField(_("illustrative, for the demonstration"), default=False)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering = ["-year", "key"]
        constraints = [
            models.UniqueConstraint(
                name="one_resource_per_key",
                fields=["key"],
                violation_error_message=_("Another resource has this key."),
            ),
            models.CheckConstraint(
                name="resource_country_is_iso",
                condition=Q(country="") | Q(country__regex=r"^[A-Z]{2}$"),
                violation_error_message=_("Write a country code of two capital letters, such as FR."),
            ),
            models.CheckConstraint(
                name="resource_year_is_plausible",
                condition=Q(year__range=(1945, 2100)),
                violation_error_message=_("Write a year between 1945 and 2100."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.year})"

"""Facts of a resource, in no language."""

from typing import Self

from django.apps import apps
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from coalition.pages.fields import CountryField, LanguagesField
from coalition.pages.revisions import Revised
from coalition.resources import licences
from coalition.resources.fields import ThemesField

DOI = RegexValidator(r"^10\.\d{4,9}/[^\s{}\\]+$", _("Write a DOI such as 10.1000/182, without an address before it."))
COUNTRY = RegexValidator(r"^[A-Z]{2}$", _("Write a country code of two capital letters, such as FR."))

# Types of earlier versions, which saved addresses may name, and what became of each.
FORMER_KINDS = {
    "diagnosis": "study",
    "report": "study",
    "action-plan": "experience",
    "toolkit": "tool",
    "other": "tool",
}


class ResourceQuerySet(models.QuerySet):
    def newest(self) -> Self:
        return self.order_by("-year", "key")

    def with_downloads(self) -> Self:
        """Add `downloaded`: how often each was downloaded, of all days."""
        downloads = apps.get_model("resources", "Download")._default_manager
        days = downloads.filter(resource=OuterRef("pk")).order_by().values("resource")
        return self.annotate(downloaded=Coalesce(Subquery(days.values(sum=Sum("number"))), 0))


class Resource(Revised):
    """A guide, experience, study, tool, law or video: what is true of it in every language."""

    class Kind(models.TextChoices):
        GUIDE = "guide", _("Guide")
        EXPERIENCE = "experience", _("Local experience")
        STUDY = "study", _("Study")
        TOOL = "tool", _("Tool")
        LAW = "law", _("Law")
        VIDEO = "video", _("Video")

    revised_fields = (
        "key", "kind", "year", "themes", "authors", "bodies", "publisher", "country", "member_code", "languages", "url",
        "doi", "licence", "illustrative",
    )  # fmt: skip

    key = models.SlugField(_("key"), max_length=80, help_text=_("Stable and unique, such as guide-observatory."))
    kind = models.CharField(_("type"), max_length=20, choices=Kind.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    themes = ThemesField(
        verbose_name=_("themes"), default=list, blank=True, db_default=Value([]), help_text=_("Five at most.")
    )
    authors = models.TextField(
        _("authors"),
        blank=True,
        db_default="",
        help_text=_(
            "One person on each line: family name, given name. People in a place at risk are never named on the site."
        ),
    )
    bodies = models.TextField(
        _("organisations that wrote it"), blank=True, db_default="", help_text=_("One on each line.")
    )
    publisher = models.CharField(_("publisher"), max_length=200, blank=True, db_default="")
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
    doi = models.CharField("DOI", max_length=200, blank=True, db_default="", validators=[DOI])
    licence = models.CharField(
        _("licence"),
        max_length=30,
        blank=True,
        db_default="",
        choices=licences.CHOICES,
        help_text=_("What readers may do with it. Leave empty if you do not know."),
    )
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

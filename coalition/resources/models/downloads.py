"""Files of a page as they were published, and how often a resource was downloaded."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .pages import ResourcePage
from .resources import Resource


class DocumentVersion(models.Model):
    """A file that a page was published with. Its file stays as it is; `shown` while the page still offers it."""

    class Place(models.TextChoices):
        MAIN = "main", _("the file of the page")
        FURTHER = "further", _("a further file")
        TEXT = "text", _("linked in the text")

    page = models.ForeignKey(ResourcePage, models.CASCADE, related_name="versions", verbose_name=_("page"))
    document = models.ForeignKey("wagtaildocs.Document", models.PROTECT, related_name="+", verbose_name=_("document"))
    dated = models.DateField(_("published"))
    changes = models.CharField(_("what changed"), max_length=300, blank=True)
    place = models.CharField(_("place"), max_length=10, choices=Place.choices, default=Place.MAIN, db_default="main")
    label = models.CharField(_("name"), max_length=150, blank=True, db_default="")
    shown = models.BooleanField(_("shown"), default=False, db_default=False)

    class Meta:
        verbose_name = _("version of a document")
        verbose_name_plural = _("versions of documents")
        default_permissions = ()
        ordering = ["-dated", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="each_document_once_among_versions",
                fields=["page", "document"],
                violation_error_message=_("This document is there already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id} · {self.dated}"


class Download(models.Model):
    """How often a resource was downloaded on one day: a number, and nothing of who did."""

    wagtail_reference_index_ignore = True
    ignore_in_cache = True

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="downloads", verbose_name=_("resource"))
    day = models.DateField(_("day"))
    number = models.PositiveIntegerField(_("downloads"))

    class Meta:
        verbose_name = _("downloads of a day")
        verbose_name_plural = _("downloads by day")
        default_permissions = ()
        ordering = ["-day", "resource"]
        constraints = [
            models.UniqueConstraint(
                name="one_number_of_downloads_a_day",
                fields=["resource", "day"],
                violation_error_message=_("This day has its number already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.resource_id} · {self.day} · {self.number}"

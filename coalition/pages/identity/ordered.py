"""Rows of the site that editors put in order: partners, and what the bar leads to."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coalition.pages.revisions import Revised
from coalition.pages.sections import SECTIONS, VIEWS

from .models import ENGLISH, ONE_LINE
from .words import CODES, LocalizedText, localized, missing


class Placed(models.Model):
    """A row that editors put in order; a new one comes last."""

    position = models.PositiveSmallIntegerField(_("place"), default=0, db_index=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Put a new row last."""
        if self._state.adding and not self.position:
            last = type(self)._default_manager.aggregate(last=models.Max("position"))["last"] or 0
            self.position = last + 1
        super().save(*args, **kwargs)


class Partner(Placed, Revised):
    """Who works with the network: a name, a logo, an address."""

    revised_fields = (*(f"name_{code}" for code in CODES), "logo", "url")

    name_en = models.CharField(_("name"), max_length=120, validators=[ONE_LINE])
    name_fr = models.CharField(_("name"), max_length=120, blank=True, validators=[ONE_LINE], help_text=ENGLISH)
    name_es = models.CharField(_("name"), max_length=120, blank=True, validators=[ONE_LINE], help_text=ENGLISH)
    name_ar = models.CharField(_("name"), max_length=120, blank=True, validators=[ONE_LINE], help_text=ENGLISH)
    logo = models.ForeignKey(
        "wagtailimages.Image", verbose_name=_("logo"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+", help_text=_("Its name is written beside it."),
    )  # fmt: skip
    url = models.URLField(_("address"), blank=True)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name_en

    @property
    def name(self) -> LocalizedText:
        """Return the name in the active language where there is one."""
        return localized(self, "name")

    @property
    def missing(self) -> str:
        """Return the languages without a name of their own."""
        return missing(self, "name")


class MenuItem(Placed, Revised):
    """What the bar of the site leads to, in order: a section, or a page of any kind."""

    revised_fields = ("section", "page", *(f"label_{code}" for code in CODES))

    section = models.CharField(_("section"), max_length=20, choices=(*SECTIONS, *VIEWS), blank=True)
    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("page"), null=True, blank=True, on_delete=models.CASCADE, related_name="+",
        help_text=_("In any language: each language leads to its own translation."),
    )  # fmt: skip
    label_en = models.CharField(_("label"), max_length=40, blank=True, validators=[ONE_LINE])
    label_fr = models.CharField(_("label"), max_length=40, blank=True, validators=[ONE_LINE])
    label_es = models.CharField(_("label"), max_length=40, blank=True, validators=[ONE_LINE])
    label_ar = models.CharField(_("label"), max_length=40, blank=True, validators=[ONE_LINE])

    class Meta:
        verbose_name = _("navigation item")
        verbose_name_plural = _("navigation items")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="menu_item_leads_to_one_thing",
                condition=Q(section="", page__isnull=False) | (~Q(section="") & Q(page__isnull=True)),
                violation_error_message=_("Choose either a section or a page."),
            ),
            models.UniqueConstraint(
                name="one_menu_item_per_section",
                fields=["section"],
                condition=~Q(section=""),
                violation_error_message=_("This section is already in the navigation."),
            ),
        ]

    def __str__(self) -> str:
        return self.label_en or str(self.get_section_display() if self.section else self.page)

    def label(self, language: str) -> str:
        """Return the editor's own word for it in `language`, or nothing: another language's would not be understood."""
        return str(getattr(self, f"label_{language}"))

"""The vocabulary of the library: what resources are about, in words that editors keep in every language."""

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from coalition.pages.identity.models import ENGLISH, ONE_LINE
from coalition.pages.identity.words import CODES, LocalizedText, localized, missing
from coalition.pages.revisions import Revised


class Theme(Revised):
    """One theme. Resources and saved addresses hold its slug, which never changes; its names may."""

    revised_fields = ("slug", *(f"name_{code}" for code in CODES))

    slug = models.SlugField(
        _("address name"), max_length=60, help_text=_("Stable, such as shelter: saved addresses hold it.")
    )
    name_en = models.CharField(_("name"), max_length=80, validators=[ONE_LINE])
    name_fr = models.CharField(_("name"), max_length=80, blank=True, validators=[ONE_LINE], help_text=ENGLISH)
    name_es = models.CharField(_("name"), max_length=80, blank=True, validators=[ONE_LINE], help_text=ENGLISH)
    name_ar = models.CharField(_("name"), max_length=80, blank=True, validators=[ONE_LINE], help_text=ENGLISH)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["name_en", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_theme_per_slug",
                fields=["slug"],
                violation_error_message=_("Another theme has this address name."),
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="themes_in_use_are_kept",
                operation=pgtrigger.Delete,
                when=pgtrigger.Before,
                func="""
                    IF EXISTS (SELECT FROM resources_resource WHERE themes @> ARRAY[OLD.slug]::varchar[]) THEN
                        RAISE EXCEPTION 'theme % is used by a resource', OLD.slug;
                    END IF;
                    RETURN OLD;
                """,
            ),
            pgtrigger.Protect(name="slugs_of_themes_stay", operation=pgtrigger.UpdateOf("slug"),
                              condition=pgtrigger.Q(old__slug__df=pgtrigger.F("new__slug"))),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.name)

    @property
    def name(self) -> LocalizedText:
        return localized(self, "name")

    @property
    def missing(self) -> str:
        return missing(self, "name")

    def clean(self) -> None:
        """Refuse another slug than the one that resources and saved addresses hold."""
        super().clean()
        before = Theme.objects.filter(pk=self.pk).values_list("slug", flat=True).first() if self.pk else None
        if before not in (None, self.slug):
            raise ValidationError({"slug": _("Saved addresses hold this address name: it cannot change.")})

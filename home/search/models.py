"""Synonyms for the search, kept by editors: one row for each group of words and language."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from coalition.pages.fields import ListedField
from coalition.pages.revisions import Revised

MAX_LENGTH = 60


class SearchSynonyms(Revised):
    """A group of words of one language: a search for one of them finds the others too."""

    revised_fields = ("language", "terms")

    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    terms = ListedField(
        models.CharField(max_length=MAX_LENGTH),
        verbose_name=_("words that mean the same"),
        help_text=_("Separated by commas, such as: shelter, refuge, safe house."),
    )

    class Meta:
        verbose_name = _("search synonyms")
        verbose_name_plural = _("search synonyms")
        ordering = ["language", "terms"]

    def __str__(self) -> str:
        return ", ".join(self.terms)

    def clean(self) -> None:
        """Refuse a word alone: it means the same as nothing."""
        super().clean()
        if len(set(self.terms or [])) < 2:
            raise ValidationError({"terms": _("Give two words at least, separated by commas.")})

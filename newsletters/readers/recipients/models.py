"""Whom an edition is for, as its editors choose before it is sent."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsletters.readers.models import Reader, ReaderQuerySet, Wishes


class Recipients(Wishes):
    """Whom one edition is for, in all its languages: those who want to hear as often, and of one of its themes.

    `translation_key` is that of the edition's pages. Without a row an edition is for all who want each edition.
    """

    translation_key = models.UUIDField(unique=True, editable=False)

    class Meta:
        verbose_name = _("recipients of an edition")
        verbose_name_plural = _("recipients of editions")
        default_permissions = ()

    def __str__(self) -> str:
        return self.get_frequency_display()

    def readers(self) -> ReaderQuerySet:
        """Return whom the edition is sent to, if it is sent now."""
        return Reader.objects.to_write_to().wishing(frequency=self.frequency, themes=self.themes)

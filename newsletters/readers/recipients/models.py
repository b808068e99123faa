"""Whom an edition is for, as its editors choose before it is sent."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsletters.readers.models import ReaderQuerySet, Wishes
from newsletters.readers.segments import services
from newsletters.readers.segments.models import Segment


class Recipients(Wishes):
    """Whom one edition is for, in all its languages: those who want to hear as often, of one of its themes, and of one
    segment where editors chose one.

    `translation_key` is that of the edition's pages. Without a row an edition is for all who want each edition.
    """

    translation_key = models.UUIDField(unique=True, editable=False)
    segment = models.ForeignKey(
        Segment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("segment of readers")
    )

    class Meta:
        verbose_name = _("recipients of an edition")
        verbose_name_plural = _("recipients of editions")
        default_permissions = ()

    def __str__(self) -> str:
        return self.get_frequency_display()

    def readers(self) -> ReaderQuerySet:
        """Return whom the edition is sent to, if it is sent now."""
        return services.audience(segment=self.segment, frequency=self.frequency, themes=self.themes)

    def counts(self) -> dict[str, int]:
        """Return how many these are, by language."""
        return services.counts(segment=self.segment, frequency=self.frequency, themes=self.themes)

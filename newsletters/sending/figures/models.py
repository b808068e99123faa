"""What became of an edition in each language, which outlives its deliveries."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsletters.sending.models import Edition


class EditionFigures(models.Model):
    """What is known of the copies of an edition to the readers of one language. It names nobody."""

    ignore_in_cache = True

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="figures", verbose_name=_("edition"))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    copies = models.PositiveIntegerField(_("copies"), default=0)
    delivered = models.PositiveIntegerField(_("delivered"), default=0)
    bounced = models.PositiveIntegerField(_("came back"), default=0)
    complained = models.PositiveIntegerField(_("reported as spam"), default=0)
    left = models.PositiveIntegerField(_("left within a week"), default=0)

    class Meta:
        verbose_name = _("figures of an edition")
        verbose_name_plural = _("figures of editions")
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="one_line_of_figures_per_language", fields=["edition", "language"])]

    def __str__(self) -> str:
        return f"{self.edition} ({self.language})"

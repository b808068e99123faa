"""Which documents were withdrawn, and what readers are told of it. Who did it stands in the history."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class WithdrawnFile(models.Model):
    """A document that nobody gets any more, though its row and its address stay."""

    document = models.OneToOneField(
        "wagtaildocs.Document", models.CASCADE, related_name="withdrawn_file", verbose_name=_("document")
    )
    since = models.DateTimeField(_("withdrawn"), default=timezone.now, editable=False)
    reason = models.CharField(
        _("reason"),
        max_length=300,
        blank=True,
        help_text=_("Readers see it where the file was. Leave it empty to give none."),
    )

    class Meta:
        verbose_name = _("withdrawn file")
        verbose_name_plural = _("withdrawn files")
        default_permissions = ("add",)

    def __str__(self) -> str:
        return str(self.document_id)

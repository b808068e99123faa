"""Lists of addresses that editors bring in: each until the worker has taken its last line."""

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.resources.fields import ThemesField


class ReaderImport(models.Model):
    """One list, where it comes from, and what became of it. It names nobody."""

    source = models.TextField(_("source of consent"), max_length=500, validators=[MinLengthValidator(20)])
    direct = models.BooleanField(_("subscribed without asking again"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("imported by")
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    joined = models.PositiveIntegerField(_("subscribed"), default=0)
    asked = models.PositiveIntegerField(_("asked by email"), default=0)
    passed_over = models.PositiveIntegerField(_("passed over"), default=0)

    class Meta:
        verbose_name = _("import of readers")
        verbose_name_plural = _("imports of readers")
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d}"


class ImportedAddress(models.Model):
    """One line of a list, until the worker takes it."""

    batch = models.ForeignKey(ReaderImport, models.CASCADE, related_name="addresses")
    email = models.EmailField(_("email address"), max_length=254)
    email_digest = models.CharField(max_length=64, db_index=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    themes = ThemesField(verbose_name=_("themes"), default=list, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="one_line_per_import_and_address",
                fields=["batch", "email_digest"],
                violation_error_message=_("This address is in the list already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.batch_id)

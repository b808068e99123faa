"""Private contacts: never on the site, in the open data or in any search of the public."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from coalition.members.querysets import ContactQuerySet

from .governments import LocalGovernment


class Contact(models.Model):
    ignore_in_cache = True

    government = models.ForeignKey(
        LocalGovernment, on_delete=models.CASCADE, related_name="contacts", verbose_name=_("local government")
    )
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("role"), max_length=200)
    email = models.EmailField(_("email"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, blank=True, help_text=_("In which we write to them.")
    )
    mandate_start = models.DateField(_("mandate begins"), null=True, blank=True)
    mandate_end = models.DateField(_("mandate ends"), null=True, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["government", "name"]
        constraints = [
            models.CheckConstraint(
                name="contact_mandate_ends_after_it_begins",
                condition=Q(mandate_start__isnull=True)
                | Q(mandate_end__isnull=True)
                | Q(mandate_end__gte=F("mandate_start")),
                violation_error_message=_("A mandate ends after it begins."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.role}"

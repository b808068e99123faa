"""Public offices of local governments: how anybody reaches the service that does the work. Never a person."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from .contacts import Contact
from .governments import LocalGovernment


class Office(models.Model):
    """An office with its own mailbox or telephone, by its role; shown on the profile of a government."""

    class Role(models.TextChoices):
        OBSERVATORY = "observatory", _("Observatory")
        EQUALITY = "equality", _("Women’s rights and equality")
        INTERNATIONAL = "international", _("International relations")
        PRESS = "press", _("Press")
        GENERAL = "general", _("General enquiries")

    government = ParentalKey(LocalGovernment, on_delete=models.CASCADE, related_name="offices")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    email = models.EmailField(
        _("email"), blank=True, help_text=_("The office's own mailbox, never a person's: everybody can read it.")
    )
    phone = models.CharField(_("telephone"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("public office")
        verbose_name_plural = _("public offices")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_office_per_role",
                fields=["government", "role"],
                violation_error_message=_("This local government already has an office with this role."),
            ),
            models.CheckConstraint(
                name="office_can_be_reached",
                condition=~Q(email="") | ~Q(phone=""),
                violation_error_message=_("Give the mailbox or the telephone of the office."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_role_display())

    def clean(self) -> None:
        """Refuse what is known as a person's: private contacts are on no page."""
        super().clean()
        errors: dict[str, Any] = {}
        if self.email and Contact.objects.filter(email__iexact=self.email).exists():
            errors["email"] = _("This is the address of a person among the private contacts. Give the office's own.")
        if self.phone and Contact.objects.filter(phone=self.phone).exists():
            errors["phone"] = _("This is the telephone of a person among the private contacts. Give the office's own.")
        if errors:
            raise ValidationError(errors)

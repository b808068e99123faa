"""What a registration asks of everybody: its columns, its questions, and where the answers go."""

from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coalition.privacy.email_addresses import AddressField

ANSWERS = ("name", "email", "language", "access_needs", "discreet")  # hosts see each in the CMS; no mail holds any
TYPED = ("name", "email", "access_needs")  # emptied when they are forgotten, and never a formula in a sheet
NEEDS = ("access_needs",)  # about food or access: emptied sooner, and asked on one's own page once there is a seat
CHANGEABLE = ("name", "language", "access_needs", "discreet")  # the address is proven, and the link went there
ON_OWN_PAGE = ("name", "access_needs")
IN_SHEET = ("name", "email", "language", "access_needs")  # a list is no safe place for a wish for discretion
SEARCHED = ("name", "email")


class Answers(models.Model):
    name = models.CharField(_("name or pseudonym"), max_length=120, blank=True)
    email = models.EmailField(_("email"), max_length=254, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    access_needs = models.CharField(_("access needs"), max_length=500, blank=True)
    discreet = models.BooleanField(_("discreet emails"), default=False)

    class Meta:
        abstract = True


def questions() -> dict[str, forms.Field]:
    return {
        "name": forms.CharField(
            label=_("Name or pseudonym"),
            max_length=120,
            widget=forms.TextInput({"autocomplete": "name", "dir": "auto"}),
        ),
        "email": AddressField(
            label=_("Email"),
            max_length=254,
            help_text=_("We send you a link to confirm."),
            widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"}),
        ),
        "language": forms.ChoiceField(label=_("Language of our emails"), choices=settings.LANGUAGES),
        "access_needs": forms.CharField(
            label=_("Access needs"),
            max_length=500,
            required=False,
            help_text=_("For example a wheelchair space, or an interpreter. Only the organisers read it."),
            widget=forms.TextInput({"dir": "auto"}),
        ),
        "discreet": forms.BooleanField(
            label=_("Discreet emails"),
            required=False,
            help_text=_("Neutral sender and subject, and no entry for a calendar that others may see."),
        ),
    }


def answers_of(row: Answers) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ANSWERS}


def own_words(row: Answers) -> list[tuple[Any, str]]:
    """Return what a person's own page repeats of their answers, with each label, where there is an answer."""
    return [(questions()[name].label, value) for name in ON_OWN_PAGE if (value := getattr(row, name))]


class Registrant:
    """Who registers, as typed: one value for each field, the default of its column where none is given.

    Raises TypeError for a field that there is not, and without a name, an address or a language.
    """

    def __init__(self, *, name: str, email: str, language: str, access_needs: str = "", discreet: bool = False) -> None:
        self.answers = {
            "name": name, "email": email, "language": language, "access_needs": access_needs, "discreet": discreet,
        }  # fmt: skip

    def as_fields(self) -> dict[str, Any]:
        return dict(self.answers)

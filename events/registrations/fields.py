"""What a registration asks of everybody.

A field is one column in `Answers` and one entry in `ANSWER_FIELDS`. Forms, CMS, sheets, own page, export and erasure
are derived from these two.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coalition.privacy.email_addresses import AddressField


class Answers(models.Model):
    name = models.CharField(_("name or pseudonym"), max_length=120, blank=True)
    email = models.EmailField(_("email"), max_length=254, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    access_needs = models.CharField(_("access needs"), max_length=500, blank=True)
    discreet = models.BooleanField(_("discreet emails"), default=False)

    class Meta:
        abstract = True


@dataclass(frozen=True, kw_only=True)
class AnswerField:
    """One field of the registration. Hosts see each answer in the CMS, and no email contains any."""

    name: str  # of the column
    form_field: Callable[[], forms.Field]
    is_personal: bool  # identifies or describes the person: erased with them, and always text in a sheet
    is_need: bool = False  # about food or access: erased sooner (personal_data.NEEDS_RETENTION)
    is_asked_first: bool = True  # by the form; other fields are asked on the own page, after the seat is given
    is_changeable: bool = True  # by the person, on their own page
    is_on_own_page: bool = False  # which somebody else may open who has found its link: no address, no need
    is_in_list: bool = False  # of registrations in the CMS, which shows the name in any case
    is_in_sheet: bool = True  # which hosts download
    is_searchable: bool = False  # by hosts, in the CMS

    @property
    def column(self) -> Any:
        return Answers._meta.get_field(self.name)

    def get_display_value(self, row: Answers) -> Any:
        """Return the answer in `row`, in words where it was chosen from a list."""
        get_words = getattr(row, f"get_{self.name}_display", None)
        return get_words() if get_words else getattr(row, self.name)


ANSWER_FIELDS = (
    AnswerField(
        name="name",
        form_field=lambda: forms.CharField(
            label=_("Name or pseudonym"),
            max_length=120,
            widget=forms.TextInput({"autocomplete": "name", "dir": "auto"}),
        ),
        is_personal=True,
        is_on_own_page=True,
        is_searchable=True,
    ),
    AnswerField(
        name="email",
        form_field=lambda: AddressField(
            label=_("Email"),
            max_length=254,
            help_text=_("We send you a link to confirm."),
            widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"}),
        ),
        is_personal=True,
        is_changeable=False,  # the secret link was sent to this address
        is_searchable=True,
    ),
    AnswerField(
        name="language",
        form_field=lambda: forms.ChoiceField(label=_("Language of our emails"), choices=settings.LANGUAGES),
        is_personal=False,
        is_in_list=True,
    ),
    AnswerField(
        name="access_needs",
        form_field=lambda: forms.CharField(
            label=_("Access needs"),
            max_length=500,
            required=False,
            help_text=_("For example a wheelchair space, or an interpreter. Only the organisers read it."),
            widget=forms.TextInput({"dir": "auto"}),
        ),
        is_personal=True,
        is_need=True,
        is_asked_first=False,
    ),
    AnswerField(
        name="discreet",
        form_field=lambda: forms.BooleanField(
            label=_("Discreet emails"),
            required=False,
            help_text=_("Neutral sender and subject, and no entry for a calendar that others may see."),
        ),
        is_personal=False,
        is_in_sheet=False,  # a sheet that is passed on must not reveal who asked for discretion
    ),
)
ANSWERS = tuple(field.name for field in ANSWER_FIELDS)
PERSONAL = tuple(field.name for field in ANSWER_FIELDS if field.is_personal)
NEEDS = tuple(field.name for field in ANSWER_FIELDS if field.is_need)
ASKED_LATER = tuple(field.name for field in ANSWER_FIELDS if not field.is_asked_first)
CHANGEABLE = tuple(field.name for field in ANSWER_FIELDS if field.is_changeable)
IN_SHEET = tuple(field.name for field in ANSWER_FIELDS if field.is_in_sheet)
SEARCHABLE = tuple(field.name for field in ANSWER_FIELDS if field.is_searchable)
UNANSWERED = {field.name: field.column.get_default() for field in ANSWER_FIELDS}


def questions() -> dict[str, forms.Field]:
    return {field.name: field.form_field() for field in ANSWER_FIELDS}


def answers_of(row: Answers) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ANSWERS}


def own_words(row: Answers) -> list[tuple[Any, Any]]:
    """Return the label and the answer of each field that the own page shows; unanswered fields are left out."""
    shown = [field for field in ANSWER_FIELDS if field.is_on_own_page and getattr(row, field.name)]
    return [(field.form_field().label, field.get_display_value(row)) for field in shown]


class Registrant:
    """A person who registers, with one value for each field; fields that are not given stay unanswered.

    Raises TypeError for an undeclared field, or without a name, an address or a language.
    """

    def __init__(self, *, name: str, email: str, language: str, **others: Any) -> None:
        if undeclared := others.keys() - set(ANSWERS):
            raise TypeError(f"Not declared in ANSWER_FIELDS: {', '.join(sorted(undeclared))}")
        self.answers = UNANSWERED | {"name": name, "email": email, "language": language} | others

    def as_fields(self) -> dict[str, Any]:
        return dict(self.answers)

"""What a registration asks. Each field is declared here once, with its column, its question and where it goes.

The form, who registers as typed, the pages of the CMS, the sheet that hosts download, the person's own page, what is
handed over and what is emptied are all made from this declaration. A new field is a new line here and a migration.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coalition.privacy.email_addresses import AddressField


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Where what a person answers goes. Hosts see every answer in the CMS; no mail holds any (emails.py)."""

    question: Callable[[], forms.Field]  # makes the field of the form
    typed: bool = False  # in words of their own: emptied when they are forgotten, and never a formula in a sheet
    in_sheet: bool = True  # which hosts download
    on_own_page: bool = False  # which the mailed link opens
    at_first: bool = True  # before there is a seat; what is not is asked on one's own page afterwards
    changeable: bool = True  # by that person, on their own page
    searched: bool = False  # by hosts, in the CMS
    need: bool = False  # about food or access: emptied sooner (personal_data.NEEDS)

    @property
    def asked_later(self) -> bool:
        return not self.at_first


def with_answer[Column: models.Field](column: Column, **where: Any) -> Column:
    column.answer = Answer(**where)  # type: ignore[attr-defined]
    return column


class Answers(models.Model):
    name = with_answer(
        models.CharField(_("name or pseudonym"), max_length=120, blank=True),
        question=lambda: forms.CharField(
            label=_("Name or pseudonym"),
            max_length=120,
            widget=forms.TextInput({"autocomplete": "name", "dir": "auto"}),
        ),
        typed=True,
        on_own_page=True,
        searched=True,
    )
    email = with_answer(
        models.EmailField(_("email"), max_length=254, blank=True),
        question=lambda: AddressField(
            label=_("Email"),
            max_length=254,
            help_text=_("We send you a link to confirm."),
            widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"}),
        ),
        typed=True,
        changeable=False,  # it is proven, and the link went there
        searched=True,
    )
    language = with_answer(
        models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES),
        question=lambda: forms.ChoiceField(label=_("Language of our emails"), choices=settings.LANGUAGES),
    )
    access_needs = with_answer(
        models.CharField(_("access needs"), max_length=500, blank=True),
        question=lambda: forms.CharField(
            label=_("Access needs"),
            max_length=500,
            required=False,
            help_text=_("For example a wheelchair space, or an interpreter. Only the organisers read it."),
            widget=forms.TextInput({"dir": "auto"}),
        ),
        typed=True,
        on_own_page=True,
        at_first=False,
        need=True,
    )
    discreet = with_answer(
        models.BooleanField(_("discreet emails"), default=False),
        question=lambda: forms.BooleanField(
            label=_("Discreet emails"),
            required=False,
            help_text=_("Neutral sender and subject, and no entry for a calendar that others may see."),
        ),
        in_sheet=False,  # a list is no safe place for that wish (decision 0007-discreet-and-alike)
    )

    class Meta:
        abstract = True


ANSWERS: dict[str, Answer] = {
    column.name: column.answer for column in Answers._meta.local_fields if hasattr(column, "answer")
}


def which(place: str) -> list[str]:
    """Return the names of the answers that go to `place`, an attribute of Answer: `typed`, `in_sheet` and so on."""
    return [name for name, answer in ANSWERS.items() if getattr(answer, place)]


CHANGEABLE = tuple(which("changeable"))


def questions() -> dict[str, forms.Field]:
    return {name: answer.question() for name, answer in ANSWERS.items()}


def answers_of(row: Answers) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ANSWERS}


def own_words(row: Answers) -> list[tuple[Any, str]]:
    """Return what a person's own page repeats of their answers, with each label, where there is an answer."""
    return [(ANSWERS[name].question().label, value) for name in which("on_own_page") if (value := getattr(row, name))]


class Registrant:
    """Who registers, as typed: one value for each field, the default of its column where none is given.

    Raises TypeError for a field that is not declared, and without a name, an address or a language.
    """

    def __init__(self, **answers: Any) -> None:
        columns = {column.name: column for column in Answers._meta.local_fields if column.name in ANSWERS}
        missing = {name for name, answer in ANSWERS.items() if answer.question().required and name not in answers}
        unknown = set(answers) - set(columns)
        if missing or unknown:
            raise TypeError(f"missing: {sorted(missing)}, not declared: {sorted(unknown)}")
        self.answers = {name: answers.get(name, column.get_default()) for name, column in columns.items()}

    def as_fields(self) -> dict[str, Any]:
        return dict(self.answers)

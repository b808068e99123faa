"""What a public form says where an answer is missing or cannot be read: one sentence for each field, that stands alone.

A form names in `asks` what to do where a field was left empty: "Enter your email address.", "Choose a seat.". The words
stand beside the field and in the summary above the form, so they never need the label. Two forms that extend each
other add their `asks` together. A test refuses a public form with a field that has no sentence.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


type Words = str | _StrPromise
# What is said of an answer that is there and cannot be read, by the field's class: the first that fits.
UNREADABLE: tuple[tuple[type[forms.Field], str, Words], ...] = (
    (forms.EmailField, "invalid", _("Enter an email address such as name@example.org.")),
    (forms.DateField, "invalid", _("Enter a real date.")),
    (forms.URLField, "invalid", _("Enter a web address such as https://www.example.org.")),
    (forms.FileField, "empty", _("This file is empty. Choose another one.")),
    (forms.FileField, "max_length", _("The name of this file is too long. Give the file a shorter name.")),
)
NO_CHOICE = [
    kind.default_error_messages["invalid_choice"]
    for kind in (
        forms.ChoiceField,
        forms.MultipleChoiceField,
        forms.ModelChoiceField,
        forms.ModelMultipleChoiceField,
    )
]
TOO_LONG = _("Shorten this text: it has %(show_value)d characters, and the maximum is %(limit_value)d.")


class AsksPlainly(forms.BaseForm):
    """A form of the public site, with words of its own for each field."""

    asks: Mapping[str, Words] = {}

    def full_clean(self) -> None:
        asks = asks_of(type(self))
        for name, field in self.fields.items():
            set_error_messages(field, asks.get(name))
        super().full_clean()


def asks_of(form: type[forms.BaseForm]) -> dict[str, Words]:
    """Return what `form`, and each form that it extends, says of an empty field."""
    return {name: words for kind in reversed(form.__mro__) for name, words in vars(kind).get("asks", {}).items()}


def set_error_messages(field: forms.Field, ask: Words | None) -> None:
    """Give `field` the words for an answer that is missing, `ask`, and for one that cannot be read."""
    messages = field.error_messages
    for kind, code, words in UNREADABLE:
        if isinstance(field, kind) and messages.get(code) is kind.default_error_messages.get(code):
            messages[code] = words
    if "max_length" not in messages:
        messages["max_length"] = TOO_LONG
    if ask is None:
        return
    messages["required"] = ask
    if any(messages.get("invalid_choice") is words for words in NO_CHOICE):
        messages["invalid_choice"] = ask

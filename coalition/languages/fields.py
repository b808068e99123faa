"""Model fields whose form lets an editor choose: a country, languages; and lists that say what is wrong with an entry.

Migrations know them as the fields that they extend: in the database they are the same. A `StreamField` keeps its own
name in migrations, and none of its blocks: those are code, and change without one.
"""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import fields as wagtail_fields

from .names import country_choices, language_choices

EMPTY = ("", "---------")
BETWEEN = re.compile(r"[,;،؛|\n]")


class StreamField(wagtail_fields.StreamField):
    def deconstruct(self) -> Any:
        name, path, _blocks, kwargs = super().deconstruct()
        del kwargs["block_lookup"]
        return name, path, [[]], kwargs


class LanguageSelects(forms.Widget):
    """A select box for each chosen language and two more: no list of two hundred boxes, and nothing to type."""

    template_name = "pages/widgets/languages.html"
    LEAST, SPARE = 3, 2

    def format_value(self, value: Any) -> list[str]:
        return list(value or [])

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        chosen = self.format_value(value)
        slots = chosen + [""] * max(self.LEAST - len(chosen), self.SPARE)
        context["selects"] = [self._select(name, number, code, attrs or {}) for number, code in enumerate(slots, 1)]
        return context

    def _select(self, name: str, number: int, code: str, attrs: dict[str, Any]) -> str:
        names = dict(language_choices())
        kept = [(code, code)] if code and code not in names else []  # what was typed or stored is shown, not dropped
        own = dict(attrs) if number == 1 else {"aria-label": _("Language %(number)s") % {"number": number}}
        return forms.Select(attrs=own, choices=[EMPTY, *kept, *names.items()]).render(name, code)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        values = data.getlist(name) if hasattr(data, "getlist") else data.get(name) or []
        return [value for value in values if value]


class LanguagesFormField(forms.MultipleChoiceField):
    widget = LanguageSelects
    default_error_messages = {"invalid_choice": _("“%(value)s” is not a language on this list. Choose another one.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=language_choices, **kwargs)

    def clean(self, value: Any) -> list[str]:
        """Return each code once, in order. Raises ValidationError, which names what is no language."""
        return list(dict.fromkeys(super().clean(value)))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or []) != list(data or [])


class LanguagesField(ArrayField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("base_field", models.CharField(max_length=10))
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.contrib.postgres.fields.ArrayField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        options = {"label": self.verbose_name, "help_text": self.help_text, "required": not self.blank}
        return LanguagesFormField(**options | {name: kwargs[name] for name in ("widget", "initial") if name in kwargs})


class CountryField(models.CharField):
    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        return forms.ChoiceField(
            label=self.verbose_name, help_text=self.help_text, required=not self.blank, choices=_countries,
            error_messages={"invalid_choice": _("“%(value)s” is not a country on this list. Choose another one.")},
        )  # fmt: skip


def _countries() -> Sequence[tuple[str, str]]:
    return [EMPTY, *country_choices()]


class ListedFormField(forms.CharField):
    """Entries in one line, between commas or semicolons of any alphabet."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return entries(super().to_python(value) or "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or []) != self.to_python(data)


class ListedField(ArrayField):
    """A list that is typed in one line. What is wrong with an entry names it and says why."""

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.contrib.postgres.fields.ArrayField", args, kwargs

    def run_validators(self, value: Any) -> None:
        refused = []
        for entry in value or []:
            try:
                self.base_field.run_validators(entry)
            except ValidationError as error:
                refused += [_("“%(entry)s”: %(why)s") % {"entry": entry, "why": why} for why in error.messages]
        if refused:
            raise ValidationError(refused)

    def formfield(self, **kwargs: Any) -> Any:
        return ListedFormField(label=self.verbose_name, help_text=self.help_text, required=not self.blank)


def entries(text: str) -> list[str]:
    """Return the entries of one line: between commas or semicolons, Arabic ones too, without empty ones."""
    return [entry.strip() for entry in BETWEEN.split(text) if entry.strip()]

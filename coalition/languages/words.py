"""Words that exist once per language, beside the facts they name: the column, its form field, and reading one."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.utils.translation import get_language, get_language_info, gettext

from .names import in_a_list, language_codes, site_language_name


def in_language(words: dict[str, str], language: str | None = None) -> str:
    """Return the entry of `words` in `language` (default: the active one), else English, else any, else ""."""
    language = language or get_language() or settings.LANGUAGE_CODE
    for code in (language, settings.LANGUAGE_CODE, *words):
        if text := words.get(code, ""):
            return text
    return ""


class WordsWidget(forms.MultiWidget):
    """One text input for each language of the site, each labelled with the language's own name."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            code: forms.TextInput(
                {"aria-label": get_language_info(code)["name_local"], "lang": code, "dir": "auto",
                 "placeholder": get_language_info(code)["name_local"]}
            )
            for code, _name in settings.LANGUAGES
        }  # fmt: skip
        super().__init__(widgets, attrs)

    def decompress(self, value: dict[str, str] | None) -> list[str]:
        return [(value or {}).get(code, "") for code, _name in settings.LANGUAGES]


class LinesWidget(WordsWidget):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.widgets = [forms.Textarea({**widget.attrs, "rows": 3}) for widget in self.widgets]


ONE_LINE = 200  # characters: longer texts have several lines to be typed in


class WordsFormField(forms.MultiValueField):
    """Read one text per language into `{language: text}`; languages left empty are left out."""

    def __init__(self, *, max_length: int = ONE_LINE, **kwargs: Any) -> None:
        for unused in ("encoder", "decoder"):
            kwargs.pop(unused, None)
        fields = [forms.CharField(max_length=max_length, required=False) for _code in settings.LANGUAGES]
        kwargs["widget"] = WordsWidget if max_length <= ONE_LINE else LinesWidget
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        codes = [code for code, _name in settings.LANGUAGES]
        return {code: text for code, text in zip(codes, data_list, strict=False) if text}

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or {}) != self.compress([text or "" for text in data or []])


class WordsField(models.JSONField):
    """A JSON object `{language: text}`, edited as one input per language; `max_length` is that of each text."""

    def formfield(self, **kwargs: Any) -> forms.Field:
        return WordsFormField(
            required=not self.blank,
            max_length=self.max_length or ONE_LINE,
            label=self.verbose_name,
            help_text=self.help_text,
            initial=dict,
        )


CODES = language_codes()


@dataclass(frozen=True)
class LocalizedText:
    """A text, and the language that it is in: not always the one that was asked for."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


def localized(row: Any, name: str, language: str = "") -> LocalizedText:
    """Return what `row` says as `name` in `language` (the active one), else in English, else in any, else nothing."""
    asked = language or get_language() or settings.LANGUAGE_CODE
    for code in dict.fromkeys((asked, settings.LANGUAGE_CODE, *CODES)):
        if text := getattr(row, f"{name}_{code}"):
            return LocalizedText(text, code)
    return LocalizedText("", asked)


def missing(row: Any, *names: str) -> str:
    """Return the languages in which `row` lacks words that it has in another one, for a list of the CMS."""
    given = [name for name in names if any(getattr(row, f"{name}_{code}") for code in CODES)]
    codes = [code for code in CODES if any(not getattr(row, f"{name}_{code}") for name in given)]
    return in_a_list(site_language_name(code) for code in codes) or gettext("none")

"""Words that exist once per language, beside the facts they name: the column, its form field, and reading one."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.utils.translation import get_language, get_language_info, gettext

from .names import direction, in_a_list, language_codes, site_language_name

CODES = language_codes()


def in_language(words: dict[str, str], language: str | None = None) -> str:
    """Return the entry of `words` in `language` (default: the active one), else English, else any, else ""."""
    language = language or get_language() or settings.LANGUAGE_CODE
    for code in (language, settings.LANGUAGE_CODE, *words):
        if text := words.get(code, ""):
            return text
    return ""


class WordsWidget(forms.MultiWidget):
    """One text for each language of the site, side by side, each in its own direction (`cms/words.html`).

    A language that is empty while another one has words is marked as missing. What is known of a language besides is in
    `notes`; what nobody may type in `locked`; `group` is what all of them are called.
    """

    template_name = "cms/words.html"
    group: Any = ""

    def __init__(self, attrs: dict[str, Any] | None = None, *, rows: int = 1) -> None:
        super().__init__({code: written_in(code, rows) for code in CODES}, attrs)
        self.notes: dict[str, str] = {}
        self.locked: set[str] = set()

    def decompress(self, value: dict[str, str] | None) -> list[str]:
        return [(value or {}).get(code, "") for code in CODES]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for code, part in zip(CODES, context["widget"]["subwidgets"], strict=True):
            part["attrs"] |= {"disabled": code in self.locked}
            part |= {"language": code, "note": self.notes.get(code, ""), "local_name": local_name(code)}
        return context | {"group": self.group, "parts": context["widget"]["subwidgets"]}


def written_in(language: str, rows: int = 1) -> forms.Widget:
    """Return an input for words in `language`. Its placeholder is what CSS tells an empty one by."""
    attrs = {"lang": language, "dir": direction(language), "placeholder": " "}
    return forms.Textarea({**attrs, "rows": rows}) if rows > 1 else forms.TextInput(attrs)


def local_name(language: str) -> str:
    return str(get_language_info(language)["name_local"])


ONE_LINE = 200  # characters: longer texts have several lines to be typed in


class WordsFormField(forms.MultiValueField):
    """Read one text per language into `{language: text}`; languages left empty are left out."""

    widget: WordsWidget

    def __init__(self, *, max_length: int = ONE_LINE, rows: int | None = None, **kwargs: Any) -> None:
        for unused in ("encoder", "decoder"):
            kwargs.pop(unused, None)
        fields = [forms.CharField(max_length=max_length, required=False) for _code in CODES]
        kwargs["widget"] = WordsWidget(rows=rows or (1 if max_length <= ONE_LINE else 3))
        super().__init__(fields, require_all_fields=False, **kwargs)
        self.widget.group = self.label

    def compress(self, data_list: list[str]) -> dict[str, str]:
        return {code: text for code, text in zip(CODES, data_list, strict=False) if text}

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Show what was typed, and what nobody may type as it is."""
        stays = zip(CODES, self.widget.decompress(initial), data, strict=True)
        return [was if code in self.widget.locked else now for code, was, now in stays]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or {}) != self.compress([text or "" for text in data or []])


class WordsField(models.JSONField):
    """A JSON object `{language: text}`, edited as one input per language; `max_length` is that of each text."""

    longest = ONE_LINE  # where no `max_length` is given

    def formfield(self, **kwargs: Any) -> forms.Field:
        return WordsFormField(
            required=not self.blank,
            max_length=self.max_length or self.longest,
            label=self.verbose_name,
            help_text=self.help_text,
            initial=dict,
        )


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

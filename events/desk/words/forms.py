"""What an event is called in each language, side by side."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from events.pages.models import EventPage

from .services import Words

TITLE_LENGTH, SUMMARY_LENGTH = 255, 300


@dataclass(frozen=True)
class Column:
    """The fields of one language, and the page that has its words."""

    language: str
    name: str
    direction: str
    fields: list[forms.BoundField]
    page: EventPage | None


class WordsForm(forms.Form):
    """Title and summary in each language in which there is a section; the text of a page only where it is made.

    A language without a word stays without a page, but one must have a title.
    """

    def __init__(self, data: Any, *, languages: list[str], pages: Mapping[str, EventPage], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.pages = pages
        self.languages = [code for code, _name in settings.LANGUAGES if code in languages]
        for language in self.languages:
            for name, field in self._fields_of(language):
                self.fields[f"{name}_{language}"] = field

    def _fields_of(self, language: str) -> Iterator[tuple[str, forms.Field]]:
        page = self.pages.get(language)
        written = {"lang": language, "dir": direction(language)}
        yield "title", forms.CharField(
            label=_("Title"), required=False, max_length=TITLE_LENGTH, initial=page.title if page else "",
            widget=forms.TextInput(written),
        )  # fmt: skip
        yield "summary", forms.CharField(
            label=_("Summary"), required=False, max_length=SUMMARY_LENGTH, initial=page.summary if page else "",
            widget=forms.Textarea({**written, "rows": 3}), help_text=_("Also shown in calendars."),
        )  # fmt: skip
        if page is None:
            yield "text", forms.CharField(
                label=_("Text"), required=False, widget=forms.Textarea({**written, "rows": 8}),
                help_text=_("An empty line begins a new paragraph. Pictures and more are added in the page."),
            )  # fmt: skip

    @property
    def columns(self) -> list[Column]:
        """Return the fields of each language."""
        return [
            Column(
                code,
                get_language_info(code)["name_local"],
                direction(code),
                [field for field in self if field.name.endswith(f"_{code}")],
                self.pages.get(code),
            )
            for code in self.languages
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for language in self.languages:
            has_words = any(cleaned.get(f"{name}_{language}") for name in ("summary", "text"))
            if not cleaned.get(f"title_{language}") and (has_words or language in self.pages):
                self.add_error(f"title_{language}", _("Give the title in this language."))
        if not self.errors and not any(cleaned.get(f"title_{language}") for language in self.languages):
            self.add_error(f"title_{self.languages[0]}", _("Give the title in one language at least."))
        return cleaned

    def words(self) -> dict[str, Words]:
        """Return what is said in each language that has a title."""
        texts = {
            code: Words(*(self.cleaned_data.get(f"{name}_{code}", "") for name in ("title", "summary", "text")))
            for code in self.languages
        }
        return {code: words for code, words in texts.items() if words.title}


def direction(language: str) -> str:
    """Return the direction in which `language` is written, as HTML names it."""
    return "rtl" if get_language_info(language)["bidi"] else "ltr"

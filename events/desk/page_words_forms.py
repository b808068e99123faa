"""What an event is called in each language, side by side."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from coalition.cms.forms import set_value
from coalition.languages.names import direction
from events.pages.models import EventPage

from .page_words import Words, text_of, version_of

TITLE_LENGTH, SUMMARY_LENGTH = 255, 300


@dataclass(frozen=True)
class Column:
    """The fields of one language, and the page that has its words."""

    language: str
    name: str
    direction: str
    fields: list[forms.BoundField]
    page: EventPage | None
    is_open: bool  # to this editor


class WordsForm(forms.Form):
    """Title, summary and text in each language in which there is a section; a text of more than paragraphs stays.

    A language without a word stays without a page, but one must have a title. Of `writable` languages alone anything
    is changed. A page that somebody else changed meanwhile is refused in words, and what was typed is kept.
    """

    def __init__(
        self,
        data: Any,
        *,
        languages: Collection[str],
        pages: Mapping[str, EventPage],
        writable: Collection[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.pages, self.writable = pages, writable
        self.languages = [code for code, _name in settings.LANGUAGES if code in languages]
        for language in self.languages:
            for name, field in self._fields_of(language):
                field.disabled = language not in writable
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
        text = text_of(page) if page else ""
        if text is not None:
            yield "text", forms.CharField(
                label=_("Text"), required=False, initial=text, widget=forms.Textarea({**written, "rows": 8}),
                help_text=_("An empty line begins a new paragraph. Pictures and more are added in the page."),
            )  # fmt: skip
        yield "version", forms.CharField(required=False, widget=forms.HiddenInput, initial=version_of(page))

    @property
    def columns(self) -> list[Column]:
        return [
            Column(
                code,
                get_language_info(code)["name_local"],
                direction(code),
                [field for field in self if field.name.endswith(f"_{code}")],
                self.pages.get(code),
                code in self.writable,
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
        for language in self.writable:
            if language in self.languages:
                self._refuse_stale(language)
        return cleaned

    def _refuse_stale(self, language: str) -> None:
        """Refuse to undo what somebody else saved after this form was opened; say what the page says now."""
        page, name = self.pages.get(language), f"version_{language}"
        if (self.cleaned_data.get(name) or "") == (current := version_of(page)):
            return
        set_value(self, **{name: current})
        message = _("Somebody else changed this page while you had it open, so nothing was saved. It now says: "
                    "%(facts)s. What you typed is kept below. Correct it where needed, then save again.")  # fmt: skip
        parts = (page.title, page.summary, text_of(page)) if page else ()
        facts = " · ".join(filter(None, parts)) or "–"
        self.add_error(f"title_{language}", ValidationError(message, code="stale", params={"facts": facts}))

    def words(self) -> dict[str, Words]:
        """Return what is said in each language that has a title and is this editor's to write."""
        return {
            code: Words(
                self.cleaned_data[f"title_{code}"],
                self.cleaned_data[f"summary_{code}"],
                self.cleaned_data.get(f"text_{code}"),
            )
            for code in self.languages
            if code in self.writable and self.cleaned_data.get(f"title_{code}")
        }

"""What pages say in each language, side by side."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coalition.cms.edit_conflicts import refuse_stale
from coalition.languages.names import site_language_name
from coalition.languages.words import CODES, WordsFormField

from .models import CoalitionPage
from .page_words import Words, text_of, version_of

LONGEST_TITLE, LONGEST_LEAD, LONGEST_TEXT = 255, 1000, 20_000


class WordsForm(forms.Form):
    """Title, summary and text in each of `languages`; a text of more than paragraphs stays, and is edited in its page.

    A language without a word stays without a page, but one must have a title. Of `writable` languages alone anything
    is changed. A page that somebody else changed meanwhile is refused in words, and what was typed is kept.
    """

    title = WordsFormField(label=_("Title"), max_length=LONGEST_TITLE, rows=1, required=False)
    text = WordsFormField(
        label=_("Text"), max_length=LONGEST_TEXT, rows=8, required=False,
        help_text=_("An empty line begins a new paragraph. Pictures and more are added in the page."),
    )  # fmt: skip

    def __init__(
        self,
        data: Any,
        *,
        kind: type[CoalitionPage],
        languages: Collection[str],
        pages: Mapping[str, Any],
        writable: Collection[str],
        notes: Mapping[str, str],
    ) -> None:
        super().__init__(data)
        self.pages = pages
        self.open = [code for code in CODES if code in languages and code in writable]
        self.lead = kind._meta.get_field(kind.summary_field)
        texts = {code: text_of(page) for code, page in pages.items()}
        self.rich = {code for code, text in texts.items() if text is None}
        said = {
            "title": {code: page.title for code, page in pages.items()},
            "summary": {code: getattr(page, kind.summary_field) for code, page in pages.items()},
            "text": {code: text or "" for code, text in texts.items()},
        }
        self.fields["summary"] = WordsFormField(
            label=capfirst(self.lead.verbose_name), help_text=self.lead.help_text,
            max_length=self.lead.max_length or LONGEST_LEAD, required=False,
        )  # fmt: skip
        self.order_fields(["title", "summary", "text"])
        fields: Any = self.fields
        for name, words in said.items():
            self.initial[name] = words
            fields[name].widget.locked = set(CODES) - set(self.open)
        fields["title"].widget.notes = dict(notes)
        fields["text"].widget.locked |= self.rich
        fields["text"].widget.notes = {code: gettext("Edited in the page") for code in self.rich}
        for code in self.open:
            fields[f"version_{code}"] = forms.CharField(required=False, widget=forms.HiddenInput)
            self.initial[f"version_{code}"] = version_of(pages.get(code))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        titles, summaries, texts = (cleaned.get(name) or {} for name in ("title", "summary", "text"))
        for code in self.open:
            if not titles.get(code) and (code in summaries or code in texts or code in self.pages):
                self._ask("title", code, gettext("Give the title in this language."))
            if titles.get(code) and not summaries.get(code) and not self.lead.blank:
                self._ask("summary", code, gettext("Give the summary in this language."))
        if not self.errors and not any(titles.get(code) for code in self.open):
            self.add_error("title", _("Give the title in one language at least."))
        for code in self.open:
            self._refuse_stale(code)
        return cleaned

    def _ask(self, name: str, language: str, words: str) -> None:
        self.add_error(name, f"{site_language_name(language)}: {words}")

    def _refuse_stale(self, language: str) -> None:
        """Refuse to undo what somebody else saved after this form was opened; say what the page says now."""
        page, name = self.pages.get(language), f"version_{language}"
        if (self.cleaned_data.get(name) or "") == (current := version_of(page)):
            return
        facts = (page.title, self.initial["summary"][language], text_of(page) or "") if page else ()
        refuse_stale(self, facts, at="title", **{name: current})

    def words(self) -> dict[str, Words]:
        """Return what is said in each language that has a title and is this editor's to write."""
        said = self.cleaned_data
        return {
            code: Words(
                said["title"][code],
                said["summary"].get(code, ""),
                None if code in self.rich else said["text"].get(code, ""),
            )
            for code in self.open
            if code in said["title"]
        }

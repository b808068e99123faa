"""The pages of the report. Whatever is typed is kept by the view; these forms say what cannot be read."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from coalition.form_messages import AsksPlainly

from .report_questions import LONGEST, Kind, Question, Section, answer_mark, clean_answer


class SectionForm(AsksPlainly, forms.Form):
    """One page of the report. `answers` are those that are kept, `past` those of the year before."""

    names_questions = True  # "Write a whole number" is said of several

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, section: Section, answers: Mapping[str, str],
        past: Mapping[str, str],
    ) -> None:  # fmt: skip
        super().__init__(data, initial=dict(answers))
        self.section, self.answers = section, answers
        self.told: set[str] = set()  # questions whose other answer, a colleague's, this page tells
        for question in section.questions:
            typed = str(data.get(question.id, "")) if data is not None else answers.get(question.id, "")
            self.fields[question.id] = forms.CharField(
                required=False,
                strip=False,
                validators=[question.read],  # type: ignore[list-item]
                label=question.label,
                help_text=_hint(question, past.get(question.id, "")),
                widget=_widget(question, typed),
            )

    def typed(self) -> dict[str, str]:
        return {q.id: clean_answer(self.data[q.id]) for q in self.section.questions if q.id in self.data}

    def drawn_with(self) -> dict[str, str]:
        names = [(question.id, f"{question.id}-mark") for question in self.section.questions]
        return {key: self.data[name] for key, name in names if name in self.data}

    def marks(self) -> list[tuple[str, str]]:
        """Return the name and value of the hidden fields: the marks of the answers that this page shows or tells.

        An answer that a colleague changed, and that this page neither shows nor tells, keeps its old mark.
        """
        typed, drawn = (self.typed(), self.drawn_with()) if self.is_bound else ({}, {})
        found = []
        for question in self.section.questions:
            key, kept = question.id, self.answers.get(question.id, "")
            shows = key in self.told or typed.get(key, kept) == kept
            found.append((f"{key}-mark", answer_mark(kept) if shows or key not in drawn else drawn[key]))
        return found


class ReadForm(forms.Form):
    reason = forms.CharField(
        label=_("What is missing or unclear"),
        help_text=_("The town hall reads this by email, in the words that you write."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def _hint(question: Question, before: str) -> str:
    parts: list[Any] = [question.hint] if question.hint else []
    if question.kind is Kind.DATE:
        parts.append(_("Year, month and day, such as 2026-03-31."))
    if before and not question.carried and question.kind is Kind.NUMBER:
        parts.append(format_html(str(_("Last year you answered: {}")), question.shown(before)))
    return format_html_join(" ", "{}", ((part,) for part in parts))


def _widget(question: Question, typed: str) -> forms.Widget:
    """Return a control that also shows an answer that cannot be read: a browser's own calendar hides it."""
    if question.kind is Kind.CHOICE:
        empty = [("", _("No answer"))]
        odd = [(typed, typed)] if typed and typed not in dict(question.choices) else []
        return forms.RadioSelect(choices=[*question.choices, *odd, *empty])
    if question.kind is Kind.TEXT:
        return forms.Textarea(attrs={"rows": 6, "maxlength": 2 * LONGEST, "dir": "auto"})
    if question.kind is Kind.NUMBER:
        return forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    if question.kind is Kind.LINK:
        return forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "dir": "ltr"})
    return forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"})

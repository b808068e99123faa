"""One field for each kind of question: radios, checkboxes, or a list of choices for each line. All work by keyboard.

Each field turns what was chosen into what `quizzes.marking` reads (`clean`), and back (`chosen`).
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coalition.pages.words import in_language
from webinars.courses.quizzes import marking
from webinars.courses.quizzes.models import QuizOption, QuizQuestion

Kind = QuizQuestion.Kind
ASKS = {
    Kind.ONE: _("Choose an answer."),
    Kind.SEVERAL: _("Choose at least one answer."),
    Kind.TRUTH: _("Choose true or false."),
    Kind.ORDER: _("Choose a place for each line."),
    Kind.MATCHING: _("Choose what belongs to each line."),
}
HOW = {
    Kind.SEVERAL: _("More than one answer may be right."),
    Kind.ORDER: _("Choose for each line at which place it stands."),
    Kind.MATCHING: _("Choose for each line what belongs to it."),
}
TWICE = _("Give each line a place of its own: one place was chosen twice.")


class OneField(forms.ChoiceField):
    """One of several answers, or true or false."""

    widget = forms.RadioSelect

    def clean(self, value: Any) -> list[str]:
        return [super().clean(value)]

    def chosen(self, kept: list[Any]) -> str:
        return str(kept[0]) if kept else ""


class SeveralField(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def chosen(self, kept: list[Any]) -> list[str]:
        return [str(key) for key in kept]


class LinesWidget(forms.MultiWidget):
    """A list of choices for each of some lines, beside the words of the line."""

    template_name = "webinars/courses/learning/lines.html"
    use_fieldset = True

    def __init__(self, lines: Sequence[QuizOption], choices: Sequence[tuple[str, Any]]) -> None:
        self.lines = lines
        super().__init__({str(line.pk): forms.Select(choices=choices) for line in lines})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what the template shows: each list of choices with the words of its line."""
        context = super().get_context(name, value, attrs)
        for widget, line in zip(context["widget"]["subwidgets"], self.lines, strict=True):
            widget["words"] = in_language(line.text)
        return context

    def decompress(self, value: Any) -> list[str]:
        """Return the choice of each line; what is shown is a list in any case."""
        return list(value or [""] * len(self.lines))


class LinesField(forms.MultiValueField):
    """What was chosen for each line: keys, in the order of the lines. All or nothing."""

    def __init__(self, lines: Sequence[QuizOption], choices: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        self.lines = lines
        fields = [forms.ChoiceField(choices=choices, error_messages=kwargs["error_messages"]) for _line in lines]
        widget = LinesWidget(lines, [("", _("Choose…")), *choices])
        super().__init__(fields, widget=widget, require_all_fields=True, **kwargs)

    def compress(self, data_list: Sequence[str]) -> list[str]:
        return list(data_list)

    def chosen(self, kept: list[Any]) -> list[str]:
        return [str(key) for key in kept][: len(self.lines)]


class PlacesField(LinesField):
    """The place of each line, each place once; it gives the keys of the lines in the order of their places."""

    def __init__(self, lines: Sequence[QuizOption], **kwargs: Any) -> None:
        places = [(str(place), str(place)) for place in range(1, len(lines) + 1)]
        super().__init__(lines, places, **kwargs)

    def compress(self, data_list: Sequence[str]) -> list[str]:
        """Return the keys of the lines by their places. Raises ValidationError where one was chosen twice."""
        if len(set(data_list)) < len(data_list):
            raise forms.ValidationError(TWICE, code="twice")
        placed = sorted(zip(map(int, data_list), self.lines, strict=True), key=lambda pair: pair[0])
        return [str(line.pk) for _place, line in placed]

    def chosen(self, kept: list[Any]) -> list[str]:
        places = {str(key): str(place) for place, key in enumerate(kept, start=1)}
        return [places.get(str(line.pk), "") for line in self.lines]


type QuizField = OneField | SeveralField | LinesField


def field_for(question: QuizQuestion, seed: str) -> QuizField:
    """Return the field of `question` in the active language; what is shuffled is drawn by `seed`."""
    kind = Kind(question.kind)
    about: dict[str, Any] = {
        "label": in_language(question.text),
        "help_text": HOW.get(kind, ""),
        "error_messages": {"required": ASKS[kind], "invalid_choice": ASKS[kind]},
    }
    if kind == Kind.TRUTH:
        words = marking.true_and_false(get_language() or "en")
        return OneField(choices=list(zip((marking.TRUE, marking.FALSE), words, strict=True)), **about)
    lines = marking.options_for(question, seed)
    if kind == Kind.ORDER:
        return PlacesField(lines, **about)
    if kind == Kind.MATCHING:
        matches = [(str(one.pk), in_language(one.match)) for one in marking.matches_for(question, seed)]
        return LinesField(lines, matches, **about)
    choices = [(str(line.pk), in_language(line.text)) for line in lines]
    return OneField(choices=choices, **about) if kind == Kind.ONE else SeveralField(choices=choices, **about)

"""One field for each kind of question: radios, checkboxes, or a list of choices for each line. All work by keyboard.

Each field turns what was chosen into what `quizzes.marking` reads (`clean`), and back (`chosen`).
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coalition.certificates.forms import CertificateForm
from coalition.form_messages import AsksPlainly
from coalition.languages.words import in_language
from coalition.privacy.email_addresses import AddressField
from coalition.privacy.forms import CountedForm, OffersDiscretion, ProtectedForm

from . import quiz_marks
from .models import Course, Enrolment, QuizOption, QuizQuestion

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


CHOICE = re.compile(r"[a-z0-9]{1,18}", re.ASCII)  # the number of an option, a place, or true and false
MOST_CHOICES = 50  # of one question

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
        words = quiz_marks.true_and_false(get_language() or "en")
        return OneField(choices=list(zip((quiz_marks.TRUE, quiz_marks.FALSE), words, strict=True)), **about)
    lines = quiz_marks.options_for(question, seed)
    if kind == Kind.ORDER:
        return PlacesField(lines, **about)
    if kind == Kind.MATCHING:
        matches = [(str(one.pk), in_language(one.match)) for one in quiz_marks.matches_for(question, seed)]
        return LinesField(lines, matches, **about)
    choices = [(str(line.pk), in_language(line.text)) for line in lines]
    return OneField(choices=choices, **about) if kind == Kind.ONE else SeveralField(choices=choices, **about)


class Press(AsksPlainly, forms.Form):
    """A hidden name of the page that was shown, so that a button pressed twice does its work once."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid4

    def clean_key(self) -> UUID:
        """Return the name of the page, a fresh one where none came."""
        return self.cleaned_data["key"] or uuid4()


class BeginForm(Press, ProtectedForm):
    scope = "learn"

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subject = course.key


class AddressForm(ProtectedForm):
    """An address, which gets one mail. The answer is the same for every address."""

    scope = "learn"
    asks = {"email": _("Enter your email address.")}

    email = AddressField(
        label=_("Email"), max_length=254, widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"})
    )


class EnrolForm(OffersDiscretion, AddressForm):
    discreet = forms.BooleanField(
        label=_("Discreet emails"),
        required=False,
        help_text=_("The sender and subject of each email then say nothing about violence or this site."),
    )


class CodeForm(ProtectedForm):
    scope = "resume"
    asks = {"code": _("Enter your code.")}

    code = forms.CharField(
        label=_("Your code"),
        max_length=60,
        help_text=_("Sixteen letters and digits, such as K7QM-2VXD-9RTB-HH3W."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "dir": "ltr", "class": "code-input"}),
    )


class LessonForm(CountedForm, Press):
    """The questions of a lesson, one field each. A lesson without questions has a form with a button only.

    `given` is what was answered before: it is chosen already, unless `drafts` of the enrolment hold another choice.
    """

    names_questions = True
    scope = "hand-in"

    def __init__(
        self, *args: Any, enrolment: Enrolment, questions: list[QuizQuestion], given: dict[int, list[Any]],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.flow, self.questions = enrolment.token_digest, questions
        for question in questions:
            field = field_for(question, seed=str(enrolment.pk))
            self.fields[name_of(question)] = field
            if question.pk in given:
                field.initial = field.chosen(given[question.pk])
            field.initial = enrolment.drafts.get(str(question.pk), field.initial)

    def given(self) -> dict[int, list[Any]]:
        """Return what was answered to each question by its number, as marking reads it."""
        return {question.pk: self.cleaned_data[name_of(question)] for question in self.questions}

    def as_typed(self) -> dict[str, Any]:
        """Return what is chosen on the page that was sent, right or wrong, for the same page in another language."""
        return {
            name: field.widget.value_from_datadict(self.data, self.files, name) for name, field in self.fields.items()
        }

    def drafts(self) -> dict[int, str | list[str]]:
        """Return what is chosen on the page that was sent, by the number of the question; nothing that is no choice."""
        chosen = self.as_typed()
        return {question.pk: _choices_in(chosen[name_of(question)]) for question in self.questions}


def _choices_in(typed: Any) -> str | list[str]:
    """Return what was `typed` for a question without what no choice of ours is; "" where nothing is left."""
    if not isinstance(typed, list):
        return typed if typed and CHOICE.fullmatch(typed) else ""
    choices = [one if one and CHOICE.fullmatch(one) else "" for one in typed[:MOST_CHOICES]]
    return choices if any(choices) else ""


def name_of(question: QuizQuestion) -> str:
    return f"q{question.pk}"


NO_NAME = "@/:"  # signs of addresses: no name of a person has them


class CourseCertificateForm(CountedForm, CertificateForm):
    """Of who left no name before: what is typed must be one, and each try is counted, for it draws and signs a file."""

    scope = "course-certificate"

    def __init__(self, *args: Any, enrolment: Enrolment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.flow = enrolment.token_digest
        self.fields["shows_name"].help_text = _(
            "Otherwise the page says only that the certificate is genuine, and gives the course and the date."
        )

    def clean_name(self) -> str:
        """Refuse what is an address or a number and no name, in whichever width it is written."""
        name: str = self.cleaned_data["name"]
        if any(sign.isdigit() or sign in NO_NAME for sign in unicodedata.normalize("NFKC", name)):
            raise forms.ValidationError(_("Enter a name without digits and without the signs @, / and :."))
        return name


class BadgeForm(CountedForm):
    """The button that downloads a badge. It asks for nothing, and each try is counted as one for a certificate."""

    scope = "course-certificate"

    def __init__(self, *args: Any, enrolment: Enrolment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.flow = enrolment.token_digest

"""Parse and validate: the ways into a course and back, and the answers of a lesson."""

import unicodedata
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coalition.asking import AsksPlainly
from coalition.certificates.forms import CertificateForm
from coalition.privacy import limits
from coalition.privacy.fields import AddressField
from coalition.privacy.forms import OffersDiscretion, ProtectedForm
from webinars.courses.learning import quiz_fields
from webinars.courses.learning.models import Enrolment
from webinars.courses.lessons.models import Course
from webinars.courses.quizzes.models import QuizQuestion

LIMITED = "limited"  # the code of the error of who tried too often


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


class LessonForm(Press):
    """The questions of a lesson, one field each. A lesson without questions has a form with a button only.

    `given` is what was answered before: it is chosen already.
    """

    names_questions = True

    def __init__(
        self, *args: Any, request: HttpRequest, enrolment: Enrolment, questions: list[QuizQuestion],
        given: dict[int, list[Any]], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.request, self.enrolment, self.questions = request, enrolment, questions
        for question in questions:
            field = quiz_fields.field_for(question, seed=str(enrolment.pk))
            self.fields[name_of(question)] = field
            if question.pk in given:
                field.initial = field.chosen(given[question.pk])

    def clean(self) -> dict[str, Any]:
        """Count the attempt, once everything is answered."""
        cleaned = super().clean() or {}
        if not self.errors:
            try:
                limits.check(scope="hand-in", request=self.request, flow=self.enrolment.token_digest)
            except limits.RateLimited:
                raise forms.ValidationError(
                    _("Too many attempts. What you typed is kept: please try again in an hour."), code=LIMITED
                ) from None
        return cleaned

    @property
    def status(self) -> int:
        """Return the HTTP status of the page: a device that sends what it kept tells *later* from *wrong* by it."""
        if not self.is_bound or self.is_valid():
            return 200
        return 429 if self.has_error(NON_FIELD_ERRORS, LIMITED) else 422

    def given(self) -> dict[int, list[Any]]:
        """Return what was answered to each question by its number, as marking reads it."""
        return {question.pk: self.cleaned_data[name_of(question)] for question in self.questions}

    def as_typed(self) -> dict[str, Any]:
        """Return what is chosen on the page that was sent, right or wrong, for the same page in another language."""
        return {
            name: field.widget.value_from_datadict(self.data, self.files, name) for name, field in self.fields.items()
        }


def name_of(question: QuizQuestion) -> str:
    return f"q{question.pk}"


NO_NAME = "@/:"  # signs of addresses: no name of a person has them


class CourseCertificateForm(CertificateForm):
    """Of who left no name before: what is typed must be one, and each try is counted."""

    def __init__(self, *args: Any, request: HttpRequest, enrolment: Enrolment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.enrolment = request, enrolment
        self.fields["shows_name"].help_text = _(
            "Otherwise the page says only that the certificate is genuine, and gives the course and the date."
        )

    def clean_name(self) -> str:
        """Refuse what is an address or a number and no name, in whichever width it is written."""
        name: str = self.cleaned_data["name"]
        if any(sign.isdigit() or sign in NO_NAME for sign in unicodedata.normalize("NFKC", name)):
            raise forms.ValidationError(_("Enter a name without digits and without the signs @, / and :."))
        return name

    def clean(self) -> dict[str, Any]:
        """Count the attempt, once there is a name: each draws and signs a file."""
        cleaned = super().clean() or {}
        if not self.errors:
            try:
                limits.check(scope="course-certificate", request=self.request, flow=self.enrolment.token_digest)
            except limits.RateLimited:
                raise forms.ValidationError(
                    _("Too many attempts. What you typed is kept: please try again in an hour.")
                ) from None
        return cleaned

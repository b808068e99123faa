"""From where somebody comes: asked only where an event has quotas by region."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from coalition.form_messages import AsksPlainly

from .models import LONGEST, REGION, SECTIONS, Question, Quota, Told


class AsksOrigin(AsksPlainly, forms.Form):
    """A form that asks from which region somebody comes where a quota needs it. It may be left open."""

    def ask_origin(self, quotas: Iterable[Quota]) -> None:
        if any(quota.region for quota in quotas):
            self.fields["region"] = forms.ChoiceField(
                label=REGION,
                required=False,
                choices=[("", pgettext_lazy("region", "None of these")), *SECTIONS.choices],
            )

    def origin(self) -> dict[str, Any]:
        """Return from where they come, from clean data, as fields."""
        return {"region": self.cleaned_data.get("region", "")}


class AsksMore(AsksPlainly, forms.Form):
    """A form with the questions of an event. What is asked for some seats only counts where those are chosen."""

    def ask_more(self, questions: Iterable[Question]) -> None:
        self.questions = list(questions)
        for question in self.questions:
            self.fields[question.field_name] = _field(question)

    def show_answers(self, given: Told) -> None:
        """Show what was answered before. What hosts offer no more stays theirs until they choose something else."""
        answers = {**given.told, **given.needs}
        for question in self.questions:
            if answer := answers.get(str(question.pk)):
                self.initial[question.field_name] = shown = question.given(answer)
                self._offer_still(question, shown if isinstance(shown, list) else [shown])

    def _offer_still(self, question: Question, answers: list[str]) -> None:
        field = self.fields[question.field_name]
        if not isinstance(field, forms.ChoiceField):
            return
        offered = {key for key, _words in question.choices()}
        gone = [(one, _("%(answer)s (no longer offered)") % {"answer": one}) for one in answers if one not in offered]
        field.choices = [*question.choices(), *gone]

    def told(self, seats: str) -> dict[str, dict[str, Any]]:
        """Return what was answered, from clean data, for seats of the kind `seats`: two fields of a registration."""
        kept: dict[str, dict[str, Any]] = {"told": {}, "needs": {}}
        for question in self.questions:
            answer = self.cleaned_data.get(question.field_name)
            if answer and question.seats in ("", seats):
                kept["needs" if question.is_need else "told"][str(question.pk)] = answer
        return kept

    def refuse_gaps(self, seats: str) -> None:
        """Say which questions must be answered for seats of the kind `seats`, each in a sentence that stands alone."""
        for question in self.questions:
            name = question.field_name
            if not question.required or question.seats not in ("", seats) or name in self.errors:
                continue
            if not self.cleaned_data.get(name):
                self.add_error(name, _("Answer the question: %(question)s") % {"question": question})


def _field(question: Question) -> forms.Field:
    label = f"{question} ({question.get_seats_display()})" if question.seats else str(question)
    if question.kind == Question.Kind.TEXT:
        return forms.CharField(label=label, max_length=LONGEST, required=False, widget=forms.TextInput({"dir": "auto"}))
    several = question.kind == Question.Kind.SEVERAL
    kind = forms.MultipleChoiceField if several else forms.ChoiceField
    widget = forms.CheckboxSelectMultiple if several else forms.RadioSelect
    gone = {"invalid_choice": _("This answer is no longer offered. Please choose another one.")}
    return kind(label=label, choices=question.choices(), required=False, widget=widget, error_messages=gone)

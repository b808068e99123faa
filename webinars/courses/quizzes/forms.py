"""The CMS's form of a question."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coalition.pages.made import MakesWord
from coalition.pages.stale import KnowsItsVersion
from coalition.pages.words import in_language
from webinars.courses.lessons.models import Lesson
from webinars.courses.quizzes.models import QuizQuestion
from webinars.courses.quizzes.rules import Option, refusals


class QuestionForm(MakesWord, KnowsItsVersion):
    """Refuses a question that nobody could answer, in sentences. Its short name is made of what it asks."""

    made = "key"
    within = ("lesson",)

    place = forms.IntegerField(
        label=_("place in the lesson"),
        min_value=1,
        max_value=99,
        required=False,
        help_text=_("Leave it empty to put it last."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Lesson.objects.order_by("module__course__key", "module__sort_order", "sort_order", "pk")
        if field := self.fields.get("lesson"):
            field.queryset = rows
        if self.instance.pk:
            before = QuizQuestion.objects.filter(lesson=self.instance.lesson_id).order_by("sort_order", "pk")
            self.initial["place"] = list(before.values_list("pk", flat=True)).index(self.instance.pk) + 1

    def made_of(self, cleaned: dict[str, Any]) -> str:
        return in_language(cleaned.get("text") or {})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        formset = self.formsets.get("options")
        if not {"kind", "text", "why"} <= cleaned.keys() or (formset is not None and not formset.is_valid()):
            return cleaned
        for message in refusals(cleaned["kind"], cleaned["text"], cleaned["why"], _options(formset)):
            self.add_error(None, message)
        return cleaned

    @transaction.atomic
    def save(self, commit: bool = True) -> QuizQuestion:
        question: QuizQuestion = super().save(commit)
        if commit:
            put_at(question=question, place=self.cleaned_data.get("place") or 99)
        return question


def _options(formset: Any) -> list[Option]:
    if formset is None:
        return []
    gone = set(map(id, formset.deleted_forms))
    kept = [form for form in formset.ordered_forms if id(form) not in gone]
    return [
        Option(form.cleaned_data.get("text") or {}, bool(form.cleaned_data.get("is_right")),
               form.cleaned_data.get("match") or {})
        for form in kept
        if form.cleaned_data
    ]  # fmt: skip


@transaction.atomic
def put_at(*, question: QuizQuestion, place: int) -> None:
    """Put `question` at `place` among those of its lesson, counted from 1; the others keep their order."""
    rows = QuizQuestion.objects.select_for_update().filter(lesson=question.lesson_id)
    others = list(rows.exclude(pk=question.pk).order_by("sort_order", "pk"))
    others.insert(max(place, 1) - 1, question)
    for number, row in enumerate(others):
        row.sort_order = number
    QuizQuestion.objects.bulk_update(others, ["sort_order"])

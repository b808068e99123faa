"""The CMS's forms of a course and of the page of a lesson."""

from collections import Counter
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import WagtailAdminPageForm

from coalition.cms.deletion import counted
from coalition.cms.edit_conflicts import KnowsItsVersion
from coalition.cms.forms import MakesWord, word_of
from coalition.languages.names import listed
from coalition.languages.words import in_language
from coalition.pages.querysets import titled

from .models import Lesson, QuizQuestion
from .quiz_rules import Option, refusals


class LessonPageForm(WagtailAdminPageForm):
    """Offers the lessons of the course that the page stands below."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        course = getattr(self.parent_page.specific if self.parent_page else None, "course_id", None)
        field: Any = self.fields.get("lesson")
        if field is not None and course is not None:
            rows = Lesson.objects.filter(module__course=course)
            field.queryset = rows.order_by("module__sort_order", "sort_order", "pk")
            field.error_messages["invalid_choice"] = _("Choose a lesson of the course that this page belongs to.")


class CourseForm(MakesWord, KnowsItsVersion):
    """Refuses one short name for two lessons, and to take away lessons that have pages, questions or learners.

    A course takes its short name from its first module; modules and lessons take theirs from the name of the module.
    """

    made = "key"

    def made_of(self, cleaned: dict[str, Any]) -> str:
        return next(map(_name, self._rows(self.formsets.get("modules"))), "") or "course"

    @classmethod
    def snapshot(cls, row: Any) -> list[Any]:
        """Return what the form shows; lessons are rows of modules."""
        return [*super().snapshot(row), list(Lesson.objects.filter(module__course=row.pk).order_by("pk").values_list())]

    def clean(self) -> dict[str, Any]:
        modules = self._rows(self.formsets.get("modules"))
        names = [(module, _name(module)) for module in modules]
        _make_keys(names)
        _make_keys([(row, name) for module, name in names for row in self._rows(module.formsets.get("lessons"))])
        cleaned = super().clean() or {}
        keys: list[str] = []
        for module in modules:
            lessons = module.formsets.get("lessons")
            if self._goes(module):
                self._refuse_used(Lesson.objects.filter(module=module.instance.pk))
                continue
            for form in self._rows(lessons):
                if self._goes(form):
                    self._refuse_used([form.instance])
                elif key := form.cleaned_data.get("key") if form.is_valid() else "":
                    keys.append(key)
        if twice := [key for key, times in Counter(keys).items() if times > 1]:
            message = _("Two lessons have the same short name: %(names)s.")
            self.add_error(None, ValidationError(message, params={"names": listed(twice)}))
        return cleaned

    def _rows(self, formset: Any) -> list[Any]:
        return list(formset.forms) if formset is not None and formset.is_bound else []

    def _goes(self, form: Any) -> bool:
        return bool(form.is_valid() and form.cleaned_data.get("DELETE"))

    def _refuse_used(self, lessons: Any) -> None:
        for lesson in lessons:
            if lesson.pk and (kinds := in_use(lesson)):
                message = _("The lesson %(name)s is still used: %(kinds)s. Take these away first, or keep it.")
                self.add_error(None, ValidationError(message, params={"name": lesson, "kinds": kinds}))


def _name(module: Any) -> str:
    return "" if module.errors else in_language(module.cleaned_data.get("names") or {})


def _make_keys(rows: list[tuple[Any, str]]) -> None:
    """Give a short name made of the words beside it to each form without one; one that is stored stays."""
    valid = [(form, words) for form, words in rows if not form.errors]
    taken = {form.cleaned_data.get("key") or form.initial.get("key", "") for form, _words in valid}
    for form, words in valid:
        if not form.cleaned_data.get("key"):
            form.cleaned_data["key"] = form.instance.key = form.initial.get("key") or word_of(words, taken)
            taken.add(form.instance.key)


def in_use(lesson: Lesson) -> str:
    """Return the kinds of rows that would go with `lesson`, in words, with numbers but for learners'; "" for none."""
    kinds = Counter[str]()
    for relation in lesson._meta.related_objects:
        rows: Any = getattr(lesson, relation.get_accessor_name() or "")
        if number := rows.count():
            kinds[str(relation.related_model._meta.verbose_name_plural)] = number
    return counted(kinds)


def languages_of(lesson: Lesson) -> set[str]:
    """Return the languages in which `lesson` is published, or English before it is in any."""
    pages = lesson.pages.filter(live=True)
    return set(pages.values_list("locale__language_code", flat=True)) or {settings.LANGUAGE_CODE}


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
        rows = titled(Lesson.objects.order_by("module__course__key", "module__sort_order", "sort_order", "pk"))
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
        languages = languages_of(cleaned.get("lesson") or self.instance.lesson)
        for message in refusals(
            cleaned["kind"], cleaned["text"], cleaned["why"], _options(formset), languages=languages
        ):
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

"""The CMS's forms of a course and of the page of a lesson."""

from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import WagtailAdminPageForm

from coalition.pages.deleting import counted
from coalition.pages.languages import listed
from coalition.pages.made import MakesWord, word_of
from coalition.pages.stale import KnowsItsVersion
from coalition.pages.words import in_language
from webinars.courses.lessons.models import Lesson


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

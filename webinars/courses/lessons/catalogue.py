"""A course as its readers see it: modules, lessons, and their pages in one language, by four queries."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from coalition.pages.skeleton import path_of
from coalition.pages.words import in_language

from .models import Course, Lesson, Module
from .pages import CoursePage, LessonPage


@dataclass(frozen=True)
class LessonIn:
    """A lesson and its published page in one language; None where there is none. `number` counts in the course."""

    lesson: Lesson
    number: int
    page: LessonPage | None

    @property
    def title(self) -> str:
        """The title of the page; of a lesson without one, its short name."""
        return self.page.title if self.page else self.lesson.key

    @property
    def url(self) -> str:
        """The address of the public page; "" without one."""
        return path_of(self.page) if self.page else ""


@dataclass(frozen=True)
class ModuleIn:
    """A module: its words in one language, and its lessons."""

    module: Module
    number: int
    name: str
    summary: str
    lessons: list[LessonIn]

    @property
    def shown(self) -> list[LessonIn]:
        """The lessons that have a page."""
        return [one for one in self.lessons if one.page]

    @property
    def minutes(self) -> int:
        """How long its lessons take."""
        return sum(one.lesson.minutes for one in self.lessons)


@dataclass(frozen=True)
class CourseIn:
    """A course in one language."""

    course: Course
    page: CoursePage | None
    modules: list[ModuleIn]

    @cached_property
    def lessons(self) -> list[LessonIn]:
        """Every lesson, in order."""
        return [lesson for module in self.modules for lesson in module.lessons]

    @property
    def minutes(self) -> int:
        """How long the course takes."""
        return sum(module.minutes for module in self.modules)

    @property
    def first(self) -> LessonIn | None:
        """The first lesson that has a page."""
        return next((one for one in self.lessons if one.page), None)

    @property
    def url(self) -> str:
        """The address of the public page; "" without one."""
        return path_of(self.page) if self.page else ""

    def lesson(self, key: int) -> LessonIn | None:
        """Return the lesson of the primary key `key`."""
        return next((one for one in self.lessons if one.lesson.pk == key), None)

    def named(self, key: str) -> LessonIn | None:
        """Return the lesson with the short name `key`."""
        return next((one for one in self.lessons if one.lesson.key == key), None)

    def module_of(self, key: int) -> ModuleIn | None:
        """Return the module of the lesson with the primary key `key`."""
        return next((module for module in self.modules if any(one.lesson.pk == key for one in module.lessons)), None)

    def around(self, key: int) -> dict[str, LessonIn | ModuleIn | None]:
        """Return the module of a lesson, and the nearest lessons with a page before and after it."""
        places = [one.lesson.pk for one in self.lessons]
        place = places.index(key)
        before = [one for one in self.lessons[:place] if one.page]
        after = [one for one in self.lessons[place + 1 :] if one.page]
        return {
            "module": self.module_of(key),
            "previous": before[-1] if before else None,
            "next": after[0] if after else None,
        }


def course_in(course: Course, language: str, *, published: bool = False) -> CourseIn:
    """Return `course` with its modules, lessons and published pages in `language`: four queries.

    With `published`, only lessons that have a published page in some language, and the modules of those.
    """
    rows = list(course.modules.order_by("sort_order", "pk"))
    kept = {"pages__live": True} if published else {}
    lessons = list(Lesson.objects.filter(module__in=rows, **kept).distinct().order_by("sort_order", "pk"))
    if published:
        rows = [row for row in rows if any(lesson.module_id == row.pk for lesson in lessons)]
    texts = LessonPage.objects.live().filter(lesson__in=lessons, locale__language_code=language)
    pages = {page.lesson_id: page for page in texts.only("title", "url_path", "summary", "lesson")}
    numbers = iter(range(1, len(lessons) + 1))
    modules = [
        ModuleIn(
            module,
            place,
            in_language(module.names, language) or module.key,
            in_language(module.summaries, language),
            [
                LessonIn(lesson, next(numbers), pages.get(lesson.pk))
                for lesson in lessons
                if lesson.module_id == module.pk
            ],
        )
        for place, module in enumerate(rows, start=1)
    ]
    own = CoursePage.objects.live().filter(course=course, locale__language_code=language)
    return CourseIn(course, own.only("title", "url_path", "summary", "course").first(), modules)


def page_of(lesson: Lesson, language: str) -> LessonPage | None:
    """Return the whole published page of `lesson` in `language`, else in English, else None: one query."""
    pages = LessonPage.objects.live().filter(lesson=lesson, locale__language_code__in=[language, "en"])
    found = {page.locale.language_code: page for page in pages.select_related("locale", "lesson__replay")}
    return found.get(language) or found.get("en")


def of_course_page(page: CoursePage) -> dict[str, Any]:
    """Return what the page of a course shows of it."""
    return {"course_in": course_in(page.course, page.locale.language_code)}


def of_lesson_page(page: LessonPage) -> dict[str, Any]:
    """Return what the page of a lesson shows of its course: where the lesson stands in it."""
    found = course_in(page.course, page.locale.language_code)
    return {"course_in": found, "here": found.lesson(page.lesson_id), "around": found.around(page.lesson_id)}

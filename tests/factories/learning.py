"""Somebody who learns, and what they answer."""

import uuid
from typing import Any

from tests.factories.courses import course_page, lesson_page, lessons_of, make_course, make_question
from webinars.courses import quiz_marks, services
from webinars.courses.models import Course, Enrolment, Lesson, QuizQuestion

KINDS = ("one", "several", "truth", "order", "matching")


def small_course(*, lessons: int = 2, kinds: tuple[str, ...] = ("one", "truth"), **facts: Any) -> Course:
    """Return a course of one module, each lesson with a question of each of `kinds`."""
    course = make_course(modules=1, lessons=lessons, **facts)
    for lesson in lessons_of(course):
        for kind in kinds:
            make_question(lesson, kind)
    return course


def with_pages(course: Course, *languages: str) -> Course:
    """Give `course` and its lessons pages in each of `languages`, the first English."""
    first: dict[Any, Any] = {}
    for language in ("en", *languages):
        page = course_page(course, language, translation_of=first.get("course"))
        first.setdefault("course", page)
        for lesson in lessons_of(course):
            own = lesson_page(lesson, page, translation_of=first.get(lesson.pk), title=f"{lesson.key} in {language}")
            first.setdefault(lesson.pk, own)
    return course


def enrolled(course: Course, **facts: Any) -> Enrolment:
    """Return an enrolment in `course`: without an address unless one is given."""
    return Enrolment.objects.create(course=course, **{"language": "en"} | facts)


def right(question: QuizQuestion) -> list[str]:
    if question.kind == "truth":
        return ["true" if question.is_true else "false"]
    options = quiz_marks.options_of(question)
    chosen = [one for one in options if one.is_right] if question.kind in ("one", "several") else options
    return [str(option.pk) for option in chosen]


def wrong(question: QuizQuestion) -> list[str]:
    if question.kind == "truth":
        return ["false" if question.is_true else "true"]
    return [str(option.pk) for option in quiz_marks.options_of(question)][::-1]


def hand_in(enrolment: Enrolment, lesson: Lesson, *, key: uuid.UUID | None = None, but: tuple[str, ...] = ()) -> bool:
    """Answer the questions of `lesson` right, those of the kinds `but` wrong."""
    given = {one.pk: wrong(one) if one.kind in but else right(one) for one in lesson.questions.all()}
    return services.hand_in(enrolment=enrolment, lesson=lesson, given=given, key=key or uuid.uuid4())


def as_form(lesson: Lesson, *, but: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return what the form of `lesson` sends for the right answers, those of the kinds `but` wrong."""
    sent: dict[str, Any] = {}
    for question in lesson.questions.all():
        keys = wrong(question) if question.kind in but else right(question)
        name, options = f"q{question.pk}", quiz_marks.options_of(question)
        if question.kind == "order":
            sent |= {f"{name}_{key}": str(place) for place, key in enumerate(keys, start=1)}
        elif question.kind == "matching":
            sent |= {f"{name}_{option.pk}": key for option, key in zip(options, keys, strict=True)}
        else:
            sent[name] = keys
    return sent

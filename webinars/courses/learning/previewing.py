"""A lesson as who learns sees it, for its editors: with an enrolment that is never saved, and nothing is kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from webinars.courses.lessons.catalogue import LessonIn, course_in
from webinars.courses.lessons.pages import LessonPage
from webinars.courses.quizzes import marking
from webinars.courses.quizzes.models import QuizQuestion

from . import telling
from .forms import LessonForm
from .models import Enrolment
from .words import titles_of

BEFORE, AFTER = "learner", "learner-answered"
NAMES = {BEFORE: _("As a learner, before answering"), AFTER: _("As a learner, after answering")}
Kind = QuizQuestion.Kind


def offer() -> None:
    """Let editors see a lesson as who learns does, before and after they answered."""
    LessonPage.preview_modes += NAMES.items()
    LessonPage.previews |= {
        BEFORE: lambda page, request: shown(page, request, is_answered=False),
        AFTER: lambda page, request: shown(page, request, is_answered=True),
    }


def shown(page: LessonPage, request: HttpRequest, *, is_answered: bool) -> HttpResponse:
    """Return the page of a learner with the words of `page` as they are typed; its form takes nothing.

    With `is_answered`, every second question stands as answered right, the others as not yet.
    """
    language = page.locale.language_code
    enrolment = Enrolment(course=page.course, language=language)
    title, is_neutral = titles_of(enrolment.course, language)
    course = course_in(enrolment.course, language)
    place = [one.lesson.pk for one in course.lessons].index(page.lesson_id)
    questions = list(page.lesson.questions.prefetch_related("options"))
    told = [_example(question, place % 2 == 1, language) for place, question in enumerate(questions)]
    context: dict[str, Any] = {
        "title": title,
        "own_url": "#",
        "neutral": is_neutral or page.neutral_title,
        "here": LessonIn(page.lesson, place + 1, page),
        "module": course.module_of(page.lesson_id),
        "lessons": len(course.lessons),
        "next_lesson": next(iter(course.lessons[place + 1 :]), None),
        "next_url": "#",
        "done": is_answered,
        "told": told if is_answered else [],
        "right": sum(one.is_right for one in told),
        "questions": questions,
        "form": LessonForm(request=request, enrolment=enrolment, questions=questions, given={}),
        "lesson_page": page,
        "is_preview": True,
    }
    return render(request, "webinars/courses/learning/lesson.html", context)


def _example(question: QuizQuestion, is_right: bool, language: str) -> telling.Told:
    return telling.in_full(question, _given(question, is_right=is_right), language, was_right=is_right)


def _given(question: QuizQuestion, *, is_right: bool) -> list[str]:
    """Return an answer to `question` that is right, or one that is not."""
    if question.kind == Kind.TRUTH:
        return [marking.TRUE if question.is_true == is_right else marking.FALSE]
    options = marking.options_of(question)
    if question.kind in (Kind.ONE, Kind.SEVERAL):
        chosen = [option for option in options if option.is_right == is_right]
        options = chosen if is_right else chosen[:1]
    elif not is_right:
        options = options[::-1]
    return [str(option.pk) for option in options]

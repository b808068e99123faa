"""A course and its lessons as who learns sees them, for editors. The enrolment is never saved: nothing is kept."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from webinars.courses.lessons.catalogue import LessonIn, course_in
from webinars.courses.lessons.pages import CoursePage, LessonPage
from webinars.courses.quizzes import marking
from webinars.courses.quizzes.models import QuizQuestion

from . import telling
from .forms import LessonForm
from .models import Enrolment
from .progress import Step, score_of
from .words import titles_of

BEFORE, AFTER = "learner", "learner-answered"
NAMES = {BEFORE: _("As a learner, before answering"), AFTER: _("As a learner, after answering")}
BEGUN, FINISHED = "learner", "learner-finished"
NAMES_OF_COURSE = {BEGUN: _("As a learner, at the beginning"), FINISHED: _("As a learner, at the end")}
Kind = QuizQuestion.Kind


def offer() -> None:
    """Let editors see a lesson as who learns does, before and after they answered, and a course at both its ends."""
    CoursePage.preview_modes += NAMES_OF_COURSE.items()
    CoursePage.previews |= {
        BEGUN: lambda page, request: overview(page, request, is_finished=False),
        FINISHED: lambda page, request: overview(page, request, is_finished=True),
    }
    LessonPage.preview_modes += NAMES.items()
    LessonPage.previews |= {
        BEFORE: lambda page, request: shown(page, request, is_answered=False),
        AFTER: lambda page, request: shown(page, request, is_answered=True),
    }


def overview(page: CoursePage, request: HttpRequest, *, is_finished: bool) -> HttpResponse:
    """Return a learner's own page of the course with the words of `page` as they are typed; its links lead nowhere.

    With `is_finished`, every lesson is done and every question answered right, else none.
    """
    language = page.locale.language_code
    enrolment = Enrolment(course=page.course, language=language, finished_at=timezone.now() if is_finished else None)
    course = course_in(page.course, language, published=True)
    asked = dict(
        QuizQuestion.objects.filter(lesson__module__course=page.course_id)
        .order_by().values_list("lesson").annotate(Count("pk"))
    )  # fmt: skip
    done = {
        one.lesson.pk: Step(is_finished, asked.get(one.lesson.pk, 0), asked.get(one.lesson.pk, 0) * is_finished)
        for one in course.lessons
    }
    modules: list[dict[str, Any]] = [
        {"module": module,
         "lessons": [{"lesson": one, "url": "#", "step": done[one.lesson.pk]} for one in module.lessons]}
        for module in course.modules
    ]  # fmt: skip
    context = {
        "enrolment": enrolment,
        "title": page.title,
        "own_url": "#",
        "neutral": page.neutral_title,
        "modules": modules,
        "score": score_of(done, page.course.pass_mark),
        "next": None if is_finished else {"url": "#"},
        "is_preview": True,
    }
    return render(request, "webinars/courses/learning/overview.html", context)


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

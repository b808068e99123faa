"""A lesson for who learns: its words, its questions as a form, and what was answered. A GET changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from coalition.pages.words import in_language
from coalition.privacy.decorators import private_page
from coalition.privacy.origins import takes_no_cookie
from webinars.courses.learning import services
from webinars.courses.learning.forms import LessonForm
from webinars.courses.learning.models import Enrolment
from webinars.courses.learning.own_views import about, lesson_named, lesson_path, own_page
from webinars.courses.pages import CourseIn, LessonIn, course_in, page_of
from webinars.courses.quizzes import marking
from webinars.courses.quizzes.models import QuizQuestion

LOOK = "look"  # the name of the buttons that show what is chosen in another language, and keep nothing


@dataclass(frozen=True)
class Told:
    """One question with what was given last. `was_right`: it was answered right at some time, and counts."""

    question: QuizQuestion
    given: list[Any]
    words: list[marking.Part]
    answer: list[marking.Part]
    text: str
    why: str
    is_right: bool
    was_right: bool


def answered(enrolment: Enrolment, questions: Sequence[QuizQuestion], language: str) -> list[Told]:
    """Return what `enrolment` answered to each of `questions`, in their order; those left open are left out."""
    rows = {row.question_id: row for row in enrolment.answers.filter(question__in=questions)}
    return [
        Told(
            question=question,
            given=row.given,
            words=in_words(question, row.given, language),
            answer=marking.right_answer(question, language),
            text=in_language(question.text, language),
            why=in_language(question.why, language),
            is_right=marking.is_right(question, row.given),
            was_right=row.is_right,
        )
        for question in questions
        if (row := rows.get(question.pk))
    ]


def in_words(question: QuizQuestion, given: list[Any], language: str) -> list[marking.Part]:
    """Return what was `given` in words of `language`, in parts; answers that are there no more are left out."""
    if question.kind == QuizQuestion.Kind.TRUTH:
        yes, no = marking.true_and_false(language)
        return [marking.Part(yes if given == [marking.TRUE] else no)]
    options = marking.options_of(question)
    by_key = {str(option.pk): option for option in options}
    chosen = [by_key[str(key)] for key in given if str(key) in by_key]
    if question.kind == QuizQuestion.Kind.MATCHING:
        return [
            marking.Part(in_language(line.text, language), in_language(match.match, language))
            for line, match in zip(options, chosen, strict=False)
        ]
    return [marking.Part(in_language(option.text, language)) for option in chosen]


@takes_no_cookie
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def lesson(request: HttpRequest, enrolment: Enrolment, lesson: str) -> HttpResponse:
    """Show a lesson with its questions or what was answered; take answers, also of a page that was offline."""
    language = get_language() or "en"
    course = course_in(enrolment.course, language, published=True)
    here = lesson_named(course, lesson)
    questions = list(here.lesson.questions.prefetch_related("options"))
    told = answered(enrolment, questions, language)
    form = _form(request, enrolment, questions, told)
    if form.is_bound and form.is_valid():
        try:
            services.hand_in(enrolment=enrolment, lesson=here.lesson, given=form.given(), key=form.cleaned_data["key"])
        except Enrolment.DoesNotExist:  # left meanwhile
            raise Http404 from None
        return HttpResponseRedirect(f"{request.path}#answers")
    shows_answers = request.method != "POST" and "again" not in request.GET
    page = page_of(here.lesson, language)
    common = about(enrolment, language)
    context = {
        **common,
        **_places(enrolment, course, here, language),
        "done": enrolment.completions.filter(lesson=here.lesson).exists(),
        "told": told if shows_answers and len(told) == len(questions) else [],
        "right": sum(one.is_right for one in told),
        "questions": questions,
        "form": form,
        "lesson_page": page,
        "neutral": common["neutral"] or (page is not None and page.neutral_title),
    }
    response = render(request, "webinars/courses/learning/lesson.html", context, status=form.status)
    if page is not None:
        page.let_play(response)  # its recording
    return response


def _form(request: HttpRequest, enrolment: Enrolment, questions: list[QuizQuestion], told: list[Told]) -> LessonForm:
    """Return the form: as it was sent, as it is looked at in another language, or with what was answered before."""
    about_it: dict[str, Any] = {"request": request, "enrolment": enrolment, "questions": questions}
    if request.method != "POST":
        return LessonForm(**about_it, given={one.question.pk: one.given for one in told})
    sent = LessonForm(request.POST, **about_it, given={})
    return LessonForm(initial=sent.as_typed(), **about_it, given={}) if LOOK in request.POST else sent


def _places(enrolment: Enrolment, course: CourseIn, here: LessonIn, language: str) -> dict[str, Any]:
    place = course.lessons.index(here)
    before, after = course.lessons[:place], course.lessons[place + 1 :]
    return {
        "here": here,
        "module": course.module_of(here.lesson.pk),
        "lessons": len(course.lessons),
        "previous_url": lesson_path(enrolment, before[-1], language) if before else "",
        "next_lesson": after[0] if after else None,
        "next_url": lesson_path(enrolment, after[0], language) if after else "",
    }

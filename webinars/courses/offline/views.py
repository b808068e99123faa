"""What a device asks for to keep a module: the worker, a list, and the pages themselves. Nothing is changed here."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from coalition.pages.service_workers import worker_script
from coalition.privacy.decorators import private_page
from webinars.courses.bundles.leaves import standalone
from webinars.courses.learning.forms import LessonForm
from webinars.courses.learning.models import Enrolment
from webinars.courses.learning.own_views import about, lesson_named, lesson_path, own_page
from webinars.courses.pages import CourseIn, course_in, page_of
from webinars.courses.quizzes.marking import questions_of

from . import keeping

WORKER = "webinars/offline/worker.js"


@private_page
@require_safe
@own_page
def worker(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """Give the service worker of one learner. It stands in their folder, so that it can serve no other address."""
    return HttpResponse(worker_script(WORKER), content_type="text/javascript; charset=utf-8")


@private_page
@require_safe
@own_page
def module(request: HttpRequest, enrolment: Enrolment, module: str) -> HttpResponse:
    """Give the list of what a device keeps of a module; 404 where there is none any more: the device forgets it."""
    return JsonResponse(keeping.listed(enrolment, module))


@private_page
@require_safe
@own_page
def overview(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """Give one's own page as a device keeps it: lessons without code, answers or progress."""
    course = course_in(enrolment.course, get_language() or "en", published=True)
    rows = [
        {"module": one, "lessons": [(lesson, keeping.name_of(enrolment, lesson)) for lesson in one.lessons]}
        for one in course.modules
    ]
    return _kept(request, "overview", enrolment, {"rows": rows, "languages": keeping.ways(enrolment)})


@private_page
@require_safe
@own_page
def lesson(request: HttpRequest, enrolment: Enrolment, lesson: str) -> HttpResponse:
    """Give a lesson as a device keeps it: words, what is said in its recording, and its questions without answers."""
    language = get_language() or "en"
    course = course_in(enrolment.course, language, published=True)
    here = lesson_named(course, lesson)
    questions = questions_of(here.lesson)
    initial = {"key": ""}  # the worker writes one, a new one each time that it shows the page
    name = keeping.name_of(enrolment, here)
    page = page_of(here.lesson, language)
    context = {
        "here": here,
        "name": name,
        "module": course.module_of(here.lesson.pk),
        "lessons": len(course.lessons),
        "next_name": _next_name(enrolment, course, here.lesson.pk),
        "questions": questions,
        "form": LessonForm(request=request, enrolment=enrolment, questions=questions, given={}, initial=initial),
        "action": lesson_path(enrolment, here, language),
        "languages": keeping.ways(enrolment, name),
        "lesson_page": page,
        "body": standalone(str(page.body)) if page else "",
        "said": page.said if page else [],
    }
    return _kept(request, "lesson", enrolment, context)


def _next_name(enrolment: Enrolment, course: CourseIn, lesson: int) -> str:
    """Return the name of the next lesson of the same module, which is kept too; "" after the last one."""
    module = course.module_of(lesson)
    after = [one for one in module.lessons if one.number > course.lesson(lesson).number] if module else []  # type: ignore[union-attr]
    return keeping.name_of(enrolment, after[0]) if after else ""


def _kept(request: HttpRequest, name: str, enrolment: Enrolment, context: dict[str, Any]) -> HttpResponse:
    common = about(enrolment, get_language() or "en")
    page = context.get("lesson_page")
    common["neutral"] = common["neutral"] or (page is not None and page.neutral_title)
    return render(request, f"webinars/courses/offline/{name}.html", common | context)

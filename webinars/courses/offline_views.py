"""What a device keeps of a module where its learner asks for that: decision 0013-leaving-is-measured."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import get_language, get_language_info, override
from django.views.decorators.http import require_safe

from coalition import dates
from coalition.pages.navigation import LanguageLink
from coalition.pages.views import worker_script
from coalition.privacy.decorators import private_page

from .bundle_pages import standalone
from .enrolment import own_path
from .forms import LessonForm
from .models import Enrolment
from .own_views import about, lesson_named, lesson_path, own_page
from .pages import CourseIn, LessonIn, course_in, page_of
from .quiz_marks import questions_of

KEPT_FOR = timedelta(days=30)
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
OWN_SCRIPTS = ("webinars/offline/device.js", "webinars/learning/keep.js")
SCRIPTS = ("js/quick-exit.js", "js/local-time.js", "js/typed.js", "js/navigation.js", *OWN_SCRIPTS)
FONTS = ("atkinson-hyperlegible-next-latin", "atkinson-hyperlegible-next-latin-ext", "noto-sans-arabic")
PICTURES = ("img/mark.svg", "img/threads.svg", "img/threads-band.svg")
FILES = ("css/site.css", *SCRIPTS, *PICTURES, *(f"fonts/{name}.woff2" for name in FONTS))


def listed(enrolment: Enrolment, module: str) -> dict[str, Any]:
    """Return what the device fetches to keep the module with the short name `module`, and until when it keeps it.

    Raises Http404.
    """
    course = course_in(enrolment.course, get_language() or LANGUAGES[0], published=True)
    found = next((one for one in course.modules if one.module.key == module), None)
    if found is None:
        raise Http404
    names = [name_of(enrolment, one) for one in found.lessons]
    until = timezone.now() + KEPT_FOR
    pages = [
        {
            "language": code,
            "name": name,
            "url": f"/{code}/learning/offline/{enrolment.token}/{f'{name}/' if name else ''}",
        }
        for code in LANGUAGES
        for name in ("", *names)  # one's own page first
    ]
    return {
        "until": until.isoformat(),
        "days": {language: _in_words(until, language) for language in LANGUAGES},
        "lessons": names,
        "pages": pages,
        "files": [static(name) for name in FILES],
    }


def _in_words(moment: Any, language: str) -> str:
    with override(language):
        return dates.day(moment)


def name_of(enrolment: Enrolment, lesson: LessonIn) -> str:
    return lesson_path(enrolment, lesson, LANGUAGES[0]).rstrip("/").rpartition("/")[2]


def ways(enrolment: Enrolment, name: str = "") -> list[LanguageLink]:
    """Return the page `name` of one's own way in each language, for the choice of languages of a kept page."""
    active, end = get_language(), f"{name}/" if name else ""
    return [
        LanguageLink(code, get_language_info(code)["name_local"], f"{own_path(enrolment, code)}{end}", code == active)
        for code in LANGUAGES
    ]


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
    return JsonResponse(listed(enrolment, module))


@private_page
@require_safe
@own_page
def overview(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """Give one's own page as a device keeps it: lessons without code, answers or progress."""
    course = course_in(enrolment.course, get_language() or "en", published=True)
    rows = [
        {"module": one, "lessons": [(lesson, name_of(enrolment, lesson)) for lesson in one.lessons]}
        for one in course.modules
    ]
    return _kept(request, "overview", enrolment, {"rows": rows, "languages": ways(enrolment)})


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
    name = name_of(enrolment, here)
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
        "languages": ways(enrolment, name),
        "lesson_page": page,
        "body": standalone(str(page.body)) if page else "",
        "said": page.said if page else [],
    }
    return _kept(request, "lesson", enrolment, context)


def _next_name(enrolment: Enrolment, course: CourseIn, lesson: int) -> str:
    """Return the name of the next lesson of the same module, which is kept too; "" after the last one."""
    module = course.module_of(lesson)
    after = [one for one in module.lessons if one.number > course.lesson(lesson).number] if module else []  # type: ignore[union-attr]
    return name_of(enrolment, after[0]) if after else ""


def _kept(request: HttpRequest, name: str, enrolment: Enrolment, context: dict[str, Any]) -> HttpResponse:
    common = about(enrolment, get_language() or "en")
    page = context.get("lesson_page")
    common["neutral"] = common["neutral"] or (page is not None and page.neutral_title)
    return render(request, f"webinars/courses/offline/{name}.html", common | context)

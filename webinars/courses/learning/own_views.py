"""One's own page of a course: how far one is, the code, a copy, and the way out.

A GET changes nothing, no cookie is set, and the token is the proof.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from coalition.privacy.decorators import private_page
from coalition.privacy.origins import takes_no_cookie
from webinars.courses.learning import enrolling, personal_data, services
from webinars.courses.learning.emails import own_path
from webinars.courses.learning.models import Enrolment
from webinars.courses.pages import CourseIn, LessonIn, course_in, titles_of

get_and_post = require_http_methods(["GET", "HEAD", "POST"])


type View = Callable[..., HttpResponse]


def own_page(view: View) -> View:
    """Give `view` the enrolment that its address opens; 404 where there is none."""

    @wraps(view)
    def opened(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        found = Enrolment.objects.for_token(token).select_related("course").first()
        if found is None:
            raise Http404
        return view(request, found, **kwargs)

    return opened


def about(enrolment: Enrolment, language: str) -> dict[str, Any]:
    """Return what every page of `enrolment` shows; its tab is neutral for who is discreet or where an editor wishes."""
    title, is_neutral = titles_of(enrolment.course, language)
    return {
        "enrolment": enrolment,
        "title": title,
        "own_url": own_path(enrolment, language),
        "neutral": enrolment.discreet or is_neutral,
    }


def lesson_path(enrolment: Enrolment, lesson: LessonIn, language: str) -> str:
    """Return the path of a lesson on somebody's way; for who is discreet its number, which says nothing."""
    name = lesson.number if enrolment.discreet else lesson.lesson.key
    return f"{own_path(enrolment, language)}{name}/"


def lesson_named(course: CourseIn, name: str) -> LessonIn:
    """Return the lesson with this short name, or this number in its course; 404 where there is none."""
    found = course.named(name) or next((one for one in course.lessons if str(one.number) == name), None)
    if found is None:
        raise Http404
    return found


@private_page
@require_safe
@own_page
def overview(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """Show how far somebody is, their code, and what is missing for the certificate."""
    language = get_language() or "en"
    course = course_in(enrolment.course, language, published=True)
    done = services.steps(enrolment)
    modules: list[dict[str, Any]] = [
        {"module": module, "lessons": [_entry(enrolment, lesson, done, language) for lesson in module.lessons]}
        for module in course.modules
    ]
    entries = [entry for lines in modules for entry in lines["lessons"]]
    context = {
        **about(enrolment, language),
        "modules": modules,
        "score": services.score_of(done, enrolment.course.pass_mark),
        "next": next((entry for entry in entries if not entry["step"].done), None),
        "course_url": course.url,
        "certificate_url": f"/{language}/learning/certificate/{enrolment.token}/" if enrolment.finished_at else "",
    }
    return render(request, "webinars/courses/learning/overview.html", context)


def _entry(enrolment: Enrolment, lesson: LessonIn, done: dict[int, services.Step], language: str) -> dict[str, Any]:
    step = done.get(lesson.lesson.pk, services.Step(done=False, questions=0, right=0))
    return {"lesson": lesson, "url": lesson_path(enrolment, lesson, language), "step": step}


@takes_no_cookie
@private_page
@get_and_post
@own_page
def renew(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """Ask once more, then give another link and another code; those before open nothing.

    Whoever reads the mailbox of an address that is kept gets in again: the page says so, and offers to forget it.
    """
    language = get_language() or "en"
    if request.method == "POST":
        try:
            renewed = enrolling.renew(enrolment=enrolment, forgets_address="forget" in request.POST)
        except Enrolment.DoesNotExist:  # left meanwhile
            raise Http404 from None
        return HttpResponseRedirect(own_path(renewed, language))
    return render(request, "webinars/courses/learning/renew.html", about(enrolment, language))


@private_page
@require_safe
@own_page
def copy(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """Send what is kept about this learner, as a file whose name says nothing (GDPR article 20)."""
    response = JsonResponse(personal_data.exported(enrolment), json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="data.json"'
    return response


@takes_no_cookie
@private_page
@get_and_post
@own_page
def leave(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """Ask once more, then erase everything at once. Link and code open nothing after that."""
    language = get_language() or "en"
    if request.method == "POST":
        enrolling.leave(enrolment=enrolment)
        return HttpResponseRedirect(f"/{language}/learning/left/")
    return render(request, "webinars/courses/learning/leave.html", about(enrolment, language))


@private_page
@require_safe
def left(request: HttpRequest) -> HttpResponse:
    return render(request, "events/registration_erased.html", {"neutral": True})

"""One's own page of a course: how far one is, the code, a copy, and the way out.

A GET changes nothing, no cookie is set, and the token is the proof.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from coalition.privacy.decorators import private_page
from coalition.privacy.origins import takes_no_cookie
from webinars.courses.lessons.catalogue import LessonIn, course_in

from . import enrolling, personal_data, progress
from .emails import own_path
from .models import Enrolment
from .own import about, lesson_path, offers, own_page

get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@private_page
@require_safe
@own_page
def overview(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """Show how far somebody is, their code, and what is missing for the certificate."""
    language = get_language() or "en"
    course = course_in(enrolment.course, language, published=True)
    done = progress.steps(enrolment)
    modules: list[dict[str, Any]] = [
        {"module": module, "lessons": [_entry(enrolment, lesson, done, language) for lesson in module.lessons]}
        for module in course.modules
    ]
    entries = [entry for lines in modules for entry in lines["lessons"]]
    context = {
        **about(enrolment, language),
        "modules": modules,
        "score": progress.score_of(done, enrolment.course.pass_mark),
        "next": next((entry for entry in entries if not entry["step"].done), None),
        "course_url": course.url,
        "offers": [found for offer in offers if (found := offer(enrolment, language))],
    }
    return render(request, "webinars/courses/learning/overview.html", context)


def _entry(enrolment: Enrolment, lesson: LessonIn, done: dict[int, progress.Step], language: str) -> dict[str, Any]:
    """Return one line of the overview."""
    step = done.get(lesson.lesson.pk, progress.Step(done=False, questions=0, right=0))
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
    """Say that it is erased, and not what it was."""
    return render(request, "events/registration_erased.html", {"neutral": True})

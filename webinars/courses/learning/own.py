"""One's own pages, opened by the secret of their address: how they are found, and what all of them show."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from webinars.courses.lessons.catalogue import CourseIn, LessonIn

from .emails import own_path
from .models import Enrolment
from .words import titles_of

type View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Offer:
    """A button of one's own page that leads to a room above."""

    label: str
    url: str


# Each returns what an enrolment is offered in a language, or None; rooms above add theirs.
offers: list[Callable[[Enrolment, str], Offer | None]] = []


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

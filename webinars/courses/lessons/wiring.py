"""What this room gives to those below; `WebinarsConfig.ready()` calls it."""

from typing import Any

from wagtail.admin.forms.models import register_form_field_override

from coalition.pages.skeleton import path_of
from webinars.models import WebinarsIndexPage
from webinars.replays.models import Replay

from . import catalogue
from .models import Lesson
from .pages import CoursePage, LessonPage


def connect() -> None:
    """Lead from the webinars to the courses; a lesson may have the recording of any event that everybody may watch."""
    WebinarsIndexPage.asides.append(courses_beside)
    CoursePage.extras.append(catalogue.of_course_page)
    LessonPage.extras.append(catalogue.of_lesson_page)
    replay = Lesson._meta.get_field("replay")
    register_form_field_override(type(replay), to=Replay, override=_recordings)


def courses_beside(page: WebinarsIndexPage) -> dict[str, Any]:
    """Return title, summary and address of each course in the language of `page`: one query."""
    pages = CoursePage.objects.live().filter(locale=page.locale_id).order_by("path")
    rows = pages.only("title", "summary", "url_path")
    return {"courses": [{"title": row.title, "summary": row.summary, "url": path_of(row)} for row in rows]}


def _recordings(field: Any) -> dict[str, Any]:
    """Return what a form offers for `field`: of closed events and of those with a neutral address nothing."""
    open_to_all = {"published": True, "event__closed": False, "event__neutral_address": False}
    return {"queryset": Replay.objects.filter(**open_to_all).select_related("event").order_by("-event__start")}

"""What a device keeps of a module where its learner asks for that: decision 0013-leaving-is-measured."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import Http404
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import get_language, get_language_info, override

from coalition import dates
from coalition.pages.navigation import LanguageLink
from webinars.courses.learning.emails import own_path
from webinars.courses.learning.models import Enrolment
from webinars.courses.learning.own_views import lesson_path
from webinars.courses.pages import LessonIn, course_in

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

"""The pages of a bundle: a course and its lessons in each language in which it has a page."""

import base64
import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import unquote, urlsplit

import lxml.html
from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils.translation import get_language_info, override
from wagtail.images import get_image_model

from webinars.courses.lessons.models import Course
from webinars.courses.pages import CourseIn, CoursePage, LessonPage, course_in
from webinars.courses.quizzes import marking
from webinars.replays.models import Transcript
from webinars.replays.transcripts import reading

TEMPLATES = "webinars/courses/bundle"


@dataclass(frozen=True)
class Leaf:
    """One file of a bundle: where it stands in it, and its words."""

    name: str
    content: str


def name_of(number: int) -> str:
    """Return the name of the page of a lesson, the same in every language; it says nothing: `lesson-01.html`."""
    return f"lesson-{number:02}.html"


def leaves(course: Course) -> Iterator[Leaf]:
    """Yield each page of the bundle of `course`: the choice of a language first."""
    courses = {code: course_in(course, code) for code, _name in settings.LANGUAGES}
    there = {code: found for code, found in courses.items() if found.page and found.first}
    yield Leaf("index.html", _render("index", {"courses": _named(there)}))
    for code, found in there.items():
        with override(code):
            yield from _in_language(found, code, there)


def _named(courses: dict[str, CourseIn]) -> list[dict[str, Any]]:
    """Return code, own name, direction and title for each language of `courses`."""
    return [
        {"code": code, "title": found.page.title if found.page else "", **_about(code)}
        for code, found in courses.items()
    ]


def _about(code: str) -> dict[str, str]:
    info = get_language_info(code)
    return {"name": info["name_local"], "direction": "rtl" if info["bidi"] else "ltr"}


def _in_language(found: CourseIn, code: str, there: dict[str, CourseIn]) -> Iterator[Leaf]:
    """Yield the page of a course and those of its lessons, in the active language."""
    about = {"code": code, "course_in": found, **_about(code)}
    page = CoursePage.objects.get(pk=found.page.pk) if found.page else None
    words = standalone(str(page.body)) if page else ""
    ways = [way | {"href": f"../{way['code']}/index.html"} for way in _named(there)]
    yield Leaf(f"{code}/index.html", _render("course", about | {"body": words, "ways": ways, "rows": _rows(found)}))
    pages = LessonPage.objects.live().filter(pk__in=[one.page.pk for one in found.lessons if one.page])
    whole = {row.pk: row for row in pages.select_related("lesson__replay__event", "locale")}
    shown = [one for one in found.lessons if one.page]
    for place, one in enumerate(shown):
        row = whole[one.page.pk]  # type: ignore[union-attr]  # those without a page are not shown
        name = name_of(one.number)
        beside = {
            "previous": shown[place - 1] if place else None,
            "previous_name": _name(shown[place - 1]) if place else "",
            "next": shown[place + 1] if place + 1 < len(shown) else None,
            "next_name": _name(shown[place + 1]) if place + 1 < len(shown) else "",
            "ways": _ways(there, one.lesson.pk, name),
        }
        yield Leaf(f"{code}/{name}", _render("lesson", about | beside | {"here": one} | _lesson(row, code)))


def _name(one: Any) -> str:
    return name_of(one.number)


def _rows(found: CourseIn) -> list[dict[str, Any]]:
    """Return the modules with the name of the page of each lesson."""
    return [
        {"module": module, "lessons": [{"one": one, "href": _name(one)} for one in module.shown]}
        for module in found.modules
    ]


def _ways(there: dict[str, CourseIn], lesson: int, name: str) -> list[dict[str, Any]]:
    """Return where a lesson stands in each language; the page of the course where it has no page."""
    found = []
    for way in _named(there):
        other = there[way["code"]].lesson(lesson)
        found.append(way | {"href": f"../{way['code']}/{name if other and other.page else 'index.html'}"})
    return found


def _lesson(page: LessonPage, language: str) -> dict[str, Any]:
    """Return what the page of a lesson says: its words, its questions, and what is said in its recording."""
    said: list[reading.Paragraph] = []
    if page.video is not None:
        transcripts = Transcript.objects.filter(replay=page.lesson.replay_id, language=language)
        said = [row for one in transcripts for row in reading.paragraphs(one.cues.all())]
    quiz = [marking.shown(question, language) for question in marking.questions_of(page.lesson)]
    return {"page": page, "body": standalone(str(page.body)), "quiz": quiz, "said": said}


def _render(name: str, context: dict[str, Any]) -> str:
    return render_to_string(f"{TEMPLATES}/{name}.html", context | {"site": settings.SITE_URL})


LEFT_OUT = ("script", "iframe", "video", "audio", "form", "link", "object", "embed")
FETCHES = ("srcset", "sizes", "loading", "decoding", "style")


def standalone(html: str) -> str:
    """Return `html`, a fragment: pictures are inside it, links of this site are whole addresses, the rest is gone."""
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    for element in list(root.iter(*LEFT_OUT)):
        element.drop_tree()
    for picture in list(root.iter("img")):
        _take_along(picture)
    for source in list(root.iter("source")):
        source.drop_tree()
    for link in root.iter("a"):
        address = link.get("href", "")
        if address.startswith("/"):
            link.set("href", f"{settings.SITE_URL}{address}")
    inner = [lxml.html.tostring(child, encoding="unicode") for child in root]
    return escape(root.text or "") + "".join(inner)


def _take_along(picture: lxml.html.HtmlElement) -> None:
    """Put the bytes of a picture of this site where its address was; one from elsewhere goes."""
    for name in FETCHES:
        picture.attrib.pop(name, None)
    address = urlsplit(picture.get("src", ""))
    path = unquote(address.path)
    name = path.removeprefix(urlsplit(settings.MEDIA_URL).path)
    try:
        if address.netloc or name == path or not _is_everybodys(name):
            raise FileNotFoundError
        with default_storage.open(name) as file:
            content = base64.b64encode(file.read()).decode()
    except (OSError, SuspiciousFileOperation):
        picture.drop_tree()
        return
    picture.set("src", f"data:{mimetypes.guess_type(name)[0] or 'image/jpeg'};base64,{content}")


def _is_everybodys(name: str) -> bool:
    """Say whether the picture that is stored as `name` stands in a collection that everybody may see."""
    renditions = get_image_model().get_rendition_model().objects.filter(file=name).select_related("image__collection")
    rendition = renditions.first()
    return rendition is not None and not rendition.image.collection.get_view_restrictions()

"""A course as one file of plain pages: it and its lessons in each language in which it has a page."""

import base64
import io
import mimetypes
import zipfile
from collections.abc import Iterator
from html import escape
from typing import Any
from urllib.parse import unquote, urlsplit

import lxml.html
from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language_info, override
from wagtail.images import get_image_model

from coalition.caching.memory import recall

from . import quiz_marks
from .models import Course
from .pages import CourseIn, CoursePage, LessonIn, LessonPage, course_in

INDEX = "index.html"


def bundle(course: Course) -> bytes:
    """Return the bundle of `course`, a zip archive, remembered until a public table changes."""
    return recall(("bundle", course.pk), lambda: _make(course))


def _make(course: Course) -> bytes:
    target, stamp = io.BytesIO(), timezone.now().timetuple()[:6]
    with zipfile.ZipFile(target, "w") as packed:
        readme = render_to_string("webinars/courses/bundle/readme.txt")
        for name, words in (*leaves(course), ("README.txt", readme)):
            packed.writestr(zipfile.ZipInfo(name, stamp), words, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def leaves(course: Course) -> Iterator[tuple[str, str]]:
    """Yield name and words of each page of the bundle of `course`: the choice of a language first."""
    courses = {code: course_in(course, code) for code, _name in settings.LANGUAGES}
    there = {code: found for code, found in courses.items() if found.page and found.first}
    about = {code: _about(code, found) for code, found in there.items()}
    yield INDEX, _render("index", {"courses": list(about.values())})
    for code, found in there.items():
        with override(code):
            yield from _in_language(found, about[code], there, list(about.values()))


def _about(code: str, found: CourseIn) -> dict[str, Any]:
    info = get_language_info(code)
    direction = "rtl" if info["bidi"] else "ltr"
    return {"code": code, "title": found.page.title if found.page else "", "name": info["name_local"],
            "direction": direction}  # fmt: skip


def _in_language(
    found: CourseIn, about: dict[str, Any], there: dict[str, CourseIn], languages: list[dict[str, Any]]
) -> Iterator[tuple[str, str]]:
    """Yield the page of a course and those of its lessons, in the active language."""
    code = about["code"]
    page = CoursePage.objects.get(pk=found.page.pk)  # type: ignore[union-attr]  # it has one
    rows = [
        {"module": module, "lessons": [{"one": one, "href": _name(one)} for one in module.shown]}
        for module in found.modules
    ]
    course = {"course_in": found, "body": standalone(str(page.body)), "rows": rows}
    ways = [way | {"href": f"../{way['code']}/{INDEX}"} for way in languages]
    yield f"{code}/{INDEX}", _render("course", about | course | {"ways": ways})
    shown = [one for one in found.lessons if one.page]
    pages = LessonPage.objects.live().filter(pk__in=[one.page.pk for one in shown if one.page])
    whole = {row.lesson_id: row for row in pages.select_related("lesson__replay__event", "locale")}
    for place, one in enumerate(shown):
        before, after = shown[max(place - 1, 0) : place], shown[place + 1 : place + 2]
        row = whole[one.lesson.pk]
        lesson = {
            "course_in": found,
            "here": one,
            "page": row,
            "body": standalone(str(row.body)),
            "quiz": [quiz_marks.shown(question, code) for question in quiz_marks.questions_of(row.lesson)],
            "said": row.said,
            "previous": before[0] if before else None,
            "previous_name": _name(before[0]) if before else "",
            "next": after[0] if after else None,
            "next_name": _name(after[0]) if after else "",
            "ways": [way | {"href": f"../{way['code']}/{_name_in(there[way['code']], one)}"} for way in languages],
        }
        yield f"{code}/{_name(one)}", _render("lesson", about | lesson)


def _name(one: LessonIn) -> str:
    """Return the name of the page of a lesson, the same in every language; it says nothing: `lesson-01.html`."""
    return f"lesson-{one.number:02}.html"


def _name_in(course: CourseIn, one: LessonIn) -> str:
    """Return the name of the page of a lesson in another language; that of the course where it has no page."""
    other = course.lesson(one.lesson.pk)
    return _name(one) if other and other.page else INDEX


def _render(name: str, context: dict[str, Any]) -> str:
    return render_to_string(f"webinars/courses/bundle/{name}.html", context | {"site": settings.SITE_URL})


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

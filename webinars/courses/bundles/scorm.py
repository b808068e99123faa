"""A course as a package for learning platforms: SCORM 1.2 (ADL, 2001), one package for each language.

Each lesson is a SCO: it tells the platform that it was begun, what share of its questions was right, and that it is
done. The platform knows who learns; nothing comes back to this site.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import get_language_info, override

from coalition.pages.words import in_language
from webinars.courses.lessons.catalogue import CourseIn, LessonIn, course_in
from webinars.courses.lessons.models import Course
from webinars.courses.lessons.pages import LessonPage
from webinars.courses.quizzes import marking, showing
from webinars.courses.quizzes.models import QuizOption, QuizQuestion

from .leaves import TEMPLATES, name_of
from .packing import archive
from .standalone import standalone

MANIFEST, SCRIPT = "imsmanifest.xml", "scorm.js"
Kind = QuizQuestion.Kind
SEED = "package"
ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)  # what its files say of their time: equal courses give equal packages


def package(course: Course, language: str) -> bytes:
    """Return the package of `course` in `language`, a zip archive. Raises LookupError where it has no page there."""
    found = course_in(course, language)
    shown = [one for one in found.lessons if one.page]
    if found.page is None or not shown:
        raise LookupError(language)
    with override(language):
        files = {name_of(one.number, one.lesson.key): _lesson(one, found, language).encode() for one in shown}
        manifest = render_to_string(f"{TEMPLATES}/{MANIFEST}", _manifest(found, language))
    return archive({MANIFEST: manifest.encode(), **files, SCRIPT: _script()}, ALWAYS)


def _script() -> bytes:
    path = finders.find(f"webinars/{SCRIPT}")
    if not isinstance(path, str):
        raise FileNotFoundError(SCRIPT)
    return Path(path).read_bytes()


def _manifest(found: CourseIn, language: str) -> dict[str, Any]:
    rows = [
        {
            "module": module,
            "lessons": [{"one": one, "href": name_of(one.number, one.lesson.key)} for one in module.shown],
        }
        for module in found.modules
        if module.shown
    ]
    return {"course_in": found, "language": language, "rows": rows, "script": SCRIPT}


def _leaf(one: LessonIn) -> dict[str, Any]:
    return {"one": one, "href": name_of(one.number, one.lesson.key)}


def _lesson(one: LessonIn, found: CourseIn, language: str) -> str:
    """Return the page of a lesson as a SCO, in the active language."""
    page = LessonPage.objects.select_related("lesson", "locale").get(pk=one.page.pk if one.page else None)
    questions = list(asked(showing.questions_of(one.lesson), language))
    info = get_language_info(language)
    context = {
        "code": language,
        "direction": "rtl" if info["bidi"] else "ltr",
        "course_in": found,
        "here": one,
        "page": page,
        "body": standalone(str(page.body)),
        "questions": questions,
        "answers": json.dumps({row["name"]: row["right"] for row in questions}),
    }
    return render_to_string(f"{TEMPLATES}/sco.html", context)


def asked(questions: list[QuizQuestion], language: str) -> Iterator[dict[str, Any]]:
    """Yield each question as its form needs it: `right` is what its fields hold when it is answered right."""
    for number, question in enumerate(questions, start=1):
        shown = showing.shown(question, language)
        row = {"name": f"q{number}", "kind": question.kind, "shown": shown}
        yield row | {"fields": list(_fields(question, shown, language)), "right": _right(question)}


def _fields(question: QuizQuestion, shown: showing.Shown, language: str) -> Iterator[dict[str, Any]]:
    """Yield what can be chosen: a value and its words; to put in order and to match, with what is chosen from."""
    if question.kind == Kind.TRUTH:
        yield {"value": marking.TRUE, "text": shown.words_true}
        yield {"value": marking.FALSE, "text": shown.words_false}
        return
    options = marking.options_for(question, SEED)
    choices = _choices(question, options, language)
    for option in options:
        yield {"value": str(option.pk), "text": in_language(option.text, language), "choices": choices}


def _choices(question: QuizQuestion, options: list[QuizOption], language: str) -> list[tuple[str, str]]:
    if question.kind == Kind.ORDER:
        return [(str(place), str(place)) for place in range(1, len(options) + 1)]
    if question.kind == Kind.MATCHING:
        matches = marking.matches_for(question, SEED)
        return [(str(option.pk), in_language(option.match, language)) for option in matches]
    return []


def _right(question: QuizQuestion) -> dict[str, str] | list[str]:
    """Return the values to choose; to put in order and to match, the right choice for each value."""
    options = marking.options_of(question)
    if question.kind == Kind.TRUTH:
        return [marking.TRUE if question.is_true else marking.FALSE]
    if question.kind == Kind.ORDER:
        return {str(option.pk): str(place) for place, option in enumerate(options, start=1)}
    if question.kind == Kind.MATCHING:
        return {str(option.pk): str(option.pk) for option in options}
    return [str(option.pk) for option in options if option.is_right]

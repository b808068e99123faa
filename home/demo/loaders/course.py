"""The online course: its lessons and their pages in each language, and the questions."""

from functools import partial
from typing import Any

from django.db import transaction

from coalition.pages.words import in_language
from home.demo import reading
from home.site_tree import Translations, add_page
from home.words import blocks
from webinars.courses.lessons.models import Course, Lesson, Module
from webinars.courses.pages import CoursePage, LessonPage
from webinars.courses.quizzes.models import QuizOption, QuizQuestion
from webinars.replays.models import Replay

from .documents import document_of
from .events import uid_of

SLUG = "course"


@transaction.atomic
def load(content: dict[str, Any], home: Translations) -> None:
    """Make the courses of `content` that are missing, with a page for each language below `home`."""
    for item in content["course"]:
        if Course.objects.filter(key=item["key"]).exists():
            continue
        course = Course.objects.create(key=item["key"], pass_mark=item["pass_mark"])
        parents = add_page(home, CoursePage, SLUG, partial(_course, item, course))
        for place, module in enumerate(item["module"]):
            _load_module(course, parents, module, place)


def _load_module(course: Course, parents: Translations, item: dict[str, Any], place: int) -> None:
    module = Module.objects.create(
        course=course, key=item["key"], names=item["title"], summaries=item["summary"], sort_order=place
    )
    for order, row in enumerate(reading.read(f"course/{item['key']}")["lesson"]):
        replay = Replay.objects.filter(event__uid=uid_of(row["video"])).first() if "video" in row else None
        lesson = Lesson.objects.create(
            module=module, key=row["key"], minutes=row["minutes"], sort_order=order, replay=replay
        )
        add_page(parents, LessonPage, lesson.key, partial(_lesson, row, lesson))
        for number, question in enumerate(row["question"]):
            _load_question(lesson, question, number)


def _load_question(lesson: Lesson, item: dict[str, Any], place: int) -> None:
    question = QuizQuestion.objects.create(
        lesson=lesson, key=item["key"], kind=item["kind"], text=item["text"], why=item["why"],
        is_true=item.get("right", False), sort_order=place,
    )  # fmt: skip
    QuizOption.objects.bulk_create(
        QuizOption(question=question, text=option["text"], is_right=option.get("right", False),
                   match=option.get("match", {}), sort_order=order)
        for order, option in enumerate(item.get("option", []))
    )  # fmt: skip


def _course(item: dict[str, Any], course: Course, language: str) -> dict[str, Any]:
    return _words(item, language) | {"course": course}


def _lesson(item: dict[str, Any], lesson: Lesson, language: str) -> dict[str, Any]:
    sources = [
        ("source", {"publisher": "", "year": None, "url": "", "language": "en"} | source) for source in item["source"]
    ]
    reflection = in_language(item["reflection"], language).strip()
    words = _words(item, language)
    if "download" in item:
        document = document_of(item["download"]["file"], language)
        files = {"title": item["download"][language], "files": [{"document": document, "title": ""}]}
        words["body"].append(("files", files))
    return words | {"lesson": lesson, "reflection": reflection, "sources": sources}


def _words(item: dict[str, Any], language: str) -> dict[str, Any]:
    summary = item["summary"][language].strip()
    return {
        "title": item["title"][language],
        "summary": summary,
        "search_description": summary[:250],
        "body": blocks(item["body"][language]),
    }

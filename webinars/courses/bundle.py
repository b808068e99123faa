"""A course as one file of plain pages, kept on the disk."""

import hashlib
import io
import json
import threading
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.storage.base import Storage
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import CollectionViewRestriction

from webinars.replays.models import Passage, Replay

from .bundle_pages import leaves
from .models import Course, Lesson, Module, QuizOption, QuizQuestion
from .pages import CoursePage, LessonPage

FOLDER = "courses"  # within the private storage
EDITION = 2  # of the templates: raised when the files of an archive are to be made anew
_making = threading.Lock()  # one at a time in a process: the others find what it made
OLDEST = datetime(1980, 1, 1, tzinfo=UTC)  # that an archive can say


def bundle(course: Course) -> bytes:
    """Return the bundle of `course`, a zip archive, made once for each state of it."""
    storage = storages["private"]
    name = f"{FOLDER}/bundle-{course.pk}-{state_of(course)}.zip"
    found = _read(storage, name)
    if found is not None:
        return found
    with _making:
        found = _read(storage, name)
        if found is not None:
            return found
        content = _make(course)
        _forget(storage, f"bundle-{course.pk}-")
        storage.save(name, ContentFile(content))
    return content


def _make(course: Course) -> bytes:
    files = {name: words.encode() for name, words in leaves(course)}
    return archive(
        files | {"README.txt": render_to_string("webinars/courses/bundle/readme.txt").encode()}, timezone.now()
    )


def archive(files: Mapping[str, bytes], moment: datetime) -> bytes:
    target = io.BytesIO()
    stamp = max(moment, OLDEST).timetuple()[:6]
    with zipfile.ZipFile(target, "w") as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name, stamp), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _read(storage: Storage, name: str) -> bytes | None:
    try:
        with storage.open(name) as file:
            return bytes(file.read())
    except FileNotFoundError:
        return None


def _forget(storage: Storage, start: str) -> None:
    """Delete what is kept of earlier states."""
    try:
        _folders, files = storage.listdir(FOLDER)
    except FileNotFoundError:
        return
    for name in files:
        if name.startswith(start):
            storage.delete(f"{FOLDER}/{name}")


def state_of(course: Course) -> str:
    """Return a digest of everything that the archives of `course` say: ten queries, however long it is."""
    lessons = Lesson.objects.filter(module__course=course)
    replays = Replay.objects.filter(lessons__in=lessons)
    questions = QuizQuestion.objects.filter(lesson__in=lessons)
    closed = list(CollectionViewRestriction.objects.order_by("pk").values_list("pk", "collection__path"))
    rows: list[Any] = [
        [EDITION, settings.SITE_URL, course.pass_mark],
        _values(CoursePage.objects.live().filter(course=course), "pk", "title", "summary", "live_revision_id"),
        _values(LessonPage.objects.live().filter(lesson__in=lessons), "pk", "title", "summary", "live_revision_id",
                "last_published_at", "neutral_title"),
        _values(Module.objects.filter(course=course), "pk", "key", "names", "summaries", "sort_order"),
        _values(lessons, "pk", "minutes", "sort_order", "module_id", "replay_id"),
        _values(questions, "pk", "kind", "text", "why", "is_true", "sort_order"),
        _values(QuizOption.objects.filter(question__in=questions), "pk", "text", "match", "is_right", "sort_order"),
        _values(replays, "pk", "published", "event__closed", "event__neutral_address", "event__state"),
        _values(Passage.objects.filter(transcript__replay__in=replays), "pk", "rows"),
        closed,
        _values(get_image_model().objects.all(), "pk", "collection_id") if closed else [],
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(rows, cls=DjangoJSONEncoder).encode()).hexdigest()[:32]


def _values(rows: Any, *fields: str) -> list[Any]:
    return list(rows.order_by("pk").values_list(*fields))

"""The demonstration's library has real files: read by the reader of uploads, in each language."""

import pytest

from coalition.languages.names import fold
from coalition.uploads import sandbox
from coalition.uploads.files import inspect_file
from home.demo.content_files import read
from home.demo.loaders.pages import file_of

pytestmark = pytest.mark.attack

WRITTEN = read("documents")["document"]
FILES = [
    (key, language, kind)
    for key, item in WRITTEN.items()
    for language in ("en", "fr", "es", "ar")
    if language in item
    for kind in filter(None, (item["kind"], item.get("also")))
]


@pytest.mark.django_db
@pytest.mark.parametrize(("key", "language", "kind"), FILES)
def test_each_file_says_its_words(key, language, kind):
    content, words = file_of(key, language, kind), WRITTEN[key][language]
    said = set(fold(sandbox.read(content)).split())
    title = fold(words["title"]).split()
    assert 2 * len(said & set(title)) >= len(title)  # where a font joins Arabic letters a PDF may give them otherwise
    if kind == "pdf":
        assert inspect_file(content).media_type == "application/pdf"


def test_each_resource_has_a_file_in_each_language_that_it_says():
    said = {item["key"]: set(item["languages"]) for item in read("resources")["resource"]}
    assert {key: set(WRITTEN.get(key, {})) & {"en", "fr", "es", "ar"} for key in said} == said


def test_its_course_has_four_modules_and_twelve_lessons_in_each_language_each_cited():
    (course,) = read("courses")["course"]
    lessons = [lesson for module in course["module"] for lesson in read(f"course/{module['key']}")["lesson"]]
    assert (len(course["module"]), len(lessons)) == (4, 12)
    languages = {"en", "fr", "es", "ar"}
    assert [lesson["key"] for lesson in lessons if not languages <= {*lesson["title"]} & {*lesson["body"]}] == []
    assert [lesson["key"] for lesson in lessons if not lesson["source"] or not lesson["question"]] == []
    taken = [lesson["download"]["file"] for lesson in lessons if "download" in lesson]
    assert [set(WRITTEN[key]) & languages for key in taken] == [languages]

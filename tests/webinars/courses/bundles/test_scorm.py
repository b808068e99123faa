"""A course for learning platforms: what SCORM 1.2 asks of a package, and answers that are marked as here."""

import io
import json
import re
import zipfile

import pytest
from lxml import etree

from tests.factories.courses import course_page, course_with_pages, lesson_page, lessons_of, make_question
from webinars.courses.bundles.scorm import asked
from webinars.courses.quizzes import marking, showing

pytestmark = pytest.mark.django_db
NAMES = {"c": "http://www.imsproject.org/xsd/imscp_rootv1p1p2", "a": "http://www.adlnet.org/xsd/adlcp_rootv1p2"}
KINDS = ("one", "several", "truth", "order", "matching")


@pytest.fixture
def course():
    course, page, pages = course_with_pages(pass_mark=60)
    for kind in KINDS:
        make_question(lessons_of(course)[0], kind)
    arabic = course_page(course, "ar", translation_of=page, title="دورة & دليل")
    lesson_page(lessons_of(course)[0], arabic, translation_of=pages[0])
    return course


def package(client, language):
    answer = client.get(f"/{language}/courses/policies/platform.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


@pytest.mark.parametrize(("language", "lessons"), [("en", 4), ("ar", 1)])
def test_the_manifest_lists_each_lesson_and_each_file_once(client, course, language, lessons):
    files = package(client, language)
    manifest = etree.fromstring(files["imsmanifest.xml"])

    assert [row.text for row in manifest.findall("c:metadata/*", NAMES)] == ["ADL SCORM", "1.2"]
    items = manifest.findall(".//c:item[@identifierref]", NAMES)
    resources = {row.get("identifier"): row for row in manifest.findall("c:resources/c:resource", NAMES)}
    assert [item.find("a:masteryscore", NAMES).text for item in items] == ["60"] * lessons
    pages = [resources[item.get("identifierref")] for item in items]
    scorm = "{%s}scormtype" % NAMES["a"]  # noqa: UP031  (braces of lxml)
    assert {page.get(scorm) for page in pages} == {"sco"}
    listed = [row.get("href") for row in manifest.findall(".//c:file", NAMES)]
    assert sorted(listed) == sorted(set(files) - {"imsmanifest.xml"})
    title = manifest.find(".//c:organization/c:title", NAMES).text
    assert title == ("دورة & دليل" if language == "ar" else "A course")


def test_each_kind_of_question_has_fields_whose_right_values_are_right_here_too(course):
    questions = showing.questions_of(lessons_of(course)[0])

    for question, row in zip(questions, asked(questions, "en"), strict=True):
        right = row["right"]
        if question.kind == "order":
            given = sorted(right, key=lambda value: int(right[value]))
        elif question.kind == "matching":
            given = list(right.values())
        else:
            given = right
        assert marking.is_right(question, given), question.kind
        assert {field["value"] for field in row["fields"]} >= set(right)


def test_a_lesson_is_a_page_with_a_form_and_its_right_answers(client, course):
    files = package(client, "ar")
    page = files["01-lesson-1.html"].decode()

    assert '<html lang="ar" dir="rtl">' in page
    assert len(re.findall(r"<fieldset", page)) == len(KINDS)
    answers = json.loads(re.search(r'id="answers">(.*?)</script>', page)[1])
    assert len(answers) == len(KINDS)
    assert set(json.loads(re.search(r'id="words">(.*?)</script>', page)[1])) == {"right", "wrong", "score"}
    assert b"LMSInitialize" in files["scorm.js"]


def test_equal_courses_give_equal_packages_and_none_where_there_is_no_page(client, course):
    assert package(client, "en") == package(client, "en")
    assert client.get("/fr/courses/policies/platform.zip").status_code == 404
    assert client.get("/en/courses/none/platform.zip").status_code == 404

"""A course away from this site: its bundle opened from a disk, its package within a learning platform."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Frame, Page, Route, expect

from tests.installation import Installation

from .conftest import NewContext
from .test_course import clean, made

pytestmark = pytest.mark.attack

PLATFORM = "/platform/"
# What a learning platform offers to the frame of a lesson: SCORM 1.2, Run-Time Environment, 3.3.
FAKE = """<!doctype html><html lang="en"><title>Platform</title><script>
window.said = [];
const kept = {"cmi.core.lesson_status": "not attempted"};
const answer = (name, given) => {
  said.push([name, ...given]);
  if (name === "LMSSetValue") kept[given[0]] = given[1];
  return name === "LMSGetValue" ? kept[given[0]] ?? "" : "true";
};
window.API = new Proxy({}, {get: (_, name) => (...given) => answer(name, given)});
</script><h1>Platform</h1>
<iframe name="lesson" title="Lesson" src="lesson-01.html" width="900" height="700"></iframe></html>"""


@pytest.fixture(scope="module")
def course(installation: Installation) -> str:
    """The key of a course of two lessons, in English and Arabic."""
    return made(installation)[0]


def unpacked(page: Page, path: str) -> dict[str, bytes]:
    """Return the files of the archive at `path`."""
    answer = page.request.get(path)
    with zipfile.ZipFile(io.BytesIO(answer.body())) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


@pytest.fixture
def page(new_context: NewContext) -> Page:
    """A page of a telephone's width."""
    return new_context(viewport={"width": 360, "height": 740}).new_page()


def test_a_bundle_opens_from_the_disk_and_asks_for_nothing(page: Page, course: str, tmp_path: Path):
    for name, content in unpacked(page, f"/en/courses/{course}/course.zip").items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.context.set_offline(True)

    page.goto((tmp_path / "index.html").as_uri())
    page.locator("a[hreflang=ar]").click()
    page.locator("ol a").first.click()
    assert page.locator("html").get_attribute("dir") == "rtl"
    answers = page.locator("details")
    expect(answers).to_have_count(5)
    expect(answers.first.locator("li").first).to_be_hidden()
    answers.first.locator("summary").click()
    expect(answers.first.locator("li").first).to_have_text("Yes (ar)")
    clean(page)
    page.locator(".ways a[hreflang=en]").click()
    expect(page.locator("h1")).to_have_text("lesson-1 in en")
    page.locator("summary").last.click()
    expect(page.locator("details[open] dl")).to_contain_text("Moon")
    clean(page)

    assert {url.partition(":")[0] for url in asked} == {"file"}


def answers_in(lesson: Frame) -> Iterator[tuple[str, Any]]:
    """Yield each question of a lesson with what is right."""
    yield from json.loads(str(lesson.locator("#answers").text_content())).items()


def answer_right(lesson: Frame) -> None:
    """Answer every question right."""
    for name, right in answers_in(lesson):
        if isinstance(right, dict):
            for line, choice in right.items():
                lesson.locator(f'[data-question={name}] select[data-value="{line}"]').select_option(choice)
        else:
            for value in right:
                lesson.locator(f'input[name={name}][value="{value}"]').check()


def told(page: Page) -> list[list[str]]:
    """Return what the platform was told since it was asked last, without what the lesson only looked up."""
    said: list[list[str]] = page.evaluate("said.splice(0)")
    return [one for one in said if one[0] != "LMSGetValue"]


def scored(share: str, status: str) -> list[list[str]]:
    """Return what a lesson tells when its answers were checked."""
    values = {"score.min": "0", "score.max": "100", "score.raw": share, "lesson_status": status}
    return [*(["LMSSetValue", f"cmi.core.{name}", value] for name, value in values.items()), ["LMSCommit", ""]]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_lesson_tells_a_learning_platform_how_far_one_is(page: Page, course: str, language: str):
    files = unpacked(page, f"/{language}/courses/{course}/platform.zip") | {"index.html": FAKE.encode()}

    def serve(route: Route) -> None:
        name = route.request.url.partition(PLATFORM)[2] or "index.html"
        kind = "text/javascript" if name.endswith(".js") else "text/html; charset=utf-8"
        route.fulfill(body=files[name], content_type=kind)

    page.route(f"**{PLATFORM}**", serve)
    page.goto(f"{PLATFORM}lesson-01.html")  # outside of a platform it is read, and marks, all the same
    clean(page)
    page.goto(PLATFORM)
    lesson = page.frame("lesson")
    assert lesson is not None
    lesson.wait_for_load_state()
    status = "cmi.core.lesson_status"
    assert told(page) == [["LMSInitialize", ""], ["LMSSetValue", status, "incomplete"], ["LMSCommit", ""]]
    check = lesson.locator("#quiz button[type=submit]")
    check.click()
    assert told(page) == scored("0", "failed")
    answer_right(lesson)
    check.click()
    assert told(page) == scored("100", "passed")
    expect(lesson.locator("[data-result]:visible")).to_have_count(5)
    lesson.goto(f"{PLATFORM}lesson-02.html")

    assert told(page) == [["LMSFinish", ""], ["LMSInitialize", ""], ["LMSCommit", ""]]

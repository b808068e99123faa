"""A course by a mailed button at the keyboard, the language changed midway; and on a disk."""

import io
import json
import uuid
import zipfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.installation import Installation

from .conftest import NewContext
from .keyboard import Keyboard
from .looking import AXE, violations
from .steps import WaitForMail, link_in, new_address

MAKE = """
import json
from tests.factories.courses import lessons_of
from tests.factories.learning import KINDS, as_form, small_course, with_pages
course = with_pages(small_course(key={key!r}, kinds=KINDS), "ar")
print(json.dumps([as_form(lesson) for lesson in lessons_of(course)]))
"""
FORM = "form.quiz-form"
HAND_IN = f"{FORM} .form__actions button[type=submit]"


def made(installation: Installation) -> tuple[str, list[dict[str, Any]]]:
    """Make a course of two lessons; return its key, and what the form of each sends for the right answers."""
    key = f"course-{uuid.uuid4().hex[:8]}"
    return key, json.loads(installation.run(MAKE.format(key=key)))


def answer(page: Page, form: dict[str, Any]) -> None:
    """Choose what `form` sends."""
    for name, given in form.items():
        if isinstance(given, list):
            for value in given:
                page.locator(f'input[name="{name}"][value="{value}"]').check()
        else:
            page.locator(f'select[name="{name}"]').select_option(given)


def chosen(page: Page) -> dict[str, Any]:
    """Return what is chosen in the form of a lesson, as `as_form` writes it."""
    lists = page.locator(f"{FORM} select").evaluate_all("all => all.map(one => [one.name, one.value])")
    boxes = page.locator(f"{FORM} :is([type=radio], [type=checkbox]):checked").evaluate_all(
        "all => all.map(one => [one.name, one.value])"
    )
    found: dict[str, Any] = dict(lists)
    for name, value in boxes:
        found.setdefault(name, []).append(value)
    return found


def clean(page: Page) -> None:
    """Let axe find nothing wrong with the page."""
    page.evaluate("scrollTo(0, 0)")  # what the bar covers is no smaller
    page.evaluate(AXE)
    assert violations(page) == []


def test_by_a_mailed_button_in_arabic_at_the_keyboard_and_the_language_changed_in_the_middle(
    new_context: NewContext, installation: Installation, wait_for_mail: WaitForMail
):
    key, lessons = made(installation)
    address = new_address("learner")
    page = new_context(viewport={"width": 1280, "height": 800}, locale="ar", reduced_motion="reduce").new_page()
    keyboard = Keyboard(page)
    page.goto(f"/ar/courses/{key}/begin/")
    clean(page)
    keyboard.type("[name=email]", address)
    keyboard.enter()
    page.goto(link_in(wait_for_mail(address), "/e/l/", installation))
    clean(page)
    keyboard.follow("main form button[type=submit]")
    clean(page)

    page.locator(".lessons__title a").first.click()
    clean(page)
    answer(page, lessons[0])
    page.locator(f"{FORM}:not([data-saving])").wait_for()
    page.reload()
    assert chosen(page) == lessons[0]
    page.locator(".language summary").click()
    with page.expect_navigation():
        page.locator(".language__list a[lang=en]").click()
    assert (page.locator("html").get_attribute("lang"), chosen(page)) == ("en", lessons[0])
    keyboard.follow(HAND_IN)
    page.get_by_text("Right answers: 5 of 5.", exact=True).wait_for()
    clean(page)
    own = page.get_by_role("link", name="Back to my course").first
    own.click()
    assert page.get_by_text("Lessons done: 1 of 2.").count() == 1


@pytest.mark.attack
def test_a_bundle_opens_from_the_disk_and_asks_for_nothing(
    new_context: NewContext, installation: Installation, tmp_path: Path
):
    page = new_context(viewport={"width": 360, "height": 740}).new_page()
    answer = page.request.get(f"/en/courses/{made(installation)[0]}/course.zip")
    with zipfile.ZipFile(io.BytesIO(answer.body())) as packed:
        packed.extractall(tmp_path)  # our own
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

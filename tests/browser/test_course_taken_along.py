"""A course away from this site: its bundle opened from a disk."""

import io
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.installation import Installation

from .conftest import NewContext
from .test_course import clean, made

pytestmark = pytest.mark.attack


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

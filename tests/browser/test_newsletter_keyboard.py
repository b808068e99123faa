"""A short edition is written, checked and asked for by keyboard, in English and Arabic; another person approves it."""

import re
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from home.demo import DEMO_PASSWORD
from tests.installation import Installation

from .conftest import NewContext
from .keyboard import Keyboard
from .newsroom import EDITOR, SECOND, Newsroom

pytestmark = pytest.mark.attack

WORDS = {
    "en": ("A short letter", "The doors are open", "Come in, and bring a friend."),
    "ar": ("رسالة قصيرة", "الأبواب مفتوحة", "تفضّلوا بالدخول مع صديقة."),
}
PREFER = """
from wagtail.users.models import UserProfile
from coalition.users.models import User
profile = UserProfile.get_for_user(User.objects.get(username={username!r}))
profile.preferred_language = {language!r}
profile.save()
"""


@pytest.fixture(params=list(WORDS))
def editor(
    request: pytest.FixtureRequest, new_context: NewContext, installation: Installation
) -> Iterator[tuple[Keyboard, str]]:
    """A keyboard at the CMS, in the language that the editor prefers."""

    def prefer(language: str) -> None:
        installation.run(PREFER.format(username=EDITOR, language=language))

    prefer(request.param)
    context = new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    yield Keyboard(context.new_page()), request.param
    prefer("")


def sign_in(keyboard: Keyboard, language: str) -> None:
    keyboard.page.goto("/cms/")
    keyboard.type("input[name=login]", EDITOR)
    keyboard.type("input[name=password]", DEMO_PASSWORD)
    keyboard.page.keyboard.press("Enter")
    keyboard.page.wait_for_url(re.compile("/cms/$"))
    expect(keyboard.page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")


def write(keyboard: Keyboard, selector: str, text: str) -> None:
    """Type where the CMS put the focus, which must be on what `selector` finds."""
    keyboard.page.wait_for_function("selector => document.activeElement?.matches(selector)", arg=selector)
    keyboard.page.keyboard.type(text, delay=15)


def add_block(keyboard: Keyboard, position: int) -> None:
    """Add the block at `position` of the list of kinds, at the place that comes next."""
    keyboard.tab_to(".c-sf-add-button")
    before = keyboard.page.locator("[data-streamfield-child]").count()
    keyboard.page.keyboard.press("Enter")
    expect(keyboard.page.locator("[role=option]").first).to_be_visible()
    keyboard.tab_to("[role=combobox]")
    for _option in range(position + 1):
        keyboard.page.keyboard.press("ArrowDown")
    keyboard.page.keyboard.press("Enter")
    expect(keyboard.page.locator("[data-streamfield-child]")).to_have_count(before + 1)


def test_a_short_edition_is_written_checked_and_scheduled_by_keyboard(
    editor: tuple[Keyboard, str], new_context: NewContext, installation: Installation
):
    keyboard, language = editor
    page = keyboard.page
    subject, heading, text = WORDS[language]
    subject = f"{subject} {uuid.uuid4().hex[:6]}"
    sign_in(keyboard, language)

    keyboard.tab_to("button.sidebar-menu-item__link:has(.icon-mail)")
    page.keyboard.press("Enter")
    expect(page.locator("a[href$='/cms/newsletter-editions/']")).to_be_in_viewport(ratio=1)
    keyboard.follow("a[href$='/cms/newsletter-editions/']")
    keyboard.follow("a[href$='/newsletter-editions/new/']")
    keyboard.type("#id_title", subject)
    keyboard.type("#id_summary", heading)
    add_block(keyboard, 0)
    write(keyboard, "[name=body-0-value-text]", heading)
    add_block(keyboard, 1)
    write(keyboard, ".Draftail-Editor--focus [contenteditable=true]", text)
    page.wait_for_function("text => document.querySelector('[name=body-1-value]').value.includes(text)", arg=text)
    keyboard.tab_to("footer [data-w-dropdown-target=toggle]")
    page.keyboard.press("Enter")
    keyboard.follow("button[name=action-publish]")
    expect(page).to_have_url(re.compile(r"/cms/newsletter-editions/\d+/$"))

    keyboard.tab_to("form:has([value=test]) button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    edition = page.url
    keyboard.follow("a[href$='/check/']")
    expect(page.locator("[data-check=languages]")).to_have_count(3)
    for other in {"en", "fr", "es", "ar"} - {language}:
        keyboard.tab_to(f"[name={other}]")
        page.keyboard.press("End")  # nothing
    keyboard.follow("form:has([value=choose]) button")
    expect(page.locator("[data-gate]")).to_have_count(0)
    page.goto(edition)
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    page.locator("form:has([value=ask]) [name=at]").fill(tomorrow.strftime("%Y-%m-%dT%H:%M"))
    keyboard.follow("form:has([value=ask]) button")
    expect(page.locator("[value=approve]")).to_have_count(0)  # it waits for another person

    ((title, words),) = installation.query(
        "SELECT edition.title, text.text FROM newsletters_edition edition JOIN newsletters_editiontext text "
        "ON text.edition_id = edition.id WHERE edition.title = %s AND text.language = %s",
        subject,
        language,
    )
    assert title == subject
    assert [line for line in (subject, heading, text) if line not in words] == []

    other = Newsroom(new_context().new_page(), SECOND)
    other.page.goto(edition)
    other.page.locator("[value=approve]").click()
    expect(other.page.locator("[value=schedule]")).to_be_visible()
    other.page.locator("[value=take-back]").click()
    expect(other.page.locator("form:has([value=ask])")).to_be_visible()

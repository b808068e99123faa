"""An online event, joined in its window and not before or after."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.installation import Installation

from .conftest import NewContext
from .looking import AXE, faults_of_html, violations, written

pytestmark = pytest.mark.attack

ROOM, CAPTIONS = "https://rooms.example/a", "https://rooms.example/captions"
MAKE = """
import json
from datetime import timedelta
from django.utils import timezone
from events.online.services import set_room
from tests.browser.secret_rows import on_now
from tests.factories.events import EventFactory, RegistrationFactory, SeatCategoryFactory
made, now = on_now(), timezone.now()
for name, hours in (("early", 2), ("over", -4)):
    start = now + timedelta(hours=hours)
    event = EventFactory(mode="online", closed=True, start=start, end=start + timedelta(hours=1))
    set_room(event=event, address="https://rooms.example/a")
    made[name] = RegistrationFactory(category=SeatCategoryFactory(event=event), event=event, discreet=False).token
print(json.dumps(made))
"""
ROWS = """
from events.registrations.models import Registration
from coalition.privacy import secret_links as tokens
row = Registration.objects.get(token_digest=tokens.digest({token!r}))
print(row.joinings.count())
"""
WORDS = {
    "en": ("Enter the room", "Read the live captions"),
    "ar": ("دخول القاعة", "قراءة الشرح النصي المباشر"),
}


@pytest.fixture(scope="module")
def seats(installation: Installation) -> dict[str, str]:
    """Links of seats: at an event that is on, one that comes and one that is over."""
    return dict(json.loads(installation.run(MAKE)))


def live(page: Page, seat: str, language: str = "en") -> str:
    """Open the live page of a seat; return its HTML."""
    answer = page.goto(f"/{language}/registrations/{seat}/live/")
    assert answer is not None
    return answer.text()


@pytest.mark.parametrize(("language", "scripts"), [("en", True), ("ar", False)])
def test_people_join_and_follow(
    new_context: NewContext, installation: Installation, seats: dict[str, str], tmp_path: Path, language: str,
    scripts: bool,
) -> None:  # fmt: skip
    enter, captions = WORDS[language]
    context = new_context(
        leaves_to=(ROOM, CAPTIONS), viewport={"width": 360, "height": 800}, java_script_enabled=scripts
    )
    page = context.new_page()
    for closed in ("early", "over"):
        live(page, seats[closed], language)
        expect(page.locator("main form")).to_have_count(0)

    html = live(page, seats["seat_live"], language)
    if scripts:
        page.evaluate(AXE)
        assert violations(page) == []
        expect(page.locator(".local-time").first).not_to_be_empty()
    assert faults_of_html(written({language: html}, tmp_path)) == set()
    assert "rooms.example" not in html
    with page.expect_request(CAPTIONS):  # a redirect, which is seen and not answered
        page.get_by_role("button", name=captions).first.click()
    page = context.new_page()
    live(page, seats["seat_live"], language)
    with page.expect_request(ROOM):
        page.get_by_role("button", name=enter).first.click()

    assert installation.run(ROWS.format(token=seats["seat_live"])).strip() == "1"

"""What holds on every page of a door, in each of its states, as it holds on the public pages."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.installation import Installation

from .conftest import NewContext
from .editors import PASSWORD, make_editor, send
from .looking import Findings, faults_of_html, look, width_for, written

pytestmark = pytest.mark.attack

MAKE = """
import json
from datetime import timedelta
from django.utils import timezone
from tests.factories.doors import DoorFactory
from tests.factories.events import EventFactory, RegistrationFactory, SeatCategoryFactory
now = timezone.now()
event = EventFactory(name="Doors", start=now - timedelta(hours=1), end=now + timedelta(hours=8))
seats = SeatCategoryFactory(event=event, capacity=50)
for name, state in (("Ada Lovelace", "confirmed"), ("Wanda", "waiting")):
    RegistrationFactory(category=seats, name=name, state=state)
print(json.dumps(DoorFactory(event=event, name="Main").pk))
"""
EVERY_PAGE = [
    "device", "device refused", "door", "search refused", "found", "waits", "nobody", "in", "again", "taken back",
]  # fmt: skip
TEMPLATES = {f"events/door/{name}.html" for name in ("base", "device", "door", "_result")}


def walk(page: Page, door: int) -> Iterator[str]:
    """Yield the name of each page of a door while it is shown; without a script, by its forms."""

    def search(text: str) -> None:
        send(page, text=text)

    def press(form: str) -> None:
        with page.expect_navigation():
            page.locator(f"main form[action*='{form}'] button").click()

    page.goto(f"/cms/door/{door}/")
    yield "device"
    send(page, device="")
    yield "device refused"
    send(page, device="Phone A")
    yield "door"
    search("")
    yield "search refused"
    search("Ada")
    yield "found"
    search("Wanda")
    yield "waits"
    search("Nobody of this name")
    yield "nobody"
    search("Ada")
    press("/check-in/")
    yield "in"
    page.goto(f"/cms/door/{door}/")
    search("Ada")
    press("/check-in/")
    yield "again"
    press("/undo/")
    yield "taken back"


@pytest.fixture(
    scope="module",
    params=[pytest.param(name, marks=pytest.mark.xdist_group(f"door-{name}")) for name in ("en", "ar")],
)
def findings(request: pytest.FixtureRequest, browser: Browser, installation: Installation) -> Findings:
    """Walk the pages of a door once, in one language, and note everything."""
    maker = NewContext(browser, installation.url)
    context = maker(
        locale=request.param, viewport={"width": 1280, "height": 900}, reduced_motion="reduce", service_workers="block"
    )
    page, found, answers = context.new_page(), Findings(), list[Response]()
    found.listen(page)
    page.on("response", lambda answer: answers.append(answer) if answer.request.resource_type == "document" else None)
    page.goto("/accounts/login/")
    send(page, login=make_editor(installation).name, password=PASSWORD)
    for number, name in enumerate(walk(page, json.loads(installation.run(MAKE)))):
        look(page, name, answers[-1], found, width=width_for(number, request.param))
        found.directions[name] = page.evaluate("[document.documentElement.lang, document.documentElement.dir].join()")
    context.close()
    found.complaints += maker.leaks
    assert set(found.directions.values()) == {f"{request.param},{'rtl' if request.param == 'ar' else 'ltr'}"}
    return found


def test_the_walk_meets_every_page_and_every_template_of_a_door(findings: Findings):
    assert findings.seen == EVERY_PAGE
    assert frozenset.union(*findings.made_of.values()) >= TEMPLATES


def test_axe_finds_nothing_at_any_width_in_light_and_dark(findings: Findings):
    assert findings.violations == {}


def test_no_page_scrolls_sideways_at_320_pixels(findings: Findings):
    assert findings.wide == {}


def test_every_page_is_valid_html(findings: Findings, tmp_path: Path):
    assert faults_of_html(written(findings.html, tmp_path)) == set()


def test_no_page_complains_or_asks_anything_of_a_third_party(findings: Findings):
    assert findings.complaints == []


def test_every_page_has_a_closed_content_policy(findings: Findings):
    assert findings.policies == {}

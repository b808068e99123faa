"""A ticket stays on a device by a press alone, opens there without a network, and goes by every way that is said."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.installation import Installation

from .conftest import NewContext
from .neutral import NeutralSite

MAKE = """
import json
from datetime import timedelta
from django.utils import timezone
from tests.factories.events import EventFactory, RegistrationFactory, SeatCategoryFactory
now = timezone.now()
event = EventFactory(name="Evening", start=now + timedelta(days=2), end=now + timedelta(days=2, hours=3))
seats = SeatCategoryFactory(event=event, capacity=50)
rows = [RegistrationFactory(category=seats, name=name, discreet=name == "Zoe") for name in ("Ada", "Zoe")]
print(json.dumps({"short_id": event.short_id, "rows": [[row.token, row.ticket_code, row.pk] for row in rows]}))
"""
LEFT = """async () => [
    (await navigator.serviceWorker.getRegistrations()).length, (await caches.keys()).length,
    (await indexedDB.databases()).length, localStorage.length]"""
ROWS = "from events.registrations.models import Registration; Registration.objects"
NOTHING = [0, 0, 0, 0]


def shown(code: str) -> str:
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4)).upper()


def keep(page: Page) -> None:
    """Press the button, and wait until the device keeps the ticket."""
    page.locator("[data-kept-keep]").click()
    expect(page.locator("[data-kept-told]")).to_have_text("The ticket is kept on this device.")


def test_a_ticket_is_kept_by_a_press_and_forgotten_by_another(new_context: NewContext, installation: Installation):
    token, code, pk = json.loads(installation.run(MAKE))["rows"][0]
    page = new_context(viewport={"width": 360, "height": 740}).new_page()
    address = f"/en/registrations/{token}/ticket/"
    page.goto(address)
    expect(page.locator("[data-kept-keep]")).to_be_visible()
    assert page.evaluate(LEFT) == NOTHING

    keep(page)
    assert page.evaluate(LEFT) == [1, 1, 0, 0]
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("main")).to_contain_text(shown(code))
    page.locator("button").click()
    expect(page.locator("h1")).to_have_text("The ticket is no longer on this device.")
    page.context.set_offline(False)
    page.goto(address)
    expect(page.locator("[data-kept-keep]")).to_be_visible()
    assert page.evaluate(LEFT) == NOTHING

    keep(page)
    page.goto(address.replace("/en/", "/fr/"))  # one press forgets it, in whichever language it was kept
    page.locator("[data-kept-forget]").click()
    expect(page.locator("[data-kept-keep]")).to_be_hidden()
    expect(page.locator("[data-kept-told]")).not_to_be_empty()
    page.goto("/en/exit/")
    assert page.evaluate(LEFT) == NOTHING

    page.goto(address)
    keep(page)
    installation.run(f"{ROWS}.filter(pk={pk}).update(state='cancelled')")
    page.reload()
    page.goto("/en/exit/")
    page.wait_for_function(f"async () => String(await ({LEFT})()) === '{','.join('0' * 4)}'")


def leave(page: Page, neutral: NeutralSite) -> None:
    page.locator(".bar a.quick-exit").click()
    page.wait_for_url(neutral.url)


def leave_without_a_network(page: Page, neutral: NeutralSite) -> None:
    page.goto("/en/exit/")  # any page of the site: the worker of the ticket does not serve it
    assert page.evaluate(LEFT) == [1, 1, 0, 0]
    page.context.set_offline(True)
    with page.expect_event("requestfailed", lambda request: request.is_navigation_request()):
        page.locator(".bar a.quick-exit").click(no_wait_after=True)


def leave_what_is_kept_without_a_network(page: Page, neutral: NeutralSite) -> None:
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("main")).to_contain_text(re.compile("[A-Z0-9]{4} [A-Z0-9]{4} [A-Z0-9]{4}"))
    with page.expect_event("requestfailed", lambda request: request.url == neutral.url):
        page.locator("main a").click(no_wait_after=True)


def leave_what_is_kept(page: Page, neutral: NeutralSite) -> None:
    page.goto(f"{page.url}kept/")
    page.locator("main a").click()
    page.wait_for_url(neutral.url)
    assert {name: told for name, told in neutral.asked[-1].items() if name in ("referer", "origin")} == {}


RARE = (leave_without_a_network, leave_what_is_kept_without_a_network, leave_what_is_kept)


@pytest.mark.parametrize("way", [leave, *(pytest.param(way, marks=pytest.mark.attack) for way in RARE)])
def test_leaving_takes_the_ticket_with_it(
    new_context: NewContext, installation: Installation, neutral: NeutralSite, way: Callable[[Page, NeutralSite], None]
):
    token, _code, _pk = json.loads(installation.run(MAKE))["rows"][0]
    page = new_context().new_page()
    page.goto(f"/en/registrations/{token}/ticket/")
    keep(page)

    way(page, neutral)

    page.context.set_offline(False)
    page.goto("/en/exit/")
    assert page.evaluate(LEFT) == NOTHING


def test_who_is_to_stay_unnoticed_reads_first_and_keeps_a_code(new_context: NewContext, installation: Installation):
    made = json.loads(installation.run(MAKE))
    token, code, _pk = made["rows"][1]
    page = new_context().new_page()
    page.goto(f"/en/e/{made['short_id']}/r/{token}/ticket/")
    button = page.locator("[data-kept-keep]")
    expect(page.locator("main details > summary")).to_be_visible()
    expect(button).to_be_hidden()
    page.locator("main details > summary").click()
    expect(button).to_be_disabled()
    page.locator("[data-kept-alone]").check()
    keep(page)

    page.context.set_offline(True)
    page.reload()
    expect(page).to_have_title("Information")
    words = page.locator("main").inner_text()
    assert (shown(code) in words, re.findall("Zoe|MC93|Training|Evening", words)) == (True, [])

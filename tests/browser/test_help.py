"""Help on a phone: what a device keeps where its reader asks for it."""

from playwright.sync_api import Page, expect

from tests.installation import Installation

from .conftest import NewContext
from .neutral import NeutralSite

PHONE = {"width": 390, "height": 760}
MAKE = """
from datetime import timedelta
from django.utils import timezone
from coalition.site import helplines
from coalition.site.models import Helpline
row, _ = Helpline.objects.get_or_create(country="IS", number="5 55", defaults={"name": "Line", "source": "The service"})
helplines.confirm(helpline=row, by=None, on=timezone.localdate(), how="called")
"""
LEFT = "async () => [(await navigator.serviceWorker.getRegistrations()).length, (await caches.keys()).length]"
END = """async () => {
    const [name] = await caches.keys(), cache = await caches.open(name), page = `${location.pathname}kept/`;
    const headers = new Headers((await cache.match(page)).headers);
    headers.set("Kept-Until", "2020-01-01T00:00:00+00:00");
    await cache.put(page, new Response("old", { headers }));
}"""


def keep(page: Page) -> None:
    page.goto("/en/help/is/")
    assert page.evaluate(LEFT) == [0, 0]
    page.get_by_text("Open this page without internet").click()
    page.locator("[data-kept-keep]").click()
    expect(page.locator("[data-kept-told]")).to_have_text("This page is kept on this device.")


def test_a_device_keeps_a_page_by_a_press_and_no_longer_than_its_numbers_hold(
    new_context: NewContext, installation: Installation, neutral: NeutralSite
):
    installation.run(MAKE)
    page = new_context(viewport=PHONE).new_page()
    keep(page)
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("a[href='tel:555']")).to_be_visible()
    page.context.set_offline(False)
    page.goto("/en/help/is/")
    page.evaluate(END)
    page.context.set_offline(True)
    with page.expect_event("requestfailed", lambda request: request.is_navigation_request()):
        page.evaluate("location.reload()")
    page.context.set_offline(False)
    page.goto("/en/exit/")
    assert page.evaluate(LEFT) == [0, 0]

    keep(page)
    page.locator(".bar a.quick-exit").click()
    page.wait_for_url(neutral.url)
    page.goto("/en/exit/")
    assert page.evaluate(LEFT) == [0, 0]

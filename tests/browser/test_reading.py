"""Reading: news on a phone without JavaScript, and a video that is asked for by a press alone."""

import pytest
from playwright.sync_api import Route, expect

from .conftest import NewContext

PLAYER = "https://player.vimeo.com/"


def test_news_are_read_on_a_phone_in_arabic_without_javascript(new_context: NewContext):
    page = new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False).new_page()
    page.goto("/ar/news/")

    page.get_by_role("navigation", name="الأخبار حسب السنة").get_by_role("link", name="2022").click()
    page.locator(".news-row a").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("أول تشخيص مشترك في نغازيجا")
    feed = page.locator("link[type='application/atom+xml']").get_attribute("href")
    assert page.request.get(str(feed)).headers["content-type"] == "application/atom+xml; charset=utf-8"


@pytest.mark.parametrize("javascript", [True, False])
def test_a_video_of_another_site_is_asked_for_by_a_press_alone(new_context: NewContext, javascript: bool):
    page = new_context(leaves_to=(PLAYER,), java_script_enabled=javascript).new_page()
    asked: list[tuple[str, str]] = []

    def note(route: Route) -> None:
        asked.append((route.request.url, route.request.header_value("referer") or ""))
        route.abort()

    page.route(f"{PLAYER}**", note)
    page.goto("/demo/components/", wait_until="networkidle")
    button = page.locator("[data-embed] button")
    assert asked == []
    if not javascript:
        expect(button).to_be_hidden()
        expect(page.locator(f"[data-embed] a[href^='{PLAYER.replace('player.', '')}']")).to_be_visible()
        return

    with page.expect_request(f"{PLAYER}**"):
        button.click()

    origin = page.evaluate("location.origin")
    expect(page.locator("iframe.embed__frame")).to_be_focused()
    assert [(url.partition("?")[0], sent) for url, sent in asked] == [(f"{PLAYER}video/123456789", f"{origin}/")]

"""What is watched: a recording from its second, a video of another site by a press alone."""

import pytest
from playwright.sync_api import Route, expect

from .conftest import NewContext

PLAYER = "https://player.vimeo.com/"
REPLAY = "/webinars/webinar-shared-diagnosis/replay/"


def test_a_line_plays_on_the_same_page_with_captions(new_context: NewContext):
    page = new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"/en{REPLAY}")
    player = page.locator("video")
    expect(player).to_have_js_property("readyState", 4)

    page.locator(".transcript__line", has_text="An empty cell").click()

    expect(page.locator(".transcript__line[data-said]")).to_contain_text("An empty cell")
    assert page.url.endswith("?t=107.7#t107.7")
    assert 107.6 < player.evaluate("video => video.currentTime") < 122
    shown = player.evaluate(
        "video => [...video.textTracks].filter(one => one.mode === 'showing').map(one => one.language)"
    )
    assert shown == ["en"]
    assert player.evaluate("video => video.duration") > 150


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

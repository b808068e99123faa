"""A recording: found by a word, watched with captions from its second, with and without JavaScript."""

import pytest
from playwright.sync_api import Route, expect

from tests.installation import Installation

from .conftest import NewContext

PLAYER = "https://player.vimeo.com/"
AT_ANOTHER_SITE = """
from events.pages.models import EventPage
from webinars.replays import services, vtt
pages = EventPage.objects.public().filter(locale__language_code="en", event__recording_url="", event__replay=None)
page = pages.filter(event__in=pages.model.event.field.related_model.objects.past())[0]
type(page.event).objects.filter(pk=page.event_id).update(recording_url="https://vimeo.com/123456789")
lines = [vtt.Line(1000, 4000, "One.", ""), vtt.Line(83500, 90000, "Two.", "")]
services.put_captions(event=page.event, language="en", lines=lines)
services.publish(event=type(page.event).objects.get(pk=page.event_id))
print(page.url)
"""
UNDONE = """
from events.models import Event
from webinars.replays.models import Replay
events = Event.objects.filter(recording_url="https://vimeo.com/123456789")
Replay.objects.filter(event__in=events).delete()
events.update(recording_url="")
"""
REPLAY = "/webinars/webinar-shared-diagnosis/replay/"


def test_a_line_is_found_and_plays_from_its_second_without_javascript(new_context: NewContext):
    page = new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False).new_page()
    page.goto("/ar/search/?q=تعريف")

    with page.expect_response(lambda answer: answer.url.endswith(".vtt") or ".webm" in answer.url) as played:
        page.get_by_role("link", name="من أرقام متفرقة إلى تشخيص مشترك").last.click()

    assert played.value.status in (200, 206)
    assert page.url.endswith(f"/ar{REPLAY}?captions=ar&t=26.5#t26.5")
    assert str(page.locator("video source").first.get_attribute("src")).endswith("#t=26.5")
    expect(page.locator("track[default]")).to_have_attribute("srclang", "ar")
    page.locator(".transcript__line").nth(7).click()
    assert page.url.endswith("?captions=ar&t=45#t45")
    page.get_by_role("link", name="الإنجليزية").click()
    expect(page.locator(".transcript")).to_have_attribute("dir", "ltr")
    expect(page.locator(".transcript__line").first).to_contain_text("Good morning.")


def test_a_line_plays_on_the_same_page_with_captions(new_context: NewContext):
    page = new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"/en{REPLAY}")
    player = page.locator("video")
    expect(player).to_have_js_property("readyState", 4)

    page.locator(".transcript__line", has_text="Publish the gap").click()

    expect(page.locator(".transcript__line[data-said]")).to_contain_text("Publish the gap")
    assert page.url.endswith("?t=45#t45")
    assert 44.9 < player.evaluate("video => video.currentTime") < 60
    shown = player.evaluate(
        "video => [...video.textTracks].filter(one => one.mode === 'showing').map(one => one.language)"
    )
    assert shown == ["en"]
    assert player.evaluate("video => video.duration") > 70


@pytest.mark.attack
@pytest.mark.parametrize("javascript", [True, False])
def test_a_line_of_a_video_of_another_site_plays_after_the_press_alone(
    new_context: NewContext, installation: Installation, javascript: bool
):
    path = installation.run(AT_ANOTHER_SITE).strip().removeprefix(installation.url)
    page = new_context(leaves_to=(PLAYER,), java_script_enabled=javascript).new_page()
    asked: list[str] = []

    def note(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body="<p>A player</p>", content_type="text/html")

    page.route(f"{PLAYER}**", note)
    try:
        page.goto(f"{path}replay/", wait_until="networkidle")
        page.locator(".transcript__line", has_text="Two.").click()
        assert page.url.endswith("?t=83.5#t83.5")
        assert asked == []
        if not javascript:
            own_site = page.locator("[data-embed] a")
            expect(own_site).to_have_attribute("href", "https://vimeo.com/123456789#t=83s")
            return
        expect(page.locator("[data-embed] button")).to_be_focused()
        page.keyboard.press("Enter")
        frame = page.locator("iframe.embed__frame")
        expect(frame).to_have_attribute("src", f"{PLAYER}video/123456789?dnt=1#t=83s")
        page.locator(".transcript__line", has_text="One.").click()
        expect(frame).to_have_attribute("src", f"{PLAYER}video/123456789?dnt=1#t=1s")
        expect(frame.content_frame.get_by_text("A player")).to_be_visible()
        assert len(asked) == 2
    finally:
        installation.run(UNDONE)

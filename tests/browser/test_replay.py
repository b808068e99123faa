"""A recording: found by a word, watched with captions from its second, with and without JavaScript."""

from playwright.sync_api import expect

from .conftest import NewContext

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

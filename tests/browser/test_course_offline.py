"""A module stays on a device by a press alone; what is answered there without a network arrives once."""

import json
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect

from tests.installation import Installation

from .conftest import NewContext
from .neutral import NeutralSite
from .test_course import HAND_IN, answer, chosen, clean

pytestmark = pytest.mark.attack

MAKE = """
import json, uuid
from tests.factories.courses import lessons_of
from tests.factories.learning import KINDS, as_form, enrolled, small_course, with_pages
course = with_pages(small_course(key=f"course-{uuid.uuid4().hex[:8]}", kinds=KINDS), "ar")
learner = enrolled(course, discreet=True)
print(json.dumps([learner.pk, learner.token, [as_form(lesson) for lesson in lessons_of(course)]]))
"""
COUNTED = """
from webinars.courses.models import Enrolment
row = Enrolment.objects.get(pk={pk})
print([row.hand_ins.count(), row.completions.count(), row.answers.count(), [one.tries for one in row.answers.all()]])
"""
LEFT = """async () => [
    (await navigator.serviceWorker.getRegistrations()).length, (await caches.keys()).length,
    (await indexedDB.databases()).length, localStorage.length]"""
NOTHING = [0, 0, 0, 0]
WAITING = """async () => {
    const cache = await caches.open((await caches.keys())[0]);
    const requests = (await cache.keys()).filter(({url}) => url.includes("/waiting/"));
    return Promise.all(requests.map(async request => [request.url, await (await cache.match(request)).text()]));
}"""
AGED = """async () => {
    const cache = await caches.open((await caches.keys())[0]);
    const [request] = (await cache.keys()).filter(({url}) => url.includes("/kept/modules/"));
    const about = await (await cache.match(request)).json();
    await cache.put(request, new Response(JSON.stringify({...about, until: new Date().toISOString()})));
}"""
PUT_BACK = """async kept => {
    const cache = await caches.open((await caches.keys())[0]);
    for (const [url, text] of kept) await cache.put(url, new Response(text));
}"""
WORDS = {
    "en": ("Your answers are kept on this device", "Your answers were sent"),
    "ar": ("إجاباتكم محفوظة على هذا الجهاز", "أُرسلت إجاباتكم"),
}


def made(installation: Installation) -> tuple[int, str, list[dict[str, Any]]]:
    """Make a learner; return their number, their token, and what the form of each lesson sends when all is right."""
    pk, token, lessons = json.loads(installation.run(MAKE))
    return pk, token, lessons


def keep(page: Page) -> None:
    """Press the button, and wait until the device keeps the module."""
    page.locator("[data-offline-alone]").check()
    page.locator("[data-offline-keep]").click()
    expect(page.locator("[data-offline-remove]")).to_be_visible()


def offline(page: Page, way: bool = True) -> None:
    """Take the network away, or give it back."""
    page.context.set_offline(way)


@pytest.fixture
def phone(new_context: NewContext) -> BrowserContext:
    """A telephone."""
    return new_context(viewport={"width": 360, "height": 740}, reduced_motion="reduce")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_answers_given_without_a_network_arrive_once(phone: BrowserContext, installation: Installation, language: str):
    pk, token, lessons = made(installation)
    waits, sent = WORDS[language]
    page, own = phone.new_page(), f"/{language}/learning/{token}/"
    page.goto(own)
    expect(page.locator("[data-offline-keep]")).to_be_disabled()
    assert page.evaluate(LEFT) == NOTHING
    keep(page)
    assert page.evaluate(LEFT) == [4, 1, 0, 0]
    assert token not in page.evaluate("async () => (await caches.keys()).join()")
    clean(page)

    offline(page)
    page.goto(own)
    clean(page)
    page.locator(".lessons__title a").first.click()
    answer(page, lessons[0])
    clean(page)
    page.locator(HAND_IN).click()
    expect(page.locator("[data-offline-waiting]")).to_contain_text(waits)
    expect(page.locator("[data-offline-form]")).to_be_hidden()
    clean(page)
    assert installation.run(COUNTED.format(pk=pk)).strip() == "[0, 0, 0, []]"

    offline(page, False)
    expect(page.locator("[data-offline-sent]")).to_contain_text(sent)
    clean(page)
    page.locator("[data-offline-sent] a").click()
    expect(page.locator(".quiz-told--right")).to_have_count(5)
    page.goto(own)
    expect(page.locator("[data-offline-remove]")).to_be_visible()
    assert installation.run(COUNTED.format(pk=pk)).strip() == "[1, 1, 5, [1, 1, 1, 1, 1]]"

    page.locator("[data-offline-remove]").click()
    expect(page.locator("[data-offline-keep]")).to_be_visible()
    page.goto("/en/exit/")
    assert page.evaluate(LEFT) == NOTHING


def test_what_was_sent_while_no_answer_came_is_sent_again_and_counts_once(
    phone: BrowserContext, installation: Installation
):
    pk, token, lessons = made(installation)
    page = phone.new_page()
    page.goto(f"/en/learning/{token}/")
    keep(page)
    offline(page)
    page.goto(f"/ar/learning/{token}/1/")
    answer(page, lessons[0])
    page.locator(".language summary").click()
    page.locator(".language__list a[lang=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert chosen(page) == lessons[0]  # the language changed in the middle of a lesson, without a network
    page.locator(HAND_IN).dblclick()
    expect(page.locator("[data-offline-waiting]")).to_be_visible()
    kept = page.evaluate(WAITING)
    offline(page, False)
    expect(page.locator("[data-offline-sent]")).to_be_visible()
    page.evaluate(PUT_BACK, kept)  # as where the answer of the site was lost on the way
    page.goto(f"/en/learning/{token}/")
    expect(page.locator("[data-offline-sent]")).to_be_visible()
    assert installation.run(COUNTED.format(pk=pk)).strip() == "[1, 1, 5, [1, 1, 1, 1, 1]]"


def test_leaving_takes_lessons_and_answers_with_it_without_a_network_too(
    phone: BrowserContext, installation: Installation, neutral: NeutralSite
):
    _pk, token, _lessons = made(installation)
    page = phone.new_page()
    for is_off in (False, True):
        page.goto(f"/en/learning/{token}/")
        keep(page)
        offline(page, is_off)
        page.goto(f"/en/learning/{token}/1/")
        if is_off:
            with page.expect_event("requestfailed", lambda request: request.url == neutral.url):
                page.locator(".bar a.quick-exit").click(no_wait_after=True)
            offline(page, False)
        else:
            page.locator(".bar a.quick-exit").click()
            page.wait_for_url(neutral.url)
        page.goto("/en/exit/")
        assert page.evaluate(LEFT) == NOTHING


def test_a_changed_link_leaves_nothing_of_the_former_one(phone: BrowserContext, installation: Installation):
    _pk, token, _lessons = made(installation)
    page = phone.new_page()
    page.goto(f"/en/learning/{token}/")
    keep(page)
    page.goto(f"/en/learning/renew/{token}/")
    page.locator("main form button").click()
    expect(page.locator("[data-offline-keep]")).to_be_visible()

    assert page.evaluate(LEFT) == NOTHING


def test_after_its_days_a_module_no_longer_opens_and_goes(phone: BrowserContext, installation: Installation):
    _pk, token, _lessons = made(installation)
    page = phone.new_page()
    page.goto(f"/en/learning/{token}/")
    keep(page)
    page.evaluate(AGED)
    offline(page)
    with pytest.raises(Error, match="ERR_"):
        page.goto(f"/en/learning/{token}/1/")
    offline(page, False)
    page.goto(f"/en/learning/{token}/")
    expect(page.locator("[data-offline-keep]")).to_be_visible()
    page.wait_for_function(f"async () => String(await ({LEFT})()) === '{','.join('0' * 4)}'")

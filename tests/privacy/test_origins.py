"""Forms without a cookie take posts from pages of this site only."""

import pytest
from django.test import Client

from coalition.caching.page_cache import OURS
from events.permissions import invitation
from events.registrations.models import Registration, RegistrationRequest
from tests.factories.events import EventFactory, SeatCategoryFactory, event_page

pytestmark = pytest.mark.django_db
FORM = "/en/events/training/register/"
DATA = {"name": "Ada", "email": "ada@mail.example", "language": "en"}
HOST = "testserver"


@pytest.fixture(autouse=True)
def _page():
    SeatCategoryFactory(event=event_page(slug="training").event, capacity=5)


@pytest.fixture
def browser():
    return Client(enforce_csrf_checks=True)


@pytest.mark.parametrize(
    ("headers", "taken"),
    [
        ({"Sec-Fetch-Site": "same-origin", "Origin": f"http://{HOST}"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Origin": f"http://{HOST}"}, True),
        ({"Referer": f"http://{HOST}{FORM}"}, True),
        ({}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site", "Origin": f"http://{HOST}"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": f"http://{HOST}"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": f"https://{HOST}"}, False),
        ({"Origin": f"http://{HOST}.elsewhere.example"}, False),
        ({"Origin": "http://elsewhere.example", "Referer": f"http://{HOST}{FORM}"}, False),
        ({"Referer": f"http://elsewhere.example/?http://{HOST}/"}, False),
        ({"Referer": f"http://{HOST}@elsewhere.example/"}, False),
    ],
)
def test_a_form_is_taken_from_pages_of_this_site_only(browser, headers, taken):
    response = browser.post(FORM, DATA, headers=headers)

    assert (response.status_code, RegistrationRequest.objects.count()) == ((302, 1) if taken else (403, 0))


def test_from_the_form_to_the_seat_no_cookie_stays_and_no_button_is_pressed_from_elsewhere(browser):
    here = {"Sec-Fetch-Site": "same-origin"}
    form = browser.get(FORM)
    assert browser.post(FORM, {"name": "Ada"}, headers=here).status_code == 422
    sent = browser.post(FORM, DATA, headers=here)
    asked = RegistrationRequest.objects.get()
    link = f"/en/e/{asked.event.short_id}/c/{asked.token}/"
    assert browser.post(link, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert not Registration.objects.exists()
    page, pressed = browser.get(link), browser.post(link, headers=here)

    assert [one.status_code for one in (form, sent, page, pressed)] == [200, 302, 200, 200]
    assert not browser.cookies
    assert Registration.objects.get().state == Registration.State.CONFIRMED


def test_the_form_is_kept_for_everybody_and_by_no_browser_and_that_of_a_closed_event_by_nothing(client):
    form = client.get(FORM)
    wrong, asked = client.post(FORM, {}), client.get(f"{FORM}?invitation=abc")
    page = event_page(EventFactory(closed=True), slug="closed")
    SeatCategoryFactory(event=page.event)
    place = "/en/events/closed/register/"
    closed, invited = client.get(place), client.get(f"{place}{invitation(page.event)}")

    assert (form[OURS], form["Cache-Control"]) == ("public", "no-store, private")
    assert [answer.status_code for answer in (closed, invited)] == [404, 200]
    assert [OURS in answer for answer in (wrong, asked, closed, invited)] == [False] * 4

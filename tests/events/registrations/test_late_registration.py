"""Registering, confirming and getting the link again once an event has begun."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from lxml.html import fromstring

from coalition.mail.models import Message
from events.online.models import Joining
from events.registrations import services
from events.registrations.fields import Registrant
from events.registrations.models import Registration, RegistrationRequest
from tests.factories.events import (
    NOW,
    EventFactory,
    RegistrationFactory,
    SeatCategoryFactory,
    WebinarFactory,
    event_page,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
START, END = NOW + timedelta(hours=1), NOW + timedelta(hours=2)
DATA = {"name": "Ada", "email": "ada@mail.example"}
ON_SITE = {"mode": "on-site"}
REGISTER = "/en/webinars/talk/register/"


def path_in(url):
    return url.removeprefix(settings.SITE_URL)


def after(minutes):
    return time_machine.travel(NOW + timedelta(minutes=minutes), tick=False)


@pytest.fixture
def webinar():
    webinar = WebinarFactory(start=START, end=END)
    SeatCategoryFactory(event=webinar, capacity=50)
    event_page(webinar, slug="talk", title="A talk")
    return webinar


@pytest.mark.parametrize(
    ("facts", "closes"),
    [
        ({"mode": "online"}, END),
        ({"mode": "online", "kind": "webinar"}, END),
        ({"mode": "on-site"}, START),
        ({"mode": "hybrid"}, START),
        ({"mode": "online", "registration_closes": START - timedelta(minutes=30)}, START - timedelta(minutes=30)),
        ({"mode": "on-site", "registration_closes": END - timedelta(minutes=30)}, END - timedelta(minutes=30)),
    ],
)
def test_registration_without_a_closing_moment_closes_at_the_end_of_an_online_event_only(facts, closes):
    event = EventFactory(start=START, end=END, **facts)

    assert event.registration_deadline == closes
    for moment, is_open in ((closes - timedelta(seconds=1), True), (closes, False)):
        with time_machine.travel(moment, tick=False):
            assert event.is_open_for_registration is is_open


def test_register_during_a_webinar_leads_into_the_room_at_once(client, webinar):
    with after(70):
        html = client.get("/en/webinars/talk/").content.decode()
        assert (f'href="{REGISTER}"' in html, "Registration is open until 10 January 2027, 13:00" in html) == (
            True,
            True,
        )
        assert client.post(REGISTER, DATA).status_code == 302
    with after(100):
        asked = RegistrationRequest.objects.get()
        link = f"/en/e/{webinar.short_id}/c/{asked.token}/"
        assert "Yes, register me" in client.get(link).text
        join = fromstring(client.post(link).content).xpath("//a[normalize-space()='Join online']/@href")[0]
        assert "Enter the room" in client.get(path_in(join)).text
        assert client.post(path_in(join))["Location"] == "https://rooms.example/secret-room"

    assert Registration.objects.get().state == "confirmed"
    assert Joining.objects.get().joined_at == NOW + timedelta(minutes=100)


def test_confirm_with_a_form_from_before_the_start_gives_a_seat_during_the_webinar(client, webinar):
    client.post(REGISTER, DATA)

    with after(61):
        asked = RegistrationRequest.objects.get()
        response = client.post(f"/en/e/{webinar.short_id}/c/{asked.token}/")

    assert "You have a seat" in response.text
    assert Registration.objects.get().token not in response.text


@pytest.mark.parametrize(
    ("minutes", "facts", "joins"), [(0, {}, False), (1, {}, True), (30, {"mode": "on-site"}, False)]
)
def test_confirm_offers_to_join_from_an_hour_before_an_online_event(client, minutes, facts, joins):
    event = EventFactory(**{"mode": "online", "start": START, "end": END} | facts)
    category = SeatCategoryFactory(event=event)
    asked = services.ask(
        event=event, category=category, person=Registrant(name="Ada", email=DATA["email"], language="en")
    )

    with after(minutes):
        response = client.post(f"/en/e/{event.short_id}/c/{asked.token}/")

    assert ("You have a seat" in response.text, "Join online" in response.text) == (True, joins)


def test_lost_link_during_a_webinar_is_mailed_again(client, webinar):
    seat = RegistrationFactory(category=webinar.seat_categories.get(), email=DATA["email"], discreet=False)

    with after(70):
        client.post(REGISTER, DATA)
        asked = RegistrationRequest.objects.get()
        assert "Join online" in client.post(f"/en/e/{webinar.short_id}/c/{asked.token}/").text
        again = Message.objects.latest("pk")

    assert (again.template, again.to) == ("events/mail/again", seat.email)
    assert seat.token in again.context["manage_url"]


def test_each_way_in_after_the_end_is_refused_in_words(client, webinar):
    with after(119):
        client.post(REGISTER, DATA)
    asked = RegistrationRequest.objects.get()

    with after(120):
        form, posted = client.get(REGISTER), client.post(REGISTER, DATA)
        confirmed = client.post(f"/en/e/{webinar.short_id}/c/{asked.token}/")

    for response in (form, posted):
        assert (response.status_code, "This event has taken place" in response.text) == (200, True)
    assert (confirmed.status_code, "Registration is not open" in confirmed.text) == (200, True)
    assert (Registration.objects.count(), RegistrationRequest.objects.count()) == (0, 1)

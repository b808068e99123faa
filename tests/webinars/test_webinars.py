import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from wagtail.search.backends import get_search_backend
from wagtail.test.utils import WagtailPageTestCase

from coalition.mail.models import Message
from coalition.pages.cache import PageCache
from coalition.pages.changes import Changes
from events.pages.models import EventPage
from events.registrations import emails
from tests.factories.events import (
    NOW,
    EventFactory,
    RegistrationFactory,
    WebinarFactory,
    event_page,
    webinars_page,
)
from webinars.models import Webinar, WebinarsIndexPage

pytestmark = pytest.mark.django_db
ROOM = "https://rooms.example/secret-room"


@pytest.fixture(autouse=True)
def _january():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def seat():
    """A confirmed seat in a webinar that begins in an hour."""
    start = NOW + timedelta(hours=1)
    webinar = WebinarFactory(start=start, end=start + timedelta(hours=1))
    event_page(webinar, slug="talk", parent=webinars_page())
    return RegistrationFactory(category__event=webinar.event_ptr)


def test_a_webinar_is_an_online_event():
    webinar = WebinarFactory(kind="training", mode="on-site")

    stored = Webinar.objects.get(pk=webinar.pk)
    assert (stored.kind, stored.mode) == ("webinar", "online")


def test_index_lists_webinars_only(client):
    index = webinars_page()
    past = WebinarFactory(start=NOW - timedelta(days=2), end=NOW - timedelta(days=1))
    event_page(past, title="Past", parent=index)
    event_page(WebinarFactory(), title="Upcoming", parent=index)
    event_page(EventFactory(), title="A training")
    event_page(WebinarFactory(closed=True), title="Closed", parent=index)

    html = client.get("/en/webinars/").content.decode()

    assert re.findall(r'event-row__title"><a href="[^"]+">([^<]+)<', html) == ["Upcoming", "Past"]


def test_the_room_is_nowhere(client, seat):
    emails.send_receipt(seat)
    paths = ["webinars/", "webinars/talk/", "webinars/talk/register/", "webinars/talk/seats/",
             "webinars/talk/event.ics", "calendar/all.ics", "search/?q=secret-room",
             f"registrations/{seat.token}/", f"registrations/{seat.token}/join/"]  # fmt: skip

    with time_machine.travel(NOW + timedelta(minutes=45), tick=False):
        told = [path for path in paths if b"rooms.example" in client.get(f"/en/{path}").content]

    assert told == []
    mail = Message.objects.get()
    assert "rooms.example" not in f"{mail.context}{mail.attachments}"
    assert list(get_search_backend().search("secret-room", EventPage)) == []


class Heard(Changes):
    """Changes that are heard, and none come."""

    listening = True  # type: ignore[assignment]

    def start(self):
        pass


def test_the_room_is_in_no_cache_and_no_search_index(client, seat):
    def site(environ, start_response):
        answer = client.get(environ["PATH_INFO"])
        start_response(f"{answer.status_code} {answer.reason_phrase}", list(answer.headers.items()))
        return [answer.content]

    kept = PageCache(site, Heard())
    paths = ["/en/", "/en/calendar/", "/en/webinars/", "/en/webinars/talk/"]

    def fetch(path):
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "HTTP_HOST": "site"}
        return b"".join(kept(environ, lambda status, headers, exc_info=None: None))

    for _time in ("made", "from the cache"):
        bodies = [fetch(path) for path in paths]
        assert [body for body in bodies if b"rooms.example" in body] == []
    assert len(kept.pages.entries) == len(paths)
    feeds = [[client.get("/en/calendar/webinar.ics").content for _time in range(2)] for _time in range(2)]
    assert b"rooms.exam" not in str(feeds).encode()

    with connection.cursor() as cursor:
        cursor.execute("SELECT title::text || autocomplete::text || body::text FROM wagtailsearch_indexentry")
        indexed = [row[0] for row in cursor.fetchall()]
    assert len([words for words in indexed if "webinar" in words]) >= 2  # the event, and its page
    assert [words for words in indexed if "rooms" in words] == []


@pytest.mark.parametrize(("minutes", "opens"), [(29, False), (30, True), (61, True), (119, True), (120, False)])
def test_the_door_opens_30_minutes_before_for_a_press_of_the_button(client, seat, minutes, opens):
    door = f"/en/registrations/{seat.token}/join/"

    with time_machine.travel(NOW + timedelta(minutes=minutes), tick=False):
        shown, pressed = client.get(door), client.post(door)

    assert shown.status_code == 200
    assert (b"Enter the room" in shown.content) is opens
    assert pressed.get("Location") == (ROOM if opens else None)
    assert shown["Referrer-Policy"] == "same-origin"
    assert "form-action 'self' https:" in shown["Content-Security-Policy"]  # browsers check where a form ends up


@pytest.mark.parametrize("state", ["waiting", "cancelled"])
def test_the_door_is_for_those_with_a_seat(client, seat, state):
    seat.state = state
    seat.save()

    with time_machine.travel(NOW + timedelta(minutes=45), tick=False):
        response = client.post(f"/en/registrations/{seat.token}/join/")

    assert (response.status_code, response.get("Location")) == (200, None)


def test_other_events_have_no_door(client):
    registration = RegistrationFactory()

    assert client.get(f"/en/registrations/{registration.token}/join/").status_code == 404
    assert b"join/" not in client.get(f"/en/registrations/{registration.token}/").content


def test_ones_own_page_leads_to_the_door(client, seat):
    html = client.get(f"/en/registrations/{seat.token}/").content.decode()

    assert f'href="/en/registrations/{seat.token}/join/"' in html


def test_a_recording_is_shown_when_it_is_over(client):
    past = WebinarFactory(
        start=NOW - timedelta(days=2), end=NOW - timedelta(days=1), recording_url="https://video.example/1"
    )
    event_page(past, slug="talk", parent=webinars_page())

    assert 'href="https://video.example/1"' in client.get("/en/webinars/talk/").content.decode()


class PageTypes(WagtailPageTestCase):
    def test_where_pages_may_be(self):
        self.assertAllowedSubpageTypes(WebinarsIndexPage, {EventPage})

    def test_index_renders(self):
        index = webinars_page()
        self.assertPageIsRenderable(index)

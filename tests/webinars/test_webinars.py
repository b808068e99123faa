import re
from datetime import timedelta

import pytest
import time_machine
from wagtail.test.utils import WagtailPageTestCase

from events.pages.models import EventPage
from tests.factories.events import NOW, EventFactory, WebinarFactory, event_page, webinars_page
from webinars.models import Webinar, WebinarsIndexPage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _january():
    with time_machine.travel(NOW, tick=False):
        yield


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

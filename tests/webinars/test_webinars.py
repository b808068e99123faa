import re
from datetime import timedelta

import pytest
from django.urls import get_resolver
from wagtail.test.utils import WagtailPageTestCase

from events.pages.models import EventPage
from tests.crawling import sitemap
from tests.factories.events import NOW, EventFactory, SeatCategoryFactory, WebinarFactory, event_page, webinars_page
from webinars.models import WebinarsIndexPage

pytestmark = pytest.mark.django_db


def test_index_lists_webinars_only(client):
    index = webinars_page()
    past = WebinarFactory(start=NOW - timedelta(days=2), end=NOW - timedelta(days=1))
    event_page(past, title="Past", parent=index)
    event_page(WebinarFactory(), title="Upcoming", parent=index)
    event_page(EventFactory(), title="A training")
    event_page(WebinarFactory(closed=True), title="Closed", parent=index)

    html = client.get("/en/webinars/").content.decode()

    assert re.findall(r'event-row__title"><a href="[^"]+">([^<]+)<', html) == ["Upcoming", "Past"]


def test_pages_of_a_webinar_stand_under_webinars_and_nowhere_else(client):
    """Each address of both sections, filled with the page's own name: what is found is found once."""
    webinar = WebinarFactory()
    SeatCategoryFactory(event=webinar)
    page = event_page(webinar, slug="talk", title="A talk on shelters")
    event_page(EventFactory(), slug="training")  # the other section is there, and has addresses
    beside = [one for one in get_resolver("webinars.urls").url_patterns if "<page:slug>" in str(one.pattern)]
    endings = {str(pattern.pattern) for one in beside for pattern in one.url_patterns} | {""}

    def found(section: str) -> set[str]:
        answers = {end: client.get(f"/en/{section}/talk/{end}").status_code for end in endings}
        return {end for end, status in answers.items() if status != 404}

    assert page.url == "/en/webinars/talk/"
    assert found("webinars") >= {"", "register/", "event.ics"}
    assert found("events") == set()
    assert sitemap(client).count("/en/webinars/talk/</loc>") == 1
    for file in ("/en/calendar/all.ics", "/en/webinars/", "/en/events/"):
        said = client.get(file).content.decode().replace("\r\n ", "")
        assert ("/webinars/talk/" in said, "/events/talk/" in said) == (True, False)


class PageTypes(WagtailPageTestCase):
    def test_where_pages_may_be(self):
        self.assertAllowedSubpageTypes(WebinarsIndexPage, {EventPage})

    def test_index_renders(self):
        index = webinars_page()
        self.assertPageIsRenderable(index)

"""Who may see an event is its own fact (`closed`); what Wagtail restricts all the same is nowhere."""

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from coalition.users.models import User
from newsletters.editions.blocks import UpcomingEventsBlock
from tests.factories.events import SeatCategoryFactory, event_page, events_page, webinars_page
from tests.factories.home import make_home
from webinars.models import WebinarsIndexPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
TITLE = "Meeting of the shelter"
PLACES = ("", "events/", "webinars/", "calendar/all.ics", "calendar/training.ics", "search/?q=meeting")
OWN = ("", "register/", "register/sent/", "event.ics")


@pytest.fixture
def page():
    make_home("en")
    webinars_page()
    page = event_page(title=TITLE, slug="shelter")
    SeatCategoryFactory(event=page.event)
    event_page(title="Open to all")
    return page


def told(client):
    """Return where the title is read."""
    listed = [row.title for row in UpcomingEventsBlock().rows({"count": 9})]
    return [path for path in PLACES if TITLE.encode() in client.get(f"/en/{path}").content] + listed


def test_what_is_restricted_is_nowhere(client, page):
    assert told(client) == ["", "events/", "calendar/all.ics", "calendar/training.ics", "search/?q=meeting",
                            TITLE, "Open to all"]  # fmt: skip
    first = client.get("/en/calendar/all.ics")

    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    assert told(client) == ["Open to all"]
    paths = [f"/en/events/shelter/{end}" for end in OWN]
    assert [client.get(path).status_code for path in paths] == [302, 404, 404, 404]
    headers = {"If-None-Match": first["ETag"]}
    assert client.get("/en/calendar/all.ics", headers=headers).status_code == 200


def test_the_cms_offers_no_second_way_to_hide_an_event(client, page):
    client.force_login(User.objects.create_superuser("admin", "admin@coalition.example", "x"))

    for kind in (page, events_page(), WebinarsIndexPage.objects.get()):
        url = reverse("wagtailadmin_pages:set_privacy", args=[kind.pk])
        assert client.get(url).json().get("step") != "set_privacy"
        client.post(url, {"restriction_type": "login"})
    assert PageViewRestriction.objects.count() == 0

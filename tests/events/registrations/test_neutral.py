"""Addresses and titles that say nothing in the history of a browser."""

import re

import pytest

from coalition.mail.models import Message
from events.permissions import invitation
from events.registrations.models import Registration, RegistrationRequest
from tests.crawling import sitemap
from tests.factories.events import (
    EventFactory,
    RegistrationFactory,
    SeatCategoryFactory,
    event_page,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
ENDINGS = ("", "register/", "register/sent/", "seats/", "event.ics")
TITLE = "A shelter in Bobigny"


@pytest.fixture
def page():
    event = EventFactory(neutral_address=True)
    SeatCategoryFactory(event=event)
    return event_page(event, slug="shelter", title=TITLE)


def titles(html):
    return re.findall(r"<title>(.*?)</title>", html)


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_page_of_such_an_event_has_a_neutral_title_and_address(client, page, ending):
    address = f"/en/e/{page.event.short_id}/"

    response = client.get(f"{address}{ending}")

    assert response.status_code == 200
    if ending != "event.ics":
        assert titles(response.content.decode()) == ["Information"]
        assert response["Cache-Control"] == "no-store, private"
        assert "/en/events/shelter/" not in response.content.decode()
    else:
        assert response["Content-Disposition"] == f'attachment; filename="{page.event.short_id}.ics"'


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_address_that_tells_leads_to_the_one_that_does_not(client, page, ending):
    response = client.get(f"/en/events/shelter/{ending}?a=b")

    assert (response.status_code, response["Location"]) == (302, f"/en/e/{page.event.short_id}/{ending}?a=b")


def test_lists_feeds_and_the_sitemap_hold_the_neutral_address(client, page):
    for path in ("events/", "calendar/all.ics"):
        content = client.get(f"/en/{path}").content.decode().replace("\r\n ", "")
        assert (f"/en/e/{page.event.short_id}/" in content, "/en/events/shelter/" in content) == (True, False), path
    assert f"/en/e/{page.event.short_id}/" in sitemap(client)


def test_one_registers_and_cancels_below_it(client, page):
    base = f"/en/e/{page.event.short_id}"
    sent = client.post(f"{base}/register/", {"name": "Ada", "email": "ada@mail.example", "language": "en"})
    assert sent["Location"] == f"{base}/register/sent/"
    done = client.post(f"{base}/c/{RegistrationRequest.objects.get().token}/")

    own = f"{base}/r/{Registration.objects.get().token}/"
    assert done["Location"] == own
    assert Message.objects.latest("pk").context["manage_url"].endswith(own)
    for path in (own, f"{own}cancel/"):
        assert titles(client.get(path).content.decode()) == ["Information"]
    assert client.get(own.replace(f"/e/{page.event.short_id}/r/", "/registrations/"))["Location"] == own
    assert client.post(f"{own}cancel/")["Location"] == own
    assert Registration.objects.get().state == "cancelled"


def test_the_mails_of_a_discreet_person_lead_to_a_neutral_address(client):
    row = RegistrationFactory(category__event=event_page().event, discreet=True)
    own = f"/en/e/{row.event.short_id}/r/{row.token}/"

    html = client.get(own).content.decode()

    assert titles(html) == ["Information"]
    assert f'href="{own}cancel/"' in html
    assert client.get(f"/en/e/2222222222/r/{row.token}/")["Location"] == own


def test_a_closed_event_opens_to_its_invitation_there_too(client):
    page = event_page(EventFactory(closed=True, neutral_address=True), slug="secret")
    ending = invitation(page.event)

    assert client.get(f"/en/events/secret/{ending}")["Location"] == f"/en/e/{page.event.short_id}/{ending}"
    assert client.get(f"/en/e/{page.event.short_id}/{ending}").status_code == 200
    assert client.get(f"/en/e/{page.event.short_id}/").status_code == 404
    assert client.get("/en/events/secret/").status_code == 404

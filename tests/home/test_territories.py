"""The page of a pilot territory or observatory: what it shows, and what it must never tell."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from charter.followup.deliverables import Deliverable
from coalition.members.models import Office
from events.models import Event
from home.agenda.models import ActionLink
from home.territories.showing import closed_meetings
from tests.factories.agenda import make_action, make_goal
from tests.factories.commitments import CommitmentFactory
from tests.factories.events import EventFactory, event_page
from tests.factories.members import ContactFactory, LocalGovernmentFactory, MemberProfileFactory, members_page
from tests.factories.resources import ResourceFactory, resource_page, resources_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-06-01 10:00Z", tick=False):
        yield


def pilot(name: str = "Pilot", **facts):
    return LocalGovernmentFactory(names={"en": name}, **{"member": True, "pilot": True, **facts})


def page(client, government, status: int = 200):
    response = client.get(f"/en/territories/{government.slug}/")
    assert response.status_code == status
    return response


def meetings(government, count: int, *, year: int = 2025, **facts) -> None:
    for number in range(count):
        start = datetime(year, 3, 1 + number, 9, tzinfo=UTC)
        values = {"kind": Event.Kind.PARTNER_MEETING, "closed": True, "host": government, **facts}
        EventFactory(start=start, end=start + timedelta(hours=2), **values)


def test_it_shows_its_words_its_deliverables_and_its_place_in_the_agenda(client):
    town = pilot()
    MemberProfileFactory(government=town, summary="Its focus.")
    ActionLink.objects.create(action=make_action(make_goal(), state="done", en="An observatory"), government=town)
    resource = ResourceFactory(key="diagnosis", kind="study", member_code=town.code)
    resource_page(resources_page(), resource=resource, title="The diagnosis of Pilot")

    response = page(client, town)

    context = response.context
    assert [(one.title, one.row.state) for one in context["actions"]] == [("An observatory", "done")]
    assert [(product.label, product.page and product.page.title) for product in context["products"]] == [
        ("Shared diagnosis", "The diagnosis of Pilot"),
        *((str(name.label), None) for name in list(Deliverable)[1:]),
    ]
    assert "Its focus." in response.content.decode()


def test_who_signed_shows_the_status_of_each_deliverable(client):
    commitment = CommitmentFactory()
    town = commitment.government
    town.observatory_since = 2024
    town.save()
    response = page(client, town)
    assert [row.status for row, _links in response.context["commitments"]["rows"]] == ["open"]
    assert response.context["products"] == []


def test_what_is_no_territory_or_not_shown_is_unknown(client):
    page(client, LocalGovernmentFactory(member=True), 404)
    page(client, pilot("Proposed", member=False, proposed=True), 404)
    pilot("Shown")
    assert [row.names["en"] for row, _words in client.get("/en/territories/").context["rows"]] == ["Shown"]


@pytest.mark.parametrize(("count", "told"), [(0, 0), (1, 0), (4, 0), (5, 5), (6, 6)])
def test_closed_meetings_are_counted_from_five_on(client, count, told):
    town = pilot()
    meetings(town, count)
    assert closed_meetings(town) == told
    assert ("closed meetings" in page(client, town).content.decode()) is bool(told)


def test_no_closed_meeting_of_this_year_of_another_or_cancelled_is_counted():
    town = pilot()
    meetings(town, 5)
    meetings(town, 3, year=2026)
    meetings(town, 3, state=Event.State.CANCELLED)
    meetings(pilot("Other"), 3)
    assert closed_meetings(town) == 5


def test_of_a_place_at_risk_neither_team_nor_meetings_are_told(client):
    town = pilot(at_risk=True)
    Office.objects.create(government=town, role="observatory", email="office@town.example")
    ContactFactory(government=town, name="Amina Person", email="amina@town.example")
    meetings(town, 7)
    html = page(client, town).content.decode()
    assert [word for word in ("office@town", "Amina", "amina@", "closed meetings", "The team") if word in html] == []


def test_the_team_is_offices_and_no_person(client):
    town = pilot()
    Office.objects.create(government=town, role="observatory", email="office@town.example")
    ContactFactory(government=town, name="Amina Person", email="amina@town.example")
    html = page(client, town).content.decode()
    assert "The team" in html
    assert "Amina" not in html


def test_a_closed_event_is_never_named(client):
    town = pilot()
    event_page(EventFactory(host=town, closed=True), title="Secret meeting")
    event_page(EventFactory(host=town), title="Open day")
    response = page(client, town)
    assert [row.title for row in response.context["events"]] == ["Open day"]
    assert "Secret meeting" not in response.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number(client, django_assert_num_queries, rows):
    for number in range(rows):
        pilot(f"Pilot {number}")
    client.get("/en/territories/")
    with django_assert_num_queries(2):
        client.get("/en/territories/")


def test_profile_and_map_of_the_site_lead_to_it(client):
    members_page()
    town = pilot()
    address = f"/en/territories/{town.slug}/"
    assert address in client.get(f"/en/members/{town.slug}/").content.decode()
    paths = re.findall(r"<loc>http://[^/]+(/[^<]*territories/[^<]*)</loc>", client.get("/sitemap.xml").content.decode())
    assert address in paths
    assert len(paths) == 4

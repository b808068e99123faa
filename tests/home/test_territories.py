"""A profile of a pilot territory or observatory: what it shows, and what it must never tell."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError
from django.utils.translation import override

from charter.followup.deliverables import Deliverable
from coalition.figures import releases as figures
from coalition.members import merge_governments
from coalition.members.models import Office
from coalition.users import roles
from events.models import Event
from home.programme.covered_deliverables import Meetings, closed_meetings
from home.programme.models import TerritoryDeliverable
from home.templatetags.profiles import profile_sections
from tests.factories.charter import staff
from tests.factories.commitments import CommitmentFactory
from tests.factories.events import EventFactory, event_page
from tests.factories.figures import FigureFactory
from tests.factories.home import make_home, make_page
from tests.factories.members import LocalGovernmentFactory, MemberProfileFactory, members_page
from tests.factories.resources import ResourceFactory, resource_page, resources_page
from tests.factories.territories import make_work

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-06-01 10:00Z", tick=False)]
QUERIES = 25  # of the profile of a territory, whatever it has
SECTION = "home/programme/territory.html"


def pilot(name: str = "Pilot", **facts):
    return LocalGovernmentFactory(names={"en": name}, **{"member": True, "pilot": True, **facts})


@pytest.fixture(autouse=True)
def directory(db):
    make_home()
    members_page()


def page(client, government) -> str:
    response = client.get(f"/en/members/{government.slug}/")
    assert response.status_code == 200
    return response.text


def meetings(government, count: int, *, year: int = 2025, **facts) -> None:
    for number in range(count):
        start = datetime(year, 3, 1 + number, 9, tzinfo=UTC)
        values = {"kind": Event.Kind.PARTNER_MEETING, "closed": True, "host": government, **facts}
        EventFactory(start=start, end=start + timedelta(hours=2), **values)


def told(government, language: str = "en") -> list[tuple[str, str, list[str], str | None]]:
    with override(language):
        products = dict(profile_sections(government))[SECTION]["products"]
        return [(one.label, one.state_label, one.days, one.link and one.link.title) for one in products]


def test_a_profile_shows_its_words_and_its_deliverables(client):
    town = pilot()
    MemberProfileFactory(government=town, summary="Its focus.")
    resource = ResourceFactory(key="diagnosis", kind="study", member_code=town.code)
    resource_page(resources_page(), resource=resource, title="The diagnosis of Pilot")
    event_page(EventFactory(host=town, closed=True), title="Secret meeting")

    text = page(client, town)

    assert told(town) == [
        ("Shared diagnosis", "", [], "The diagnosis of Pilot"),
        *((str(name.label), "", [], None) for name in list(Deliverable)[1:]),
    ]
    shown = ("Its focus.", "Five commitments of the programme", "Secret meeting")
    assert [words in text for words in shown] == [True, True, False]


def test_what_was_planned_for_a_year_that_is_over_is_not_yet_reported():
    town = pilot()
    make_work(town, guide={"state": "planned", "year": 2025}, seminar={"state": "planned", "year": 2026})

    states = [(state, days) for _label, state, days, _link in told(town)][3:]
    assert states == [("Not yet reported", ["planned for 2025"]), ("Planned", ["2026"])]


def test_five_that_are_planned_are_one_sentence(client):
    town = pilot()
    make_work(town, **{name.replace("-", "_"): {"state": "planned"} for name in Deliverable.values})
    text = page(client, town)
    assert ("a guide and a seminar are planned" in text, "Five commitments of" in text) == (True, False)


def test_who_is_no_territory_has_no_such_part(client):
    town = LocalGovernmentFactory(member=True)
    assert SECTION not in dict(profile_sections(town))


def all_five(government) -> None:
    """Keep a state of each deliverable, shown by what everybody may read, a closed event, and a draft."""
    resource = ResourceFactory(key="law")
    resource_page(resources_page(), resource=resource, title="The plan")
    day = event_page(EventFactory(), title="Day of training").event
    closed = event_page(EventFactory(closed=True), title="Secret meeting").event
    public, draft = make_page("The guide"), make_page("Secret draft", live=False)
    rows = {
        "diagnosis": {"state": "done", "year": 2022, "month": 11, "updated": 2023, "page": draft},
        "action_plan": {"state": "done", "until": 2025, "resource": resource},
        "training": {"state": "under-way", "year": 2026, "event": day},
        "guide": {"state": "planned", "year": 2027, "page": public},
        "seminar": {"state": "planned", "event": closed},
    }
    make_work(government, **rows)


def test_who_has_not_signed_tells_the_state_the_days_and_what_shows_each_deliverable(client):
    town = pilot()
    all_five(town)
    text = page(client, town)
    assert told(town) == [
        ("Shared diagnosis", "Done", ["November 2022", "updated in 2023"], None),
        ("Action plan", "Done", ["covers up to 2025"], "The plan"),
        ("Training programme", "Under way", ["2026"], "Day of training"),
        ("Guide", "Planned", ["2027"], "The guide"),
        ("Seminar", "Planned", [], None),
    ]
    assert "Secret" not in text
    assert told(town, "fr")[0] == ("Diagnostic partagé", "Fait", ["novembre 2022", "mise à jour en 2023"], None)


def test_of_a_place_at_risk_no_month_no_coming_year_and_no_event_of_a_deliverable_is_told(client):
    town = pilot(at_risk=True)
    all_five(town)
    shown = [(["2022", "updated in 2023"], None), (["covers up to 2025"], "The plan"), ([], None), ([], "The guide")]
    assert [row[2:] for row in told(town)] == [*shown, ([], None)]


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"month": 3}, "deliverable_month_has_its_year"),
        ({"month": 13, "year": 2022}, "deliverable_month_has_its_year"),
        ({"both": True}, "deliverable_leads_to_one_thing"),
        ({"deliverable": "guide"}, "one_state_per_deliverable_of_a_territory"),
    ],
)
def test_the_database_refuses_a_month_without_its_year_two_links_and_a_deliverable_twice(facts, constraint):
    work = make_work(pilot(), guide={"state": "done"})
    if facts.pop("both", False):
        facts = {"event": EventFactory(), "resource": ResourceFactory()}
    with pytest.raises(IntegrityError, match=constraint):
        TerritoryDeliverable.objects.create(**{"work": work, "deliverable": "seminar", **facts})


def test_in_a_merge_the_one_that_stays_gets_what_it_did_not_have():
    into, source = pilot("Stays"), pilot("Goes")
    make_work(into, guide={"state": "planned"})
    make_work(source, guide={"state": "done"}, seminar={"state": "done"})
    merge_governments.merge(source=source, into=into, by=staff(roles.CHARTER_REVIEWERS))
    rows = into.work.deliverables.order_by("deliverable").values_list("deliverable", "state")
    assert list(rows) == [("guide", "planned"), ("seminar", "done")]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_rows(client, django_assert_num_queries, rows):
    town, library = pilot(), resources_page()
    MemberProfileFactory(government=town)
    names = ("diagnosis", "action_plan", "training")
    for number in range(rows):
        event_page(EventFactory(host=town), title=f"Day {number}")
        Office.objects.create(government=town, role=list(Office.Role)[number], email="office@town.example")
        resource_page(library, resource=ResourceFactory(key=f"guide-{number}", member_code=town.code, kind="guide"))
        figures.release(indicator=FigureFactory(government=town, indicator__counts_persons=False).indicator, by=None)
    events = [event_page(EventFactory(), title=f"Other {number}").event for number in range(rows)]
    make_work(town, **{name: {"event": event} for name, event in zip(names, events, strict=False)})
    page(client, town)
    with django_assert_num_queries(QUERIES):
        page(client, town)


def test_who_signed_shows_the_status_of_each_deliverable():
    commitment = CommitmentFactory()
    town = commitment.government
    town.observatory_since = 2024
    town.save()
    found = dict(profile_sections(town, below=True))
    assert [row.status for row, _links in found["charter/commitments_section.html"]["rows"]] == ["open"]
    assert SECTION not in dict(profile_sections(town))


@pytest.mark.parametrize(("count", "told"), [(0, 0), (1, 0), (4, 0), (5, 5), (6, 6)])
def test_closed_meetings_are_counted_from_five_on(client, count, told):
    town = pilot()
    meetings(town, count)
    assert closed_meetings(town) == (Meetings(told, is_step=False) if told else None)
    assert ("closed meetings" in page(client, town)) is bool(told)


def test_no_closed_meeting_of_this_year_of_another_or_cancelled_is_counted():
    town = pilot()
    meetings(town, 5)
    meetings(town, 3, year=2026)
    meetings(town, 3, state=Event.State.CANCELLED)
    meetings(pilot("Other"), 3)
    assert closed_meetings(town) == Meetings(5, is_step=False)


@pytest.mark.parametrize(("count", "step"), [(4, 0), (5, 5), (9, 5), (10, 10), (19, 10), (20, 20)])
def test_of_a_place_at_risk_a_step_is_told_a_year_later(client, count, step):
    town = pilot(at_risk=True)
    meetings(town, count, year=2024)
    meetings(town, 20, year=2025)  # over, and told next year
    assert closed_meetings(town) == (Meetings(step, is_step=True) if step else None)
    words = f"At least {step} closed meetings with partners have taken place over the years."
    assert (words in page(client, town)) is bool(step)

"""The programme: goals with what they have reached, and actions linked to what everybody may read, nothing else."""

import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from home.programme.models import Action, ActionLink
from tests.factories.agenda import make_action as action
from tests.factories.agenda import make_goal as goal
from tests.factories.events import EventFactory, event_page
from tests.factories.members import LocalGovernmentFactory, home_page
from tests.factories.resources import ResourceFactory, resource_page, resources_page

pytestmark = pytest.mark.django_db
PAGE = "/en/programme/"


def shown(response) -> list[tuple[str, list[tuple[str, str, list[str]]]]]:
    return [
        (one.title, [(act.title, act.row.state, [link.title for link in act.links]) for act in one.actions])
        for one in response.context["goals"]
    ]


def test_goals_and_actions_stand_in_their_order_in_the_language_else_in_english(client):
    second, first = goal(2, en="Observe", fr="Observer"), goal(1)
    action(first, state="planned", position=2, en="Later")
    action(first, state="done", position=1, en="Sooner")
    action(second, state="under-way", en="Now")

    assert shown(client.get("/fr/programme/")) == [
        ("Goal 1", [("Sooner", "done", []), ("Later", "planned", [])]),
        ("Observer", [("Now", "under-way", [])]),
    ]


def test_the_demonstration_says_one_thing_of_the_deliverables_of_a_territory():
    goals, territories = (
        tomllib.loads(Path(f"home/demo/content/{name}.toml").read_text()) for name in ("agenda", "territories")
    )
    nothing_begun = {
        row["member"] for row in territories["territory"] if {one["state"] for one in row["deliverable"]} == {"planned"}
    }
    under_way = [act for one in goals["goal"] for act in one["action"] if act["state"] == "under-way"]
    assert nothing_begun == {"PS-JEN"}
    assert [act["title"]["en"] for act in under_way if nothing_begun & {*act.get("members", [])}] == []


@pytest.mark.parametrize(
    ("state", "years", "says"),
    [
        ("planned", (2025, None), ["Not yet reported", "2025"]),
        ("under-way", (2024, 2025), ["Not yet reported", "2024–2025"]),
        ("under-way", (2024, 2026), ["Under way", "2024–2026"]),
        ("done", (2024, 2025), ["Done", "2024–2025"]),
        ("planned", (None, None), ["Planned"]),
    ],
)
def test_what_nobody_reported_in_its_years_is_said(client, time_machine, state, years, says):
    time_machine.move_to("2026-06-01 10:00Z", tick=False)
    row = action(goal(), state=state)
    Action.objects.filter(pk=row.pk).update(first_year=years[0], last_year=years[1])

    assert (
        re.findall(r"(Not yet reported|Under way|Done|Planned|20[–\d]+)</(?:span|bdi)>", client.get(PAGE).text) == says
    )


def test_what_nobody_may_read_is_linked_to_nowhere(client):
    home_page()
    library = resources_page()
    row = action(goal())
    closed = event_page(EventFactory(closed=True), title="Secret meeting")
    open_page = event_page(EventFactory(), title="Open meeting")
    draft, guide = ResourceFactory(key="draft"), ResourceFactory(key="guide")
    resource_page(library, resource=draft, title="Secret draft", live=False)
    resource_page(library, resource=guide, title="The guide")
    hidden = LocalGovernmentFactory(names={"en": "Secret town"}, member=False)
    member = LocalGovernmentFactory(names={"en": "A member"}, member=True)
    things = {"event": (closed.event, open_page.event), "resource": (draft, guide), "government": (hidden, member)}
    for name, thing in ((name, thing) for name, both in things.items() for thing in both):
        ActionLink.objects.create(action=row, **{name: thing})

    response = client.get(PAGE)

    assert shown(response) == [("Goal 1", [("An action", "planned", ["Open meeting", "The guide", "A member"])])]
    assert "Secret" not in response.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_any_number(client, django_assert_num_queries, rows):
    for number in range(1, rows + 1):
        row = action(goal(number))
        ActionLink.objects.create(action=row, government=LocalGovernmentFactory(member=True))
    client.get(PAGE)
    with django_assert_num_queries(18):
        client.get(PAGE)


def test_a_link_leads_to_one_thing():
    row, town = action(goal()), LocalGovernmentFactory()
    for things in ({}, {"government": town, "resource": ResourceFactory()}):
        with pytest.raises(IntegrityError, match="action_link_leads_to_one_thing"), transaction.atomic():
            ActionLink.objects.create(action=row, **things)


def test_each_goal_tells_what_it_has_reached_of_what_everybody_may_read(client):
    home_page()
    for number in (1, 2, 3):
        goal(number)
    LocalGovernmentFactory(member=True, pilot=True, observatory_since=2022)
    held = {"start": datetime(2026, 1, 1, 9, tzinfo=UTC), "end": datetime(2026, 1, 1, 10, tzinfo=UTC)}
    event_page(EventFactory(kind="webinar", mode="online", **held))
    event_page(EventFactory(kind="webinar", mode="online", closed=True, **held))
    event_page(EventFactory(kind="training", state="cancelled", **held))

    reached = {one.number: [each.label for each in one.figures] for one in client.get(PAGE).context["goals"]}

    assert reached == {
        1: ["1 observatory"],
        2: ["1 member government", "1 country", "1 webinar held"],
        3: [],
    }

"""The page of an event: for its team, with figures that stay when names go, and none that tells of somebody."""

import csv
import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils.html import escape

from coalition.users import roles
from coalition.users.models import User
from events.desk import figures
from events.desk.overview import waiting_work
from events.registrations import personal_data
from events.team import permissions as team
from tests.events.door.test_door import host, person
from tests.factories.doors import CheckInFactory
from tests.factories.events import EventFactory, RegistrationFactory, SeatCategoryFactory
from tests.factories.programmes import ProgrammeFactory

pytestmark = pytest.mark.django_db


def rows(event):
    return [part.rows for part in figures.all_of(event)]


def test_figures_are_the_same_after_names_are_erased():
    event = EventFactory(retention_days=30)
    hall = SeatCategoryFactory(event=event, capacity=10, names={"en": "Hall"})
    for state, language in (("confirmed", "fr"), ("confirmed", "ar"), ("waiting", "fr"), ("cancelled", "en")):
        person(event, state=state, language=language)
    CheckInFactory(registration=event.registrations.confirmed().first())
    before = rows(event)

    assert personal_data.purge_registrations(event.end + timedelta(days=30)) == 0
    assert personal_data.purge_registrations(event.end + timedelta(days=31)) == 4

    assert rows(event) == before
    seats, languages, attendance = before
    assert seats == [[str(hall), 10, 2, 1, 8]]
    assert languages == [["English", 0], ["French", 2], ["Spanish", 0], ["Arabic", 1]]
    assert attendance == [[str(hall), 2, 1, 1]]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"a": 9, "b": 30}, {"a": 9, "b": 30}),
        ({"a": 4, "b": 9, "c": 30}, {"a": None, "b": None, "c": 30}),  # one alone would follow from the sum
        ({"a": 1, "b": 2, "c": 9, "d": 30}, {"a": None, "b": None, "c": None, "d": 30}),  # three people are too few
        ({"a": 4, "b": 4, "c": 9}, {"a": None, "b": None, "c": 9}),
        ({"a": 0, "b": 3}, {"a": None, "b": None}),
    ],
)
def test_no_cell_under_five_is_published_or_follows_from_a_sum(cells, told):
    assert figures.suppressed(cells) == told


@pytest.mark.parametrize(
    ("came", "stayed", "told"),
    [
        ({"a": 9, "b": 30}, {"a": 0, "b": 5}, {"a": 9, "b": 30}),
        ({"a": 9, "b": 30}, {"a": 1, "b": 5}, {"a": None, "b": None}),  # nine of ten: one stayed away
        ({"a": 9, "b": 30, "c": 40}, {"a": 1, "b": 2, "c": 9}, {"a": None, "b": None, "c": None}),  # three of both
        ({"a": 9, "b": 30, "c": 40}, {"a": 4, "b": 3, "c": 9}, {"a": None, "b": None, "c": 40}),
    ],
)
def test_how_few_stayed_away_does_not_follow_from_who_came(came, stayed, told):
    assert figures.suppressed(came, stayed) == told


def test_a_sheet_to_publish_tells_of_no_few_who_stayed_away():
    event = EventFactory()
    hall = SeatCategoryFactory(event=event, capacity=9, names={"en": "Hall"})
    online = SeatCategoryFactory(event=event, capacity=9, names={"en": "Online"})
    for category in (hall, online):
        for number in range(6):
            row = RegistrationFactory(category=category)
            if number or category == online:
                CheckInFactory(registration=row)

    told = {(title, group): people for title, group, people in csv.reader(figures.sheet(event).splitlines())}

    hidden = "fewer than 5, or hidden"
    assert [told["Who attended", name] for name in ("Hall", "Online")] == [hidden, hidden]
    assert [told["Seats taken", name] for name in ("Hall", "Online")] == ["6", "6"]


def test_the_page_opens_to_its_team(client):
    event = EventFactory()
    CheckInFactory(registration=person(event))
    host(client)
    address = reverse("events_overview:event", args=[event.pk])
    assert client.get(address).status_code == 200
    assert ",1\r\n" not in client.get(reverse("events_overview:figures", args=[event.pk])).text

    team.name_team(event=event, users=[User.objects.create_user("owner")])
    assert client.get(address).status_code == 302
    assert client.get(reverse("events_overview:figures", args=[event.pk])).status_code == 404


def test_what_waits_for_a_host_is_of_own_events_only(client):
    mine, other = EventFactory(approval=True), EventFactory(approval=True)
    user = host(client)
    team.name_team(event=other, users=[User.objects.create_user("owner")])
    for event, applied in ((mine, 2), (other, 1)):
        person(event, state="waiting")
        for _number in range(applied):
            person(event, state="applied")
    first = mine.registrations.filter(state="applied").earliest("created_at").created_at

    lines = [(line.label, line.count, line.url.partition("?")[2]) for line in waiting_work(user)][:2]
    assert lines == [
        ("People waiting for your decision", 2, "state=applied"), ("People who wait for a seat", 1, "state=waiting"),
    ]  # fmt: skip
    assert waiting_work(user)[0].since == first
    assert waiting_work(host(client, "writer", roles.NEWSLETTER_EDITORS)) == []
    assert [line.label for line in waiting_work(host(client, "editor", roles.COMMITTEE_EDITORS))][:1] == [
        "People who wait for a seat"
    ]


def test_the_page_says_first_who_waits_for_a_decision_and_leads_to_them(client):
    event = EventFactory(approval=True)
    for state in ("applied", "applied", "waiting", "confirmed", "cancelled"):
        person(event, state=state)
    with time_machine.travel(event.start - timedelta(days=1)):
        host(client)
        steps = figures.next_steps(event)[:2]
        page = client.get(reverse("events_overview:event", args=[event.pk])).text
        listed = client.get(steps[0].url)
    assert [step.words for step in steps] == ["2 people wait for your decision.", "1 person waits for a seat."]
    assert all(f'<a href="{escape(step.url)}">{step.words}</a>' in page for step in steps)
    assert {row.state for row in listed.context["object_list"]} == {"applied"}
    with time_machine.travel(event.end + timedelta(days=1)):
        assert [step.url for step in figures.next_steps(event)] == [""]


def test_the_registrations_of_one_event_stand_in_a_tab_of_its_page(client):
    programme = ProgrammeFactory(event=EventFactory(closed=True))
    event = programme.event
    host(client)
    pages = {
        reverse("events_overview:event", args=[event.pk]),
        f"{(listed := reverse(figures.LISTED))}?event={event.pk}",
        reverse("events_letters:list", args=[event.pk]),
        reverse("events_invitations:list", args=[event.pk]),
        reverse("events_door:event", args=[event.pk]),
        *(
            reverse(f"wagtailsnippets_events_programme:{name}", args=[programme.pk])
            for name in ("plan", "interpretation")
        ),
    }
    for address in (f"{listed}?event={event.pk}", reverse("events_overview:event", args=[event.pk])):
        tabs = client.get(address).text.partition('<nav class="w-tabs"')[2].partition("</nav>")[0]
        assert set(re.findall('href="([^"]+)"', tabs)) == pages
    team.name_team(event=event, users=[User.objects.create_user("owner")])
    assert '<nav class="w-tabs"' not in client.get(f"{listed}?event={event.pk}").text

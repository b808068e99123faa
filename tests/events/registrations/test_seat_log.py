"""A host who is asked "why her, and not me" finds how a seat was given on the page of its registration."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from coalition.users.models import User
from events.desk.registrations import lines_of
from events.registrations import waiting_list
from events.registrations.models import SeatMove
from events.team import permissions as team
from tests.factories.events import NOW, RegistrationFactory, SeatCategoryFactory

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)


@pytest.fixture
def hall():
    with time_machine.travel(NOW, tick=False):
        yield SeatCategoryFactory(capacity=2, names={"en": "Hall", "ar": "القاعة"})


def page_of(registration):
    return reverse("wagtailsnippets_events_registration:inspect", args=[registration.pk])


def told(registration):
    return [(line.when, line.what, line.seats, line.state, line.host, line.passed) for line in lines_of(registration)]


def test_it_says_when_what_which_host_and_past_how_many(hall):
    host = User.objects.create_user("Rosa")
    row = RegistrationFactory(category=hall, state="waiting")
    screen = SeatCategoryFactory(event=hall.event, names={"en": "Online"})
    SeatMove.objects.create(
        event=hall.event, registration=row, category=hall, kind="offered", state="offered", passed=3, at=NOW
    )
    with time_machine.travel(LATER, tick=False):
        waiting_list.promote(registration=row, host=host)
        waiting_list.swap(registration=row, category=screen)

    assert told(row) == [
        ("10 Jan 2027, 11:00, Paris time", "Was asked whether they want a seat", "Hall",
         "asked whether they want a seat", "–", "3"),
        ("10 Jan 2027, 13:00, Paris time", "Got a seat that became free", "Hall", "confirmed", "Rosa", "–"),
        ("10 Jan 2027, 13:00, Paris time", "Changed to other seats", "Online", "confirmed", "–", "–"),
    ]  # fmt: skip


def test_the_page_of_a_registration_shows_its_own_log_to_the_team_alone(client, hall, host):
    rows = RegistrationFactory.create_batch(2, category=hall, state="waiting")
    quiet = RegistrationFactory(category=hall)
    rosa = User.objects.create_user("Rosa")
    waiting_list.promote(registration=rows[0], host=rosa)

    shown = client.get(page_of(rows[0])).text
    cells = re.findall(r"<t[hd] scope=\"row\">([^<]+)|<td>([^<]+)", shown.partition('id="moves"')[2])
    assert [one or other for one, other in cells] == list(told(rows[0])[0])
    assert rows[1].email not in shown
    assert 'id="moves"' not in client.get(page_of(quiet)).text

    team.name_team(event=hall.event, users=[rosa])
    assert client.get(page_of(rows[0]), follow=True).status_code == 404

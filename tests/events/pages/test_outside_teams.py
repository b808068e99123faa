"""A calendar of others belongs to its team, and to the committee."""

import pytest
from django.test import Client
from django.urls import reverse

from coalition.users.roles import COMMITTEE_EDITORS, EVENT_HOSTS
from events.pages.outside.models import OutsideCalendar
from tests.factories.charter import staff
from tests.factories.outside import OutsideCalendarFactory

pytestmark = pytest.mark.django_db
SNIPPET = "wagtailsnippets_events_outsidecalendar"
TYPED = {
    "name": "Cities of the south", "address": "https://south.example/1.ics", "home": "https://south.example/",
    "kind": "uclg-meeting", "region": "", "language": "", "zone": "Europe/Paris", "active": "on",
}  # fmt: skip


@pytest.mark.parametrize("name", ["edit", "delete", "usage", "history", "read"])
def test_a_calendar_of_another_team_answers_404_to_a_host(client: Client, name: str):
    calendar = OutsideCalendarFactory(name="Cities of the north")
    calendar.team.add(staff(EVENT_HOSTS, "owner"))
    client.force_login(staff(EVENT_HOSTS))
    address = reverse(f"{SNIPPET}:{name}", args=[calendar.pk])

    answers = [client.post(address, follow=True), *([] if name == "read" else [client.get(address, follow=True)])]

    assert {answer.status_code for answer in answers} == {404}
    assert "Cities of the north" not in client.get(reverse(f"{SNIPPET}:list")).text
    assert OutsideCalendar.objects.filter(pk=calendar.pk).exists()


def test_a_host_who_adds_a_calendar_is_in_its_team_and_may_delete_it(client: Client):
    host = staff(EVENT_HOSTS)
    client.force_login(host)
    shown = client.get(reverse(f"{SNIPPET}:add"))
    team = shown.context["form"]["team"].initial
    nobody = client.post(reverse(f"{SNIPPET}:add"), TYPED)
    assert (team, OutsideCalendar.objects.count()) == ([host.pk], 0)
    assert "Choose at least one person." in nobody.text

    client.post(reverse(f"{SNIPPET}:add"), TYPED | {"team": team})

    calendar = OutsideCalendar.objects.get()
    assert list(calendar.team.all()) == [host]
    client.post(reverse(f"{SNIPPET}:delete", args=[calendar.pk]))
    assert not OutsideCalendar.objects.exists()


def test_the_committee_names_the_team_of_a_calendar_that_has_none(client: Client):
    calendar, host = OutsideCalendarFactory(), staff(EVENT_HOSTS)
    client.force_login(staff(COMMITTEE_EDITORS))
    edit = reverse(f"{SNIPPET}:edit", args=[calendar.pk])
    version = client.get(edit).context["form"]["version"].initial

    client.post(edit, TYPED | {"team": [host.pk], "version": version})

    assert list(calendar.team.all()) == [host]


def test_many_calendars_are_deleted_by_their_team_alone(client: Client):
    owned, other = OutsideCalendarFactory(name="Ours"), OutsideCalendarFactory(name="Theirs")
    host = staff(EVENT_HOSTS)
    owned.team.add(host)
    client.force_login(host)
    bulk = reverse("wagtail_bulk_action", args=["events", "outsidecalendar", "delete"])
    address = f"{bulk}?next=/cms/&id={owned.pk}&id={other.pk}"

    asked = client.get(address).text
    client.post(address)

    assert ("Ours" in asked, "Theirs" in asked) == (True, False)
    assert list(OutsideCalendar.objects.all()) == [other]

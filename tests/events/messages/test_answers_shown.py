"""What a calendar answered is shown to hosts and to its person: never of a discreet one, never of an older date."""

from datetime import timedelta

import pytest
from django.urls import reverse

from events.messages.models import CalendarReply
from events.registrations import event_changes, services
from events.registrations.models import Registration
from tests.factories.events import NOW, RegistrationFactory, SeatCategoryFactory, event_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
LIST = reverse("wagtailsnippets_events_registration:list")


@pytest.fixture
def hall():
    return SeatCategoryFactory(capacity=20, event=event_page().event)


def answered(hall, answer, **facts):
    row = RegistrationFactory(category=hall, **facts)
    CalendarReply.objects.create(registration=row, answer=answer, sequence=row.event.sequence, stamp=NOW)
    return row


def told(client, row):
    """Return whether the list, the registration's page in the CMS, and the person's own page tell that one declined."""
    inspect = reverse("wagtailsnippets_events_registration:inspect", args=[row.pk])
    own = f"/en/registrations/{row.token}/"
    return ["declined" in client.get(page, follow=True).text for page in (LIST, inspect, own)]


def test_an_answer_is_told_in_the_list_on_the_registration_and_to_its_person(host, hall):
    row = answered(hall, "declined")

    assert told(host, row) == [True] * 3
    assert "the seat is yours until you cancel" in host.get(f"/en/registrations/{row.token}/").text


@pytest.mark.parametrize("why", ["discreet", "cancelled", "moved", "none"])
def test_where_no_answer_is_told(host, hall, why):
    row = answered(hall, "declined", discreet=why == "discreet")
    if why == "cancelled":
        Registration.objects.filter(pk=row.pk).update(state="cancelled")
    if why == "moved":
        end = row.event.wall_end + timedelta(hours=1)
        services.reschedule(event=row.event, start=row.event.wall_start, end=end)
        event_changes.tell()
    if why == "none":
        CalendarReply.objects.all().delete()

    assert told(host, row) == [False] * 3

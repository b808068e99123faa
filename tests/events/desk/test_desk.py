"""The hands of hosts: add, correct, move, promote, mail again, cancel many at once; what leaves is logged."""

from datetime import timedelta
from html import unescape
from urllib.parse import urlencode

import pytest
import time_machine
from django.urls import reverse
from wagtail.models import ModelLogEntry

from coalition.mail.models import Message
from coalition.users.models import User
from events.models import Event
from events.registrations import own_page as own
from events.registrations.models import Registration
from tests.events.test_emails import rendered
from tests.factories.events import NOW, RegistrationFactory, SeatCategoryFactory, event_page
from tests.factories.mail import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]


@pytest.fixture
def hall():
    return SeatCategoryFactory(capacity=2, event=event_page().event, names={"en": "Hall"})


def act(client, action, rows, **typed):
    address = reverse("wagtail_bulk_action", args=["events", "registration", action])
    url = f"{address}?{urlencode([('id', row.pk) for row in rows])}"
    shown = client.get(url)
    return shown, client.post(url, typed, follow=True)


def states():
    return list(Registration.objects.order_by("pk").values_list("state", flat=True))


def mails():
    return [(said(mail), mail.to) for mail in Message.objects.order_by("pk")]


def test_a_seat_is_given_before_others_and_never_over_the_number(host, hall):
    RegistrationFactory(category=hall)
    waiting = RegistrationFactory.create_batch(3, category=hall, state="waiting")

    act(host, "promote", waiting[1:])

    assert states() == ["confirmed", "waiting", "confirmed", "waiting"]
    assert mails() == [("promotion", waiting[1].email)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_leaves_is_logged_and_has_the_events_own_hours(host, hall, kind):
    hall.event.zone = "Asia/Hebron"
    hall.event.save()
    RegistrationFactory(category=hall)
    listing = reverse("wagtailsnippets_events_registration:list")

    response = host.get(f"{listing}?export={kind}&event={hall.event_id}")

    body = b"".join(response.streaming_content) if response.streaming else response.content
    assert kind == "xlsx" or b"2027-01-10 12:00,Asia/Hebron" in body
    entry = ModelLogEntry.objects.get(action="events.export_registrations")
    assert (entry.user.username, entry.data) == ("somebody", {"format": kind, "event": str(hall.event_id)})


def test_a_host_undoes_nothing_that_the_person_changed_meanwhile(host, hall):
    row = RegistrationFactory(category=hall, event=hall.event, name="Ada")
    correct = reverse("wagtailsnippets_events_registration:correct", args=[row.pk])
    opened = host.get(correct).context["form"]["version"].value()
    own.change(registration=row, answers={"name": "Ada L.", "language": "fr", "access_needs": "Ramp", "discreet": True})
    typed = {"name": "Aida", "language": "en", "access_needs": "", "version": opened}

    refused = host.post(correct, typed)

    row.refresh_from_db()
    assert (row.name, row.language, row.access_needs, row.discreet) == ("Ada L.", "fr", "Ramp", True)
    assert ("It now says: Ada L. · Ramp · French" in refused.text, 'value="Aida"' in refused.text) == (True, True)
    again = refused.context["form"]["version"].value()
    for version, saved in (("", 200), ("x", 200), (again, 302)):
        assert host.post(correct, typed | {"version": version}).status_code == saved
    row.refresh_from_db()
    assert (row.name, row.language, row.access_needs, row.discreet) == ("Aida", "en", "", True)


def test_hosts_add_people_after_registration_closed_and_until_the_event_ends(client, host, hall):
    event = hall.event
    Event.objects.filter(pk=event.pk).update(registration_closes=NOW - timedelta(days=1))
    add = reverse("wagtailsnippets_events_event:add_person", args=[event.pk])
    typed = {"name": "Ada", "email": "ada@mail.example", "language": "en", "agreed": "on"}
    assert add in host.get(reverse("wagtailsnippets_events_event:list")).text

    host.post(add, typed)

    assert states() == ["confirmed"]
    for moment in (event.end, NOW):
        Event.objects.filter(pk=event.pk).update(state="cancelled" if moment == NOW else "scheduled")
        with time_machine.travel(moment, tick=False):
            client.force_login(User.objects.get(username="somebody"))
            late = host.post(add, typed | {"email": "bob@mail.example"}, follow=True)
            assert "The event is over or does not take place" in late.text
            assert states() == ["confirmed"]


def test_many_are_let_in_or_declined_for_a_reason_that_the_team_keeps(host, hall):
    rows = [RegistrationFactory(category=hall, state=state) for state in ("applied", "applied", "applied", "confirmed")]
    _shown, told = act(host, "approve", [rows[0], rows[3]])
    act(host, "decline", rows[1:2], reason="Not of a town")
    act(host, "decline", rows[2:3])

    assert "Done for 1 registration. 1 stays as it is" in unescape(told.text)
    assert states() == ["confirmed", "cancelled", "cancelled", "confirmed"]
    kept = Registration.objects.filter(state="cancelled").order_by("pk")
    assert [(row.cancelled_by.username, row.cancel_reason) for row in kept] == [
        ("somebody", "Not of a town"), ("somebody", ""),
    ]  # fmt: skip
    assert mails() == [("receipt", rows[0].email), *(("refused", row.email) for row in rows[1:3])]
    assert "Not of a town" not in "".join(rendered(mail).text for mail in Message.objects.all())

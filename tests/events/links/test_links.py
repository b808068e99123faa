"""The link of a registration is mailed again until the end, and the form tells nobody who is registered."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coalition.mail.models import Message
from coalition.pages.changes import public_tables
from coalition.privacy import services as privacy
from coalition.users.models import User
from events.links.models import LinkRequest
from events.permissions import invitation
from tests.factories.events import NOW, EventFactory, RegistrationFactory, event_page

pytestmark = pytest.mark.django_db
FORM = "/en/events/talk/link/"
SAVEPOINT = re.compile(r'"s\d+_x\d+"')  # each has a number of its own


@pytest.fixture(autouse=True)
def _january():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def seat():
    """A seat at an event whose registration closed yesterday."""
    event = EventFactory(registration_closes=NOW - timedelta(days=1))
    event_page(event, slug="talk")
    return RegistrationFactory(category__event=event, email="known@mail.example")


def asked(client, email):
    """Send the form with `email`; return the page of the mailed button."""
    response = client.post(FORM, {"email": email})
    assert response["Location"] == f"{FORM}sent/"
    return re.search(r"/en/e/\w+/l/[\w-]+/", Message.objects.latest("pk").context["confirm_url"])[0]


def test_the_link_comes_again_after_registration_closed(client, seat):
    button = asked(client, "Known@Mail.example")

    assert client.get(button).status_code == 200
    assert [mail.template for mail in Message.objects.all()] == ["events/mail/confirm"]  # looking changes nothing
    assert client.post(button)["Location"] == f"/en/registrations/{seat.token}/"
    assert [mail.template for mail in Message.objects.order_by("pk")] == ["events/mail/confirm", "events/mail/again"]


def test_who_is_not_registered_is_told_so_by_the_mailed_button_only(client, seat):
    button = asked(client, "unknown@mail.example")

    assert "This address is not registered" in client.post(button).content.decode()
    assert Message.objects.count() == 1


def test_a_known_address_causes_the_same_as_an_unknown_one(client, seat):
    said = []
    client.post(FORM, {"email": "first@mail.example"})  # what a process remembers of the page, it remembers from now on
    for email in ("known@mail.example", "other@mail.example"):
        with CaptureQueriesContext(connection) as queries:
            response = client.post(FORM, {"email": email})
        statements = [SAVEPOINT.sub("", row["sql"]).split("(")[0][:60] for row in queries]
        said.append((response.status_code, response["Location"], statements))

    assert said[0] == said[1]
    assert {(mail.template, mail.discreet, mail.unasked) for mail in Message.objects.all()} == {
        ("events/mail/confirm", True, True)
    }
    assert "events_linkrequest" not in public_tables()


def test_the_link_is_asked_for_until_the_event_is_over_and_works_for_half_an_hour(client, seat):
    button = asked(client, "known@mail.example")

    with time_machine.travel(NOW + timedelta(minutes=30), tick=False):
        assert client.post(button).status_code == 410
    with time_machine.travel(seat.event.end, tick=False):
        assert client.get(FORM).status_code == 404
        assert privacy.purge()["links of registrations asked for"] == 1
    assert LinkRequest.objects.count() == 0


def test_a_closed_event_shows_its_whole_addresses_in_the_cms(client):
    client.force_login(User.objects.create_superuser("root", "root@coalition.example", "x"))
    closed, open_ = EventFactory(closed=True), EventFactory()
    for event in (closed, open_):
        event_page(event, slug=f"meeting-{event.pk}")
    forms = [client.get(reverse("wagtailsnippets_events_event:edit", args=[event.pk])) for event in (closed, open_)]

    address = f"/en/events/meeting-{closed.pk}/{invitation(closed)}"
    assert f'{address}" readonly' in forms[0].content.decode()
    assert "Addresses for invited people" not in forms[1].content.decode()
    assert client.get(address).status_code == 200

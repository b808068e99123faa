"""Hosts see the emails of their own events: to whom, what about, when and what became of each; and no word of them."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from coalition.mail import areas
from coalition.mail.models import Message
from coalition.users.roles import COMMITTEE_EDITORS, EVENT_HOSTS
from events.messages.cms_views import KINDS
from events.registrations import emails, services
from events.team import permissions as team
from tests.events.registrations.test_services import person
from tests.factories.charter import staff
from tests.factories.events import EventFactory, RegistrationFactory, SeatCategoryFactory
from tests.factories.mail import MessageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return SeatCategoryFactory(event=EventFactory(), capacity=9).event


def about(event, **facts):
    return MessageFactory(template="events/mail/registration", about=emails.about(event), **facts)


def rows(response):
    """Return the words of each line of the list."""
    lines = BeautifulSoup(response.content, "html.parser").select("main tbody tr")
    return [[" ".join(cell.get_text(" ").split()) for cell in line.find_all(["th", "td"])] for line in lines]


def page(event):
    return reverse("events_mails:list", args=[event.pk])


def host(client, *events):
    user = staff(EVENT_HOSTS)
    for event in events:
        team.join(event=event, user=user)
    client.force_login(user)
    return user


def test_a_host_sees_to_whom_what_about_and_what_became_of_it(client, event):
    host(client, event)
    row = RegistrationFactory(category=event.seat_categories.get(), email="quiet@mail.example", discreet=True)
    emails.send_receipt(row)
    emails.send_withdrawal(row)
    Message.objects.update(state="failed", subject="Your appointment", html="<p>secret-word</p>", text="secret-word")

    response = client.get(page(event))

    assert [[line[0], line[1], line[3]] for line in rows(response)] == [
        ["quiet@mail.example", "Registration cancelled", "failed"], ["quiet@mail.example", "Registration", "failed"],
    ]  # fmt: skip
    words = BeautifulSoup(response.content, "html.parser").main.get_text(" ")
    assert [part in words for part in ("iscreet", "Your appointment", "secret-word", row.token)] == [False] * 4


def test_the_emails_of_other_events_do_not_exist(client, event):
    other = EventFactory()
    team.join(event=other, user=staff(COMMITTEE_EDITORS))
    about(other)
    host(client, event)
    about(event, to="mine@mail.example")

    assert client.get(page(other), follow=True).status_code == 404
    assert [line[0] for line in rows(client.get(page(event)))] == ["mine@mail.example"]


def test_what_went_to_an_address_that_nobody_confirmed_is_not_listed(client, event):
    host(client, event)
    services.ask(event=event, category=event.seat_categories.get(), person=person())

    assert Message.objects.count() == 1
    assert rows(client.get(page(event))) == []


def test_every_email_of_events_has_a_kind():
    names = {kind.name for area in areas.registered() if area.app == "events" for kind in area.each_kind()}

    assert set(KINDS) == names - {"confirm", "named"}  # to addresses that nobody confirmed

"""A no of the hosts stands: whom they declined, or took out, comes in by nobody else's word."""

import re

import pytest
from django.urls import reverse

from coalition.users.models import User
from events.registrations import admission, invitations, services, waiting_list
from events.registrations import personal_data as registrations
from events.registrations.admission import NamedPerson, PersonalInvitation
from events.registrations.models import Registration, RegistrationRequest
from tests.factories.events import EventFactory, RegistrationFactory, SeatCategoryFactory, event_page

from .test_delegations import SAID, home, mails, name, page_of, typed
from .test_services import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
ADA = "ada@mail.example"


@pytest.fixture
def hall():
    """Four seats of an event whose hosts approve; who has one may name four people."""
    event = event_page(EventFactory(approval=True), title="Seminar").event
    return SeatCategoryFactory(capacity=4, brings=4, event=event, kind="delegation")


@pytest.fixture
def leader(hall):
    return RegistrationFactory(category=hall, name="Lea", email="lea@town.example", language="en")


@pytest.fixture
def host():
    return User.objects.create_superuser("root", "root@coalition.example", "x")


def declined(hall, host):
    row = RegistrationFactory(category=hall, state="applied", email=ADA)
    return waiting_list.decline(registration=row, host=host)


def removed(hall, host):
    row = RegistrationFactory(category=hall, email=ADA)
    return services.cancel_registration_for(registration=row, host=host, reason="Not from a town.")


def declined_and_back(hall, host):
    declined(hall, host)
    return RegistrationFactory(category=hall, state="applied", email=ADA)


def by_an_account_that_is_gone(hall, host):
    row = declined(hall, host)
    Registration.objects.filter(pk=row.pk).update(cancelled_by=None)


NOES = [declined, removed, declined_and_back, by_an_account_that_is_gone]


@pytest.mark.parametrize("no", NOES)
def test_who_was_refused_waits_for_the_hosts_and_their_leader_learns_nothing(client, hall, leader, host, clock, no):
    no(hall, host)
    clock.shift(60)
    client.post(home(leader), typed(ADA, "bob@mail.example", language="en"))
    shown = [client.get(page_of(address)).content.decode() for address in (ADA, "bob@mail.example")]
    alike = [re.sub(r'/n/[\w-]+/|value="[^"]*"', "", page) for page in shown]
    assert alike[0] == alike[1]
    for address in (ADA, "bob@mail.example"):
        client.post(page_of(address), SAID)

    ada, bob = (Registration.objects.active().for_address(one).get() for one in (ADA, "bob@mail.example"))
    assert (ada.state, bob.state) == ("applied", "confirmed")
    assert mails()[-2:] == [("again" if no is declined_and_back else "applied", ADA), ("receipt", "bob@mail.example")]
    answers = [row.get_answer_display() for row in NamedPerson.objects.order_by("pk")]
    assert answers == ["has accepted"] * 2
    assert client.get(home(leader)).content.decode().count("has accepted") == 2
    assert Registration.objects.filter(state="offered").count() == 0  # the seat is the next person's

    client.force_login(host)
    waiting = client.get(reverse("wagtailsnippets_events_registration:list"), {"state": "applied"})
    assert [row.pk for row in waiting.context["page_obj"].object_list] == [ada.pk]
    waiting_list.approve(registration=ada, host=host)
    assert Registration.objects.get(pk=ada.pk).state == "confirmed"


def test_who_was_let_in_since_takes_the_seat(client, hall, leader, host, clock):
    declined(hall, host)
    clock.shift(60)
    again = RegistrationFactory(category=hall, state="applied", email=ADA)
    waiting_list.approve(registration=again, host=host)
    assert admission.refused_at(hall.event, again.email_digest) is None
    services.cancel_registration(registration=again)
    [page] = name(leader, ADA)

    client.post(page, SAID)

    assert Registration.objects.active().for_address(ADA).get().state == "confirmed"


def test_who_cancelled_themselves_and_who_was_taken_out_of_an_open_event_were_not_refused(client, hall, leader, host):
    services.cancel_registration(registration=RegistrationFactory(category=hall, email="bob@mail.example"))
    [page] = name(leader, "bob@mail.example")
    client.post(page, SAID)
    assert Registration.objects.active().for_address("bob@mail.example").get().state == "confirmed"

    removed(hall, host)
    hall.event.approval = False
    hall.event.save()
    [page] = name(leader, ADA)
    client.post(page, SAID)
    assert Registration.objects.active().for_address(ADA).get().state == "confirmed"  # who may register there anew


def test_a_no_is_forgotten_with_its_person(hall, host):
    row = declined(hall, host)
    registrations.forget([Registration.objects.get(pk=row.pk)])

    assert admission.refused_at(hall.event, row.email_digest) is None


@pytest.mark.parametrize("how", [{"closed": True}, {"by_invitation": True}])
def test_an_invitation_of_somebody_else_is_an_application_wherever_hosts_decide(hall, host, clock, how):
    for rule, value in {"approval": False, **how}.items():
        setattr(hall.event, rule, value)
    hall.event.save()
    removed(hall, host)
    clock.shift(60)
    invitation = invitations.find(
        PersonalInvitation.issue(event=hall.event, category=None, email="friend@town.example", language="en")
    )

    invitations.ask(invitation=invitation, category=hall, person=person(email=ADA))
    services.confirm(asked=RegistrationRequest.objects.get())

    assert Registration.objects.active().get().state == "applied"
    invitation.refresh_from_db()
    assert invitation.used_at is None  # it is still its holder's


def test_a_seat_that_hosts_took_back_is_a_no_at_every_door(client, hall, leader, host, clock):
    hall.event.approval, hall.event.closed = False, True
    hall.event.save()
    name(leader, ADA)
    kept = Registration.objects.filter(email="").order_by("pk")[0]
    services.cancel_registration_for(registration=kept, host=host, reason="Not from a town.")
    clock.shift(60)

    services.ask(event=hall.event, category=hall, person=person(email=ADA))
    row = services.confirm(asked=RegistrationRequest.objects.get())
    assert row.state == "applied"

    services.cancel_registration(registration=row)
    clock.shift(60)
    row = services.add(event=hall.event, category=hall, person=person(email=ADA), host=host).registration
    assert (row.state, admission.refused_at(hall.event, row.email_digest)) == ("confirmed", None)

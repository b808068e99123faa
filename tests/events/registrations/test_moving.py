"""Seats of another category: asked for once more, taken where one is free, and never a seat given up for a list."""

import pytest

from coalition.mail.models import Message
from events.registrations.models import Registration
from tests.events.registrations.test_services import mails, person
from tests.events.test_emails import rendered
from tests.factories.events import RegistrationFactory, SeatCategoryFactory, event_page, register

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]


@pytest.fixture
def hall():
    names = {"en": "Hall", "fr": "Salle"}
    return SeatCategoryFactory(capacity=1, event=event_page(title="Training").event, names=names)


@pytest.fixture
def screen(hall):
    return SeatCategoryFactory(capacity=1, event=hall.event, names={"en": "Online", "fr": "En ligne"})


def have():
    """Return what each person has of which seats, in order of registration."""
    return list(Registration.objects.order_by("pk").values_list("category__names__en", "state"))


def test_what_is_left_goes_to_the_next_and_the_mail_says_both(hall, screen):
    register(hall, person(1, language="fr"))
    register(hall, person(2))
    register(screen, person(1))

    assert have() == [("Online", "confirmed"), ("Hall", "confirmed")]
    assert mails()[2:] == [("swapped", "ada1@mail.example"), ("promotion", "ada2@mail.example")]
    body = rendered(Message.objects.get(template="events/mail/swapped")).text
    assert ("En ligne" in body, "Hall" in body) == (True, False)


def test_a_seat_is_never_given_up_for_a_place_on_a_list(hall, screen):
    RegistrationFactory(category=screen)
    register(hall, person())
    register(screen, person())

    assert have() == [("Online", "confirmed"), ("Hall", "confirmed")]
    assert mails()[1:] == [("again", "ada1@mail.example")]
    assert "You asked for other seats: Online." in rendered(Message.objects.latest("pk")).text

"""Which seats somebody has, and how they join online, wherever the site tells them of their registration."""

from datetime import timedelta

import pytest

from events.online.services import set_room
from tests.events.test_emails import SUBJECTS, owe, rendered
from tests.factories.events import LANGUAGES, NOW, EventFactory, RegistrationFactory, SeatCategoryFactory, event_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
START = NOW + timedelta(days=30)
HALL = {"en": "Great hall", "fr": "Grande salle", "es": "Sala grande", "ar": "القاعة الكبرى"}


def online(language="en", **facts):
    """Return the registration for an online seat of a mixed event that has a room."""
    event = EventFactory(mode="hybrid", start=START, end=START + timedelta(hours=2))
    set_room(event=event, address="https://rooms.example/secret-room")
    event_page(event, language)
    return RegistrationFactory(category=SeatCategoryFactory(event=event, kind="online"), language=language, **facts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(SUBJECTS))
def test_every_mail_about_a_registration_names_its_seats(name, language):
    mail, _row = owe(name, language, seats=HALL)

    body = rendered(mail)

    assert (HALL[language] in body.html, HALL[language] in body.text) == (True, True)


@pytest.mark.parametrize("name", sorted(SUBJECTS))
def test_no_discreet_mail_names_seats(name):
    mail, _row = owe(name, "en", seats=HALL, discreet=True)

    body = rendered(mail)

    assert HALL["en"] not in body.subject + body.html + body.text

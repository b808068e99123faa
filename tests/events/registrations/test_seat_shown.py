"""Which seats somebody has, and how they join online, wherever the site tells them of their registration."""

from datetime import timedelta

import pytest

from events.models import Reminder
from events.online.services import set_room
from events.registrations import emails
from tests.events.test_emails import SUBJECTS, owe, rendered
from tests.factories.events import LANGUAGES, NOW, EventFactory, RegistrationFactory, SeatCategoryFactory, event_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
START = NOW + timedelta(days=30)
BEFORE = {"week": timedelta(days=7), "day": timedelta(days=1), "hour": timedelta(hours=1)}
JOIN = {
    "en": "To join online, open your own page shortly before the start",
    "fr": "Pour participer en ligne, ouvrez votre page personnelle peu avant le début",
    "es": "Para participar en línea, abra su página personal poco antes del inicio",
    "ar": "للمشاركة عبر الإنترنت، يُرجى فتح صفحتكم الشخصية قبيل البداية",
}
HALL = {"en": "Great hall", "fr": "Grande salle", "es": "Sala grande", "ar": "القاعة الكبرى"}


def online(language="en", **facts):
    """Return the registration for an online seat of a mixed event that has a room."""
    event = EventFactory(mode="hybrid", start=START, end=START + timedelta(hours=2))
    set_room(event=event, address="https://rooms.example/secret-room")
    event_page(event, language)
    return RegistrationFactory(category=SeatCategoryFactory(event=event, kind="online"), language=language, **facts)


def tells_how_to_join(mail):
    body = rendered(mail)
    told = {JOIN[mail.language] in part for part in (body.html, body.text)}
    assert "secret-room" not in body.html + body.text
    return told


@pytest.mark.parametrize("facts", [{"state": "waiting"}, {"discreet": True}])
def test_a_mail_to_who_waits_or_is_discreet_says_nothing_of_joining(facts):
    row = online(**facts)
    told = [
        tells_how_to_join(mail)
        for mail in (
            emails.send_receipt(row), emails.send_link_again(row),
            emails.send_about(row, row.event, "reminder", key="reminder", method="", told={"lead": str(Reminder.DAY)}),
        )
    ]  # fmt: skip
    assert told == [{False}] * 3


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

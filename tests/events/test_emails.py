from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from icalendar import Calendar

from coalition.mail.models import Message
from coalition.mail.rendering import render
from events import emails
from tests.factories.events import LANGUAGES, NOW, EventFactory, RegistrationFactory, SeatCategoryFactory, event_page

pytestmark = pytest.mark.django_db
TEMPLATES = ("receipt", "waiting", "promotion", "withdrawal", "removal", "again", "moved", "postponed", "cancelled")
SENDERS = {
    "receipt": emails.send_receipt,
    "promotion": emails.send_promotion,
    "withdrawal": emails.send_withdrawal,
    "removal": emails.send_removal,
    "again": emails.send_link_again,
}


@pytest.fixture(autouse=True)
def _january():
    with time_machine.travel(NOW, tick=False):
        yield


def test_an_invitation_has_method_organizer_and_one_attendee(settings):
    page = event_page()
    registration = RegistrationFactory(category=SeatCategoryFactory(event=page.event), email="ada@mail.example")

    attachment = emails.send_receipt(registration).attachments[0]

    calendar = Calendar.from_ical(attachment["content"])
    item = calendar.events[0]
    assert attachment["type"] == "text/calendar; charset=utf-8; method=REQUEST"
    assert attachment["name"] == "event.ics"
    assert str(calendar["METHOD"]) == "REQUEST"
    assert str(item["UID"]) == str(page.event.uid)
    assert str(item["ORGANIZER"]) == f"mailto:{settings.MAIL_FROM_ADDRESS}"
    assert str(item["ATTENDEE"]) == "mailto:ada@mail.example"
    assert registration.token not in attachment["content"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SENDERS)
def test_a_mail_is_in_the_language_of_its_reader(name, language):
    page = event_page(title="A title")
    registration = RegistrationFactory(category=SeatCategoryFactory(event=page.event), language=language)

    mail = SENDERS[name](registration)

    assert (mail.template, mail.to, mail.language) == (f"events/mail/{name}", registration.email, language)
    assert mail.context["title"] == "A title"
    assert mail.context["manage_url"].endswith(f"/{language}/registrations/{registration.token}/")


def test_the_time_is_the_events_own():
    event = EventFactory(zone="Asia/Hebron")

    assert emails.when(event) == "March 10, 2027, 11 a.m. to 6 p.m. (Asia/Hebron)"


def test_a_waiting_person_is_told_so():
    registration = RegistrationFactory(state="waiting")

    emails.send_receipt(registration)

    assert Message.objects.get().template == "events/mail/waiting"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_every_mail_renders_with_its_link(template, language):
    context = {
        "title": "Training & more",
        "when": "March 10",
        "place": "Bobigny",
        "country": "France",
        "event_url": "https://coalition.example/en/events/x/",
        "manage_url": "https://coalition.example/en/registrations/abc/",
    }
    open_body = render(template=f"events/mail/{template}", context=context, language=language)
    discreet = render(template=f"events/mail/{template}", context=context, language=language, discreet=True)

    assert context["manage_url"] in open_body.html
    assert context["manage_url"] in open_body.text
    assert "Training & more" in open_body.subject
    assert "Training" not in discreet.subject
    assert discreet.subject


@pytest.mark.parametrize(("days", "words"), [(1, "March 10, 2027"), (3, "March 10, 2027 to March 12, 2027")])
def test_days_are_said_without_hours(days, words):
    start = datetime(2027, 3, 10, tzinfo=ZoneInfo("Asia/Hebron"))

    event = EventFactory(zone="Asia/Hebron", all_day=True, start=start, end=start + timedelta(days=days))

    assert emails.when(event) == words

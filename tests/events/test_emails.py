from datetime import time, timedelta

import pytest
from django.conf import settings
from icalendar import Calendar

from coalition.mail.models import Message
from coalition.mail.rendering import render
from coalition.stack import ROOT
from events.agenda import emails as speaker_emails
from events.agenda import emails as speaker_facts
from events.agenda import speakers as speaking
from events.messages import calendar_replies as reply_emails
from events.messages import emails as letter_emails
from events.messages import emails as notice_emails
from events.messages.models import Letter
from events.models import Event, Reminder
from events.programme import release
from events.programme.models import SessionSpeaker
from events.registrations import delegations, emails, invitations, services
from events.registrations import event_changes as change_emails
from events.registrations.emails import TEMPLATES
from events.registrations.fields import Registrant
from tests.factories.events import LANGUAGES, NOW, EventFactory, RegistrationFactory, SeatCategoryFactory, event_page
from tests.factories.programmes import ProgrammeFactory, SessionFactory, SpeakerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
TITLE = "Training & more"
HOSTS_SAY = "The refuge has moved."
HALL = {"en": "Great hall", "ar": "القاعة الكبرى"}
# The subject of every mail. None shows the title of the event to who looks over a shoulder.
SUBJECTS = {
    **dict.fromkeys(("receipt", "added", "again", "swapped", "applied", "updated"), "Your registration"),
    "waiting": "You are on the waiting list",
    "promotion": "A seat is yours",
    "declined": "Are you still coming?",
    "offer": "A seat is available for you",
    "expired": "The offer of a seat has expired",
    "refused": "We could not offer you a seat",
    "reminder": "It begins tomorrow",
    "thanks": "Thank you for taking part",
    "letter": "{}",  # in the words of its hosts
    **dict.fromkeys(("withdrawal", "removal"), "Your registration is cancelled"),
    "restored": "The event will take place after all",
    "moved": "The event has changed",
    "sessions": "Your sessions have changed",
    "clocks": "Check the time where you are",
    "postponed": "The event is postponed",
    "cancelled": "The event is cancelled",
}
# To who speaks (tests/events/agenda/test_speakers.py).
TO_SPEAKERS = {
    "speaker": "You speak at: {}",
    "speaker_changed": "Changed: {}",
    "speaker_off": "No longer in the programme: {}",
    "speaker_reminder": "You are speaking tomorrow: {}",
}
# To addresses that nobody has proven: they name neither event nor person.
NEUTRAL = ("invitation", "named")


def letter_to(registration):
    """Return a message of the hosts for somebody registered."""
    return Letter.objects.create(
        event=registration.event, states=["confirmed"], categories=[registration.category_id],
        languages=[*LANGUAGES], subject={"en": TITLE}, text={"en": "Bring warm clothes."},
    )  # fmt: skip


def owe(name, language, *, seats=None, **facts):
    """Owe the mail called `name` to somebody who reads `language`; return it and their registration.

    `seats` are the names of their seats, where these have any.
    """
    event = EventFactory(state=name if name in ("postponed", "cancelled") else "scheduled")
    event_page(event, language, title=TITLE)
    state = {"waiting": "waiting", "applied": "applied"}.get(name, "confirmed")
    category = SeatCategoryFactory(event=event, names=seats or {})
    registration = RegistrationFactory(category=category, language=language, state=state, **facts)
    senders = {
        "receipt": emails.send_receipt,
        "added": emails.send_added,
        "waiting": emails.send_receipt,
        "again": emails.send_link_again,
        "promotion": emails.send_promotion,
        "declined": reply_emails.send_declined,
        "offer": lambda row: emails.send_offer(row, until=NOW),
        "expired": emails.send_expiry,
        "swapped": lambda row: emails.send_swap(row, knows=False),
        "applied": emails.send_receipt,
        "updated": lambda row: emails.send_update(row, ["name", "told"], discreet=False),
        "refused": emails.send_decline,
        "reminder": lambda row: notice_emails.send_reminder(row, row.event, Reminder.DAY),
        "thanks": lambda row: notice_emails.send_thanks(row, row.event),
        "letter": lambda row: letter_emails.send_letter(row, letter_to(row)),
        "sessions": lambda row: emails.send_about(row, row.event, "sessions", key="sessions:2", method=""),
        "withdrawal": emails.send_withdrawal,
        "removal": emails.send_removal,
    }
    before = Event.objects.get(pk=event.pk)
    if name == "clocks":
        before.start -= timedelta(hours=1)
    if name == "moved":
        before.mode = Event.Mode.HYBRID
    if name == "restored":
        before.state = Event.State.CANCELLED
    words = [dict.fromkeys(LANGUAGES, HOSTS_SAY)]
    send = senders.get(name, lambda row: change_emails.send_change(row, event, before, words))
    return send(registration), registration


def ask_to_confirm(language):
    """Fill in the form of an event for somebody who reads `language`; return what waits for its confirmation."""
    category = SeatCategoryFactory(event=event_page(EventFactory(), language, title=TITLE).event)
    person = Registrant(name="Ada", email="Ada@mail.example", language=language, access_needs="Ramp")
    return services.ask(event=category.event, category=category, person=person)


def owe_neutral(name, language):
    """Owe the mail called `name` to an address that nobody has proven; return it."""
    event = event_page(EventFactory(closed=True), language, title=TITLE).event
    if name == "named":
        leader = RegistrationFactory(category=SeatCategoryFactory(event=event, brings=1), event=event)
        people = [delegations.Person(name="Ada", email="ada@mail.example")]
        delegations.name_people(leader=leader, people=people, language=language)
    else:
        invitations.invite(event=event, addresses=["ada@mail.example"], language=language, by=None)
    return Message.objects.latest("pk")


def owe_speaker(name, language, **facts):
    """Owe the mail called `name` to somebody who speaks and reads `language`; return it and how they are written to."""
    event = event_page(EventFactory(), language, title=TITLE).event
    programme = ProgrammeFactory(event=event, documents_to="documents@town.example")
    session = SessionFactory(programme=programme, titles={"en": "Shelters today"})
    speaker = SpeakerFactory(programme=programme)
    SessionSpeaker.objects.create(session=session, speaker=speaker)
    contact = speaking.set_contact(
        speaker=speaker, email="ada@mail.example", language=language, discreet=facts.get("discreet", False)
    )
    now = speaker_facts.facts(event, release.release(programme=programme).content, speaker.pk)
    if name == "speaker_reminder":
        return speaker_emails.send_reminder(contact, event, now), contact
    if name == "speaker_changed":
        session.begins, contact.told = time(15), now
        session.save()
        now = speaker_facts.facts(event, release.draft(programme), speaker.pk)
    if name == "speaker_off":
        contact.told, now = now, now | {"sessions": []}
    return speaker_emails.send_news(contact, event, name, now), contact


def rendered(mail):
    """Return what the worker would send."""
    return render(template=mail.template, context=mail.context, language=mail.language, discreet=mail.discreet)


def test_an_invitation_has_method_organizer_and_one_attendee():
    page = event_page()
    registration = RegistrationFactory(category=SeatCategoryFactory(event=page.event), email="ada@mail.example")

    attachment = emails.send_receipt(registration).attachments[0]

    calendar = Calendar.from_ical(attachment["content"])
    item = calendar.events[0]
    assert attachment["type"] == "text/calendar; charset=utf-8; method=REQUEST"
    assert attachment["name"] == "event.ics"
    assert str(calendar["METHOD"]) == "REQUEST"
    assert str(item["UID"]) == str(page.event.uid)
    assert str(item["ORGANIZER"]) == f"mailto:{emails.address_of(registration)}"
    assert item["ORGANIZER"].params["SENT-BY"] == f"mailto:{settings.MAIL_FROM_ADDRESS}"
    assert str(item["ATTENDEE"]) == "mailto:ada@mail.example"
    assert registration.token not in attachment["content"]


def test_every_mail_of_events_and_webinars_is_listed_here():
    files = [
        *ROOT.glob("events/**/mail/*.subject.txt"),
        *ROOT.glob("webinars/templates/webinars/**/mail/*.subject.txt"),
    ]

    assert {file.name.removesuffix(".subject.txt") for file in files} == {
        *(TEMPLATES.get(name, name) for name in SUBJECTS), "code", "confirm", *NEUTRAL, "speaker",
    }  # fmt: skip


@pytest.mark.parametrize(("name", "language"), [*((name, "en") for name in SUBJECTS), ("receipt", "ar")])
def test_a_mail_has_its_reader_subject_language_and_links(name, language):
    mail, registration = owe(name, language, seats=HALL)

    body = rendered(mail)

    assert (HALL[language] in body.html, HALL[language] in body.text) == (True, True)
    template = f"events/mail/{TEMPLATES.get(name, name)}"
    assert (mail.template, mail.to, mail.language) == (template, registration.email, language)
    assert language == "ar" or body.subject == SUBJECTS[name].format(TITLE)
    assert (TITLE in body.subject, TITLE in body.text) == (name == "letter", True)
    assert f'<html lang="{language}"' in body.html
    for link in (f"{settings.SITE_URL}/{language}/registrations/{registration.token}/",
                 f"{settings.SITE_URL}/{language}/events/event-{registration.event_id}/"):  # fmt: skip
        assert (f'href="{link}"' in body.html, link in body.text) == (True, True)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_discreet_mail_has_a_neutral_subject_and_its_link(language):
    mail, registration = owe("receipt", language, seats=HALL, discreet=True)

    assert (mail.discreet, mail.attachments) == (True, [])
    for name in SUBJECTS:
        template = f"events/mail/{TEMPLATES.get(name, name)}"
        body = render(template=template, context=mail.context | {"what": name}, language=language, discreet=True)
        assert [word for word in (TITLE, HALL[language]) if word in body.subject + body.html + body.text] == []
        assert f"{settings.SITE_URL}/{language}/e/{registration.event.short_id}/r/{registration.token}/" in body.text


@pytest.mark.parametrize("name", TO_SPEAKERS)
def test_a_mail_to_a_speaker_has_its_reader_subject_language_and_link(name):
    language = "en"
    mail, contact = owe_speaker(name, language)

    body, event = rendered(mail), contact.speaker.programme.event
    link = f"{settings.SITE_URL}/{language}/e/{event.short_id}/s/{contact.token}/"
    assert (mail.template, mail.to, mail.language) == ("events/mail/speaker", "ada@mail.example", language)
    assert (mail.sensitive, mail.unasked, mail.discreet) == (True, True, False)
    files = [(file["name"], file["type"]) for file in mail.attachments]
    assert files == [("sessions.ics", "text/calendar; charset=utf-8")] * (name != "speaker_reminder")
    assert body.subject == TO_SPEAKERS[name].format(TITLE)
    assert f'<html lang="{language}"' in body.html
    assert (f'href="{link}"' in body.html, link in body.text) == (True, True)
    assert ("documents@town.example" in body.text) == (name != "speaker_off")  # who no longer speaks sends none
    quiet = render(template=mail.template, context=mail.context, language=language, discreet=True)
    assert TITLE not in quiet.subject
    assert link in quiet.text
    assert [word for word in (TITLE, "Shelters", "Bobigny", "documents@") if word in quiet.html + quiet.text] == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_mail_that_asks_to_confirm_names_neither_event_nor_person(language):
    asked = ask_to_confirm(language)

    mail = Message.objects.get()
    body = rendered(mail)
    link = f"{settings.SITE_URL}/{language}/e/{asked.event.short_id}/c/{asked.token}/"
    assert (mail.to, mail.language, mail.discreet, mail.sensitive, mail.unasked, mail.attachments) == (
        "ada@mail.example", language, False, True, True, [],
    )  # fmt: skip
    assert body.subject == {"en": "Confirm your registration", "ar": "تأكيد تسجيلكم"}[language]
    assert (f'href="{link}"' in body.html, link in body.text) == (True, True)
    for word in (TITLE, "Training", "Ada", "Ramp", "Bobigny", "2027"):
        assert word not in body.html.replace(link, "") + body.text.replace(link, "")


def owe_code(language):
    """Owe the code for a registration of somebody who reads `language`."""
    event = event_page(EventFactory(), language, title=TITLE).event
    return emails.send_code(RegistrationFactory(category__event=event, language=language), "123456")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("discreet", [False, True])
def test_mail_with_a_code_names_neither_event_nor_person_and_has_no_link(language, discreet):
    mail = owe_code(language)

    body = render(template=mail.template, context=mail.context, language=language, discreet=discreet)

    assert (mail.to, mail.language, mail.discreet, mail.unasked) == (mail.to, language, False, True)
    assert body.subject == {"en": "Your code", "ar": "رمزكم"}[language]
    assert ("123456" in body.html, "123456" in body.text, "123456" in body.subject) == (True, True, False)
    for word in (TITLE, "Training", "Ada", "Bobigny", "2027", "/registrations/", "/r/"):
        assert word not in body.html + body.text


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", NEUTRAL)
def test_a_mail_to_an_unproven_address_names_nothing(name, language):
    mail = owe_neutral(name, language)

    body = rendered(mail)
    [link] = mail.context.values()
    assert (mail.to, mail.language, mail.discreet, mail.sensitive, mail.unasked, mail.attachments) == (
        "ada@mail.example", language, True, True, True, [],
    )  # fmt: skip
    assert TITLE not in body.subject
    assert (link in body.html, link in body.text) == (True, True)
    for word in (TITLE, "Training", "Ada", "Bobigny", "2027"):
        assert word not in body.html.replace(link, "") + body.text.replace(link, "")

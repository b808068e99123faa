"""A calendar in a mail, as it goes over the wire (RFC 6047 section 2.4, RFC 5546 section 3.2.5)."""

from datetime import datetime
from email import message_from_bytes, policy
from email.utils import parseaddr

import pytest
from icalendar import Calendar

from coalition.mail import drain
from events.messages import imip
from events.registrations import emails, services
from tests.calendar.conftest import READER, calendar_part, mailed
from tests.calendar.readers import calendars, everybody_reads, understood
from tests.events.messages.test_replies import CORPUS, meant
from tests.factories.events import RegistrationFactory, call_off, event_page, reschedule
from tests.mail import memory

pytestmark = pytest.mark.django_db


def test_30_the_organizer_takes_answers_for_the_sender_and_the_attendee_is_the_reader():
    memory.outbox.clear()
    mail = mailed(event_page())

    [item] = Calendar.from_ical(calendar_part(mail).get_payload(decode=True)).events

    assert str(item["ORGANIZER"]) == f"mailto:{mail['Reply-To']}"
    assert item["ORGANIZER"].params["SENT-BY"] == f"mailto:{parseaddr(mail['From'])[1]}"
    assert str(item["ATTENDEE"]) == f"mailto:{READER}" == f"mailto:{mail['To']}"
    assert memory.outbox[-1][0] == parseaddr(mail["From"])[1]


def test_30_every_reader_understands_what_is_asked_moved_and_called_off():
    """To all, and to one person alone: RFC 5546 sections 3.2.2 and 3.2.5."""
    memory.outbox.clear()
    page = event_page()
    mails = [mailed(page)]
    registration = page.event.registrations.get()
    page.event = reschedule(event=page.event, start=datetime(2027, 1, 10, 11), end=page.event.wall_end)
    mails.append(mailed(page))
    services.cancel_registration(registration=registration)
    mails.append(last())
    others = RegistrationFactory(category=registration.category, email="other@mail.example")
    emails.send_receipt(others)
    drain.drain()
    page.event = call_off(event=page.event)
    mails.append(mailed(page, others))

    told = [event for mail in mails for event in everybody_reads(calendar_part(mail).get_payload(decode=True))]

    names = ("method", "sequence", "status", "start")
    before, after = "2027-03-10T09:00:00.000Z", "2027-01-10T10:00:00.000Z"
    assert [tuple(event[name] for name in names) for event in told] == [
        ("REQUEST", 0, "CONFIRMED", before),
        ("REQUEST", 1, "CONFIRMED", after),
        ("CANCEL", 2, "", after),  # of one person alone: nothing is said of the event
        ("CANCEL", 2, "CANCELLED", after),
    ]
    assert {event["uid"] for event in told} == {str(page.event.uid)}
    people = [READER, READER, READER, others.email]
    assert [event["attendees"] for event in told] == [[[f"mailto:{who}", "ACCEPTED"]] for who in people]
    assert [event["organizer"] for event in told] == [f"mailto:{mail['Reply-To']}" for mail in mails]


def last():
    """Return the last mail that is owed, as it went over the wire."""
    drain.drain()
    return message_from_bytes(memory.outbox[-1][2], policy=policy.SMTP)


def test_30_every_reader_understands_an_answer_as_we_do():
    replies = {path.stem: message_from_bytes(path.read_bytes()) for path in CORPUS if meant(path)}
    del replies["exchange-declined-unknown-zone"]  # ical.js 2.2.1 reads the address in its TZID as the time
    assert len(replies) > 30
    for name, mail in replies.items():
        ours = imip.read(mail)
        body = next(part for part in mail.walk() if part.get_content_type() in imip.TYPES).get_payload(decode=True)
        for reader, [event] in understood(calendars(body)).items():
            answers = {address.lower().removeprefix("mailto:"): said.lower() for address, said in event["attendees"]}
            told = event["method"], event["uid"], event["sequence"], answers
            assert told == ("REPLY", ours.uid, ours.sequence, ours.answers), (name, reader)

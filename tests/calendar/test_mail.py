"""A calendar in a mail, as it goes over the wire (RFC 6047 section 2.4, RFC 5546 section 3.2.5)."""

from datetime import datetime
from email.utils import parseaddr

import pytest
from icalendar import Calendar

from coalition.mail import transport
from events.registrations import services
from tests.calendar.conftest import READER, calendar_part, mailed
from tests.factories.events import event_page

pytestmark = pytest.mark.django_db


def facts(mail):
    """Return `method` of the part, and METHOD, UID and SEQUENCE of the calendar in it."""
    part = calendar_part(mail)
    calendar = Calendar.from_ical(part.get_payload(decode=True))
    [item] = calendar.events
    return part.get_param("method"), str(calendar["METHOD"]), str(item["UID"]), int(item["SEQUENCE"])


def test_30_an_invitation_and_its_cancellation_are_of_one_event():
    transport.outbox.clear()
    page = event_page()
    mails = [mailed(page)]
    page.event = services.reschedule(event=page.event, start=datetime(2027, 1, 10, 11), end=page.event.wall_end)
    mails.append(mailed(page))
    page.event = services.cancel(event=page.event)
    mails.append(mailed(page))

    assert [facts(mail) for mail in mails] == [
        ("REQUEST", "REQUEST", str(page.event.uid), 0),
        ("REQUEST", "REQUEST", str(page.event.uid), 1),
        ("CANCEL", "CANCEL", str(page.event.uid), 2),
    ]


def test_30_the_organizer_takes_answers_for_the_sender_and_the_attendee_is_the_reader():
    transport.outbox.clear()
    mail = mailed(event_page())

    [item] = Calendar.from_ical(calendar_part(mail).get_payload(decode=True)).events

    assert str(item["ORGANIZER"]) == f"mailto:{mail['Reply-To']}"
    assert item["ORGANIZER"].params["SENT-BY"] == f"mailto:{parseaddr(mail['From'])[1]}"
    assert str(item["ATTENDEE"]) == f"mailto:{READER}" == f"mailto:{mail['To']}"
    assert transport.outbox[-1][0] == parseaddr(mail["From"])[1]


def test_the_attached_file_is_the_same_calendar():
    transport.outbox.clear()
    mail = mailed(event_page())

    [attached] = [part for part in mail.iter_attachments() if part.get_filename() == "event.ics"]

    assert attached.get_payload(decode=True) == calendar_part(mail).get_payload(decode=True)

"""The three ways in which a calendar leaves our server: feed, single download, and part of a mail."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
import time_machine

from coalition.mail import drain
from events.models import Event
from events.pages.models import EventPage
from events.registrations import emails
from events.registrations.event_changes import send_change
from events.registrations.models import Registration
from tests.factories.events import NOW, RegistrationFactory
from tests.mail import memory

READER = "her@mail.example"


@pytest.fixture(autouse=True)
def january():
    with time_machine.travel(NOW, tick=False):
        yield


def mailed(page: EventPage, registration: Registration | None = None) -> EmailMessage:
    """Return the mail on `page`'s event, to the first person, as it went over the wire: a receipt, or what changed."""
    event, language = page.event, page.locale.language_code
    registration = registration or event.registrations.first()
    registration = registration or RegistrationFactory(category__event=event, email=READER, language=language)
    changed = event.sequence or event.state != "scheduled"
    before = Event.objects.get(pk=event.pk)
    before.country = "" if event.country else "FR"
    owed = send_change(registration, event, before) if changed else emails.send_receipt(registration)
    drain.drain()
    assert memory.outbox[-1][1] == owed.to
    return message_from_bytes(memory.outbox[-1][2], policy=policy.SMTP)


def calendar_part(mail: EmailMessage) -> EmailMessage:
    """Return the part that calendars look for: one of the alternatives of the body (RFC 6047 section 2.4)."""
    [part] = [
        part
        for body in mail.walk()
        if body.get_content_type() == "multipart/alternative"
        for part in body.iter_parts()
        if part.get_content_type() == "text/calendar"
    ]
    return part


SOURCES = {
    "feed": lambda client, page: client.get(f"/{page.locale.language_code}/calendar/all.ics").content,
    "download": lambda client, page: client.get(f"{page.url}event.ics").content,
    "mail": lambda client, page: calendar_part(mailed(page)).get_payload(decode=True),
}


# A download is the feed of one event (test_feeds.py), and is looked at all over again in `make attack` alone.
@pytest.fixture(params=["feed", "mail", pytest.param("download", marks=pytest.mark.attack)])
def source(request):
    """The name of one of the three ways."""
    return request.param


@pytest.fixture
def served(client, source):
    """Return a function: the bytes that our server sends of a page's event, in one of the three ways."""
    memory.outbox.clear()
    return lambda page: SOURCES[source](client, page)

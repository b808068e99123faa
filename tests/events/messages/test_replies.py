"""What calendars answer by mail: parsed as their clients write it, and never trusted."""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

import pytest
import time_machine
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from coalition.mail import inbox
from coalition.mail.areas import Unreadable
from coalition.mail.drain import build
from coalition.mail.inbox import Outcome
from coalition.mail.models import Message, Received
from events.messages import imip
from events.messages.calendar_replies import answer_of
from events.models import Event
from events.registrations import emails, event_changes, services
from events.registrations.models import Registration
from tests.factories.events import (
    NOW,
    EventFactory,
    RegistrationFactory,
    SeatCategoryFactory,
    call_off,
    event_page,
    reschedule,
)

CORPUS = sorted(Path(__file__).parent.glob("*.eml"))
UID, ADDRESS, CALENDAR_ID = "5f0d9a5e-3f0a-4f0e-9b51-0c8d3f1f7a10", "ada@mail.example", "mnpqrstuvwxyz234"
FORGED = "calendar+mnpqrstuvwxyz234.00000000000000000000000000@coalition.example"  # as the corpus writes to
WRITTEN = datetime(2027, 1, 12, 9, 15, tzinfo=UTC)
ANSWERS = ("accepted", "declined", "tentative")


def mail(name):
    """Return the bytes of one mail of the corpus."""
    return next(path for path in CORPUS if path.stem == name).read_bytes()


def meant(path):
    """Return what the file's name says that its calendar answers."""
    return next((answer for answer in ANSWERS if not path.stem.endswith("nothing") and f"-{answer}" in path.stem), None)


@pytest.fixture
def _twelfth(settings):
    settings.MAIL_CALENDAR_ADDRESS = "calendar@coalition.example"
    with time_machine.travel(WRITTEN + timedelta(minutes=1), tick=False):
        yield


@pytest.fixture
def registration(db, _twelfth):
    event = EventFactory(uid=UID)
    event_page(event)
    category = SeatCategoryFactory(event=event)
    return RegistrationFactory(category=category, email=ADDRESS, calendar_id=CALENDAR_ID, created_at=NOW)


def send(data, registration, *, to=None):
    """Take in `data`, sent to the address of `registration`."""
    to = to or emails.address_of(registration)
    return inbox.take(f"Delivered-To: {to}\r\n".encode() + data)


def answer(registration):
    """Return what is kept of its calendar's answer, and how many mails asked whether the seat may go."""
    registration.refresh_from_db()
    kept = registration.calendar_reply
    return kept and kept["answer"], Message.objects.filter(template="events/mail/declined").count()


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_a_reply_is_read_as_its_client_writes_it(path):
    reply = imip.read(message_from_bytes(path.read_bytes()))

    said = reply and (reply.uid, reply.sequence, reply.stamp, reply.answers.get(ADDRESS))
    if meant(path) is None:
        assert said is None or said[3] is None
    else:
        assert said == (UID, 0, WRITTEN, meant(path))


def test_the_button_of_the_mail_frees_the_seat_and_its_link_does_not(registration, client):
    waiting = RegistrationFactory(category=registration.category, state="waiting")
    registration.category.capacity = 1
    registration.category.save()
    send(mail("outlook-declined"), registration)
    [asked] = Message.objects.filter(template="events/mail/declined")
    build(asked)
    link = re.search(r"https?://[^/]+(/en/registrations/[^ \"]+/cancel/)", asked.text)[1]

    client.get(link)
    registration.refresh_from_db()
    assert registration.state == Registration.State.CONFIRMED
    client.post(link)
    for row in (registration, waiting):
        row.refresh_from_db()
    assert (registration.state, waiting.state) == ("cancelled", "confirmed")
    assert (asked.to, asked.attachments) == (ADDRESS, [])


def moved(registration):
    event, day = registration.event, timedelta(days=1)
    reschedule(event=event, start=event.wall_start + day, end=event.wall_end + day)
    event_changes.tell()


def again(registration):
    """Let its person have cancelled one before: its entry is one revision ahead of the event."""
    Registration.objects.filter(pk=registration.pk).update(own_revisions=1, mailed_sequence=1)
    return registration


def late(registration):
    Event.objects.filter(pk=registration.event_id).update(
        start=WRITTEN - timedelta(days=3), end=WRITTEN - timedelta(days=2)
    )


CHANGES_NOTHING = {
    "forged": {"to": FORGED},
    "no signature": {"to": "calendar+mnpqrstuvwxyz234@coalition.example"},
    "no detail": {"to": "calendar@coalition.example"},
    "of another event": {"change": (UID.encode(), b"00000000-3f0a-4f0e-9b51-0c8d3f1f7a10")},
    "of another person": {"change": (b"mailto:ada@mail", b"mailto:eve@mail")},
    "before it moved": {"before": moved},
    "before it moved, of who had registered again": {
        "before": lambda row: moved(again(row)),
        "change": (b"SEQUENCE:0", b"SEQUENCE:1"),
    },
    "after it was over": {"before": late},
    "after it was cancelled": {"before": lambda row: call_off(event=row.event)},
    "to who cancelled": {"before": lambda row: services.cancel_registration(registration=row)},
    "to who waits": {"before": lambda row: Registration.objects.filter(pk=row.pk).update(state="waiting")},
}


@pytest.mark.parametrize("name", CHANGES_NOTHING)
def test_what_is_forged_old_or_anothers_changes_nothing(registration, name):
    case = CHANGES_NOTHING[name]
    case.get("before", lambda row: None)(registration)
    rows = list(Registration.objects.order_by("pk").values())

    outcome = send(mail("outlook-declined-upper-case-mailto").replace(b"MAILTO", b"mailto").replace(
        *case.get("change", (b"", b""))), registration, to=case.get("to"))  # fmt: skip

    assert (outcome, answer(registration)) == (Outcome.IGNORED, (None, 0))
    assert list(Registration.objects.order_by("pk").values()) == rows


def with_nobody_told(event):
    """Correct a typo in the place: a revision of the event, of which no calendar hears."""
    event.place = {"en": "MC93, Bobigny"}
    services.save_event(event=event, telling=event_changes.Telling(tell=False))


def in_another_language(event):
    event.place = {**event.place, "fr": "MC93, à Bobigny"}
    services.save_event(event=event)


@pytest.mark.parametrize("revise", [with_nobody_told, in_another_language])
def test_a_revision_of_which_nobody_was_mailed_makes_no_answer_old(registration, revise):
    send(mail("google-accepted"), registration)

    revise(Event.objects.get())
    assert (event_changes.tell(), Event.objects.get().sequence) == (0, 1)
    assert answer_of(Registration.objects.get()) == "accepted"
    later = mail("outlook-declined-upper-case-mailto").replace(b"MAILTO", b"mailto").replace(b"T0915", b"T0916")
    with time_machine.travel(WRITTEN + timedelta(minutes=5), tick=False):
        send(later, registration)

    assert answer(registration) == ("declined", 1)
    assert answer_of(Registration.objects.get()) == "declined"


def test_later_answers_count_and_earlier_and_repeated_ones_do_not(registration):
    def said(kind, minute):
        data = mail(f"outlook-{kind}" + ("-upper-case-mailto" if kind == "declined" else ""))
        return data.replace(b"DTSTAMP:20270112T0915", f"DTSTAMP:20270112T09{minute:02}".encode()).replace(
            b"Message-ID: <", f"Message-ID: <{minute}".encode()
        )

    steps = [("declined", 10), ("declined", 10), ("declined", 11), ("accepted", 9), ("accepted", 12), ("declined", 13)]
    outcomes = [(send(said(*step), registration).value, answer(registration)) for step in steps]

    assert outcomes == [
        ("read", ("declined", 1)),
        ("ignored", ("declined", 1)),
        ("ignored", ("declined", 1)),
        ("ignored", ("declined", 1)),
        ("read", ("accepted", 1)),
        ("read", ("declined", 1)),  # one mail a day, whoever writes
    ]


def test_a_time_from_the_future_does_not_silence_later_answers(registration):
    send(mail("fastmail-accepted").replace(b"MIME-Version", b"X-Nothing: 1\r\nMIME-Version"), registration)
    Registration.objects.update(calendar_reply=None)
    ahead = mail("outlook-declined-upper-case-mailto").replace(b"DTSTAMP:2027", b"DTSTAMP:2047")
    send(ahead, registration)
    stamp = Registration.objects.get().calendar_reply["stamp"]
    assert datetime.fromisoformat(stamp) <= WRITTEN + timedelta(minutes=1)

    with time_machine.travel(WRITTEN + timedelta(hours=1), tick=False):
        again = mail("outlook-accepted").replace(b"DTSTAMP:20270112T0915", b"DTSTAMP:20270112T1010")
        send(again, registration)
        assert answer(registration)[0] == "accepted"


def test_a_broken_signature_costs_no_look_at_the_registrations(registration, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert emails.find_invited("mnpqrstuvwxyz234.00000000000000000000000000") is None
    assert emails.find_invited(emails.address_of(registration).partition("+")[2].partition("@")[0].upper()) is not None


@given(st.data())
@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_mutated_reply_is_read_or_refused(data):
    original = bytearray(data.draw(st.sampled_from(CORPUS)).read_bytes())
    for _turn in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(original) - 1))
        much = data.draw(st.integers(0, 40))
        telling = st.sampled_from([b"\r\n", b"BEGIN:VEVENT\r\n", b"=", b"\x00", b";", b":"])
        original[at : at + much] = data.draw(st.binary(max_size=20) | telling)
        if not original:
            return
    with suppress(Unreadable):
        reply = imip.read(message_from_bytes(bytes(original)))
        assert reply is None or set(reply.answers.values()) <= set(ANSWERS)


def test_a_letter_to_the_address_of_calendars_is_left_for_a_person(registration):
    letter = EmailMessage()
    letter["To"], letter["From"] = emails.address_of(registration), registration.email
    letter.set_content("Please take my name off: somebody reads my mail.")

    assert inbox.take(letter.as_bytes()) is Outcome.LEFT
    assert Received.objects.count() == 0  # so that it is found again


LIST = reverse("wagtailsnippets_events_registration:list")


@pytest.fixture
def hall(db, january):
    return SeatCategoryFactory(capacity=20, event=event_page().event)


def answered(hall, answer, **facts):
    reply = {"answer": answer, "sequence": hall.event.sequence, "stamp": NOW.isoformat()}
    return RegistrationFactory(category=hall, calendar_reply=reply, **facts)


def shows_it(client, row):
    """Return whether the list, the registration's page in the CMS, and the person's own page tell that one declined."""
    inspect = reverse("wagtailsnippets_events_registration:inspect", args=[row.pk])
    own = f"/en/registrations/{row.token}/"
    return ["declined" in client.get(page, follow=True).text for page in (LIST, inspect, own)]


def test_an_answer_is_told_in_the_list_on_the_registration_and_to_its_person(hall, host):
    row = answered(hall, "declined")

    assert shows_it(host, row) == [True] * 3
    assert "the seat is yours until you cancel" in host.get(f"/en/registrations/{row.token}/").text


@pytest.mark.parametrize("why", ["discreet", "cancelled", "moved", "none"])
def test_where_no_answer_is_told(hall, host, why):
    row = answered(hall, "declined", discreet=why == "discreet")
    if why == "cancelled":
        Registration.objects.filter(pk=row.pk).update(state="cancelled")
    if why == "moved":
        end = row.event.wall_end + timedelta(hours=1)
        reschedule(event=row.event, start=row.event.wall_start, end=end)
        event_changes.tell()
    if why == "none":
        Registration.objects.update(calendar_reply=None)

    assert shows_it(host, row) == [False] * 3

"""Mail that comes in: read once, let go of after the commit, whatever is in it."""

import logging
from email.message import EmailMessage
from types import SimpleNamespace

import pytest
import time_machine
from django.db import OperationalError

from coalition.mail import areas, inbox
from coalition.mail.inbox import LARGEST, Outcome, take
from coalition.mail.models import Received
from coalition.mail.personal_data import RETENTION
from coalition.mail.tasks import forget_received
from coalition.settings import environment
from tests.mail.imap_server import Mailbox, write_certificate

pytestmark = pytest.mark.django_db
ADDRESS = "letters+abc@coalition.example"


def mail(to=ADDRESS, body="Hello", identifier="<1@mail.example>", **headers):
    message = EmailMessage()
    message["From"], message["To"], message["Message-ID"] = "Ann <ann@mail.example>", to, identifier
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(body)
    return message.as_bytes()


@pytest.fixture
def read(monkeypatch):
    """What the one reader of this test got; `read.answers` is what it does next."""
    got = SimpleNamespace(mails=[], answers=lambda mail: True)

    def reader(mail):
        got.mails.append((mail.recipient, mail.detail))
        return got.answers(mail)

    monkeypatch.setattr(areas, "_areas", {})
    area = areas.MailArea("letters", incoming=[areas.Reader(lambda: "letters@coalition.example", reader)])
    areas.register(area)
    return got


@pytest.fixture
def mailbox(tmp_path, settings, monkeypatch):
    certificate = write_certificate(tmp_path)
    server = Mailbox(certificate)
    server.start()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    settings.MAIL_IMAP = environment.imap(f"imaps://letters:secret@localhost:{server.port}")
    yield server
    server.stop()


def test_a_mail_that_comes_twice_is_read_once_whatever_servers_write_above_it(read):
    again = b"Received: from elsewhere\r\nDelivered-To: letters+abc@coalition.example\r\n" + mail()

    assert [take(mail()), take(mail()), take(again)] == [Outcome.READ, Outcome.IGNORED, Outcome.IGNORED]
    assert take(mail(body="Other words")) is Outcome.READ
    assert read.mails == [(ADDRESS, "abc")] * 2


@pytest.mark.parametrize(
    ("data", "detail"),
    [
        (mail(), "abc"),
        (mail(to="LETTERS+ABC@Coalition.Example"), "abc"),
        (mail(to="letters@coalition.example"), ""),
        (mail(to="ann@mail.example", X_Original_To=ADDRESS), "abc"),
        (mail(to="ann@mail.example", Cc=f"<b@mail.example>, Letters <{ADDRESS}>"), "abc"),
        (mail(to="ann@mail.example"), None),
        (mail(to="letters+abc@elsewhere.example"), None),
        (mail(to="letter+abc@coalition.example"), None),
    ],
)
def test_whom_a_mail_is_for(read, data, detail):
    outcome = take(data)

    assert (outcome, [found for _to, found in read.mails]) == (
        (Outcome.LEFT, []) if detail is None else (Outcome.READ, [detail])
    )


def test_what_a_reader_changed_and_the_note_of_it_are_kept_together_or_not_at_all(read):
    def stumble(mail):
        raise ZeroDivisionError

    read.answers = stumble
    with pytest.raises(ZeroDivisionError):
        take(mail())
    assert not Received.objects.exists()

    read.answers = lambda mail: False
    assert take(mail()) is Outcome.IGNORED
    assert Received.objects.count() == 1


def test_imap_deletes_what_was_read_and_leaves_the_rest_to_a_person(read, mailbox, caplog):
    def poisoned(mail):
        if b"poison" in mail.message.as_bytes():
            raise ZeroDivisionError
        return True

    read.answers = poisoned
    bodies = ["Hello", "poison", "Last"]
    for number, body in enumerate(bodies):
        mailbox.put(mail(body=body, identifier=f"<{number}@mail.example>"))
    mailbox.put(mail(to="ann@mail.example"))
    mailbox.put(mail() + b"x" * LARGEST)

    with caplog.at_level(logging.INFO):
        assert inbox.poll() == {"read": 2, "left for a person": 3}

    assert mailbox.flags == {uid: {r"\Flagged"} for uid in (2, 4, 5)}
    assert inbox.poll() == {}
    assert "mail.example" not in caplog.text
    assert "coalition.example" not in caplog.text


def test_imap_lets_go_of_a_mail_only_after_it_was_read(read, mailbox):
    def away(mail):
        raise OperationalError

    mailbox.put(mail())
    read.answers = away
    with pytest.raises(OperationalError):
        inbox.poll()
    assert mailbox.flags == {1: set()}

    read.answers = lambda mail: True
    mailbox.fail = "UID STORE"  # the server is told too late
    with pytest.raises(inbox.Refused):
        inbox.poll()
    mailbox.fail = ""
    assert inbox.poll() == {"ignored": 1}
    assert (len(read.mails), mailbox.mails) == (2, {})


def test_imap_speaks_to_a_server_with_a_known_certificate_only(read, mailbox, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")

    with pytest.raises(OSError, match="certificate verify failed"):
        inbox.poll()


HOSTILE = {
    "nothing": b"",
    "no head": b"\x00\xff" * 500,
    "deep": b"To: " + ADDRESS.encode() + b"\n"
    + b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(3_000)),
    "rfc822": b"To: " + ADDRESS.encode() + b"\n" + b"Content-Type: message/rfc822\n\n" * 3_000,
    "many addresses": b"To: " + b"a@b.example, " * 60_000,
    "broken words": b"To: =?utf-8?b?//////?= <" + ADDRESS.encode() + b">\nSubject: =?x?q?=ff?=\n\n",
    "comments": b"To: " + b"(" * 5_000 + b"\n\n",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_mail_is_an_outcome_and_no_error(read, name):
    assert take(HOSTILE[name]) in Outcome


def test_notes_are_forgotten_in_time(read):
    take(mail())
    [note] = Received.objects.all()

    with time_machine.travel(note.received_at + RETENTION, tick=False):
        forget_received(timestamp=0)
        assert Received.objects.exists()
    with time_machine.travel(note.received_at + RETENTION * 1.01, tick=False):
        forget_received(timestamp=0)
        assert not Received.objects.exists()

"""The wire, against a real server: what is said before and after the dot that ends a mail."""

import re
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest

from coalition.mail.transport import Ambiguous, Outage, Refused, SmtpTransport, Withheld, greet
from tests.mail.imap_server import write_certificate
from tests.mail.smtp_sink import LEDGER, Sink

SMALL = b"Message-ID: <one@town.example>\r\n\r\n.\r\n..dots\r\nend"
BIG = b"Message-ID: <big@town.example>\r\n\r\n" + (b"x" * 70 + b"\r\n") * 400_000


@pytest.fixture
def sink(settings):
    server = Sink()
    server.start()
    settings.MAILERS = LEDGER
    settings.SMTP_OPTIONS = {"host": "127.0.0.1", "port": server.port, "timeout": 0.5}
    yield server
    server.stop()


@pytest.fixture
def wire(sink):
    with SmtpTransport() as transport:
        yield transport


def send(wire, *, data=SMALL, on_wire=lambda: True):
    wire.send(sender="network@coalition.example", recipient="a@town.example", data=data, on_wire=on_wire)


def test_nothing_was_taken_when_the_mark_is_made(wire, sink):
    seen = []

    for _mail in range(2):
        send(wire, on_wire=lambda: seen.append(len(sink.taken)) or True)

    assert seen == [0, 1]
    assert sink.taken == [("a@town.example", "<one@town.example>")] * 2


def test_a_mark_that_says_no_sends_nothing(wire, sink):
    with pytest.raises(Withheld):
        send(wire, on_wire=lambda: False)

    send(wire)
    assert len(sink.taken) == 1


def test_an_answer_may_take_longer_than_a_command(wire, sink, settings):
    settings.MAIL_REPLY_TIMEOUT = 10
    sink.answer_after = 1

    send(wire)

    assert len(sink.taken) == 1


def test_no_answer_in_time_is_ambiguous(wire, sink, settings):
    settings.MAIL_REPLY_TIMEOUT = 0.3
    sink.stall = "after dot"

    with pytest.raises(Ambiguous, match="timed out"):
        send(wire)


@pytest.mark.parametrize("answer", ["nonsense", "354 go on"])
def test_an_answer_that_says_neither_yes_nor_no_is_ambiguous(wire, sink, answer):
    sink.answer = answer

    with pytest.raises(Ambiguous, match="no answer that can be read"):
        send(wire)


@pytest.mark.parametrize(("answer", "permanent"), [("451 later", False), ("554 no", True), ("421 full", False)])
def test_a_no_after_the_dot_is_a_refusal(wire, sink, answer, permanent):
    sink.answer = answer

    with pytest.raises(Refused, match=answer) as refusal:
        send(wire)

    assert refusal.value.permanent is permanent
    sink.answer = "250 taken"
    send(wire)


def test_a_break_within_the_text_is_ambiguous(wire, sink):
    sink.cut = "after 354"

    with pytest.raises(Ambiguous):
        send(wire, data=BIG)

    assert sink.taken == []


def test_a_server_that_is_gone_before_the_text_is_an_outage(wire, sink):
    marks = []
    send(wire)
    sink.stop()

    with pytest.raises(Outage):
        send(wire, on_wire=lambda: marks.append(1) or True)

    assert (marks, len(sink.taken)) == ([], 1)


@pytest.mark.parametrize(
    ("answer", "permanent"), [("550 no such mailbox", True), ("451 come back", False), ("421 too many", False)]
)
def test_a_no_to_one_recipient_is_that_mails_alone(wire, sink, answer, permanent):
    sink.refuses = {"gone@town.example": answer}
    marks = []

    with pytest.raises(Refused) as refusal:
        wire.send(sender="network@coalition.example", recipient="gone@town.example", data=SMALL, on_wire=marks.append)
    send(wire)

    assert (refusal.value.permanent, refusal.value.stage) == (permanent, "" if answer.startswith("421") else "rcpt")
    assert (marks, [recipient for recipient, _id in sink.taken]) == ([], ["a@town.example"])


def test_letters_of_all_alphabets_before_the_at_sign_go_where_the_server_takes_them(settings):
    server = Sink(smtputf8=True)
    server.start()
    settings.MAILERS = LEDGER
    settings.SMTP_OPTIONS = {"host": "127.0.0.1", "port": server.port, "timeout": 5}
    try:
        with SmtpTransport() as transport:
            for recipient in ("am\u00ednata@town.example", "a@town.example"):
                transport.send(
                    sender="network@coalition.example", recipient=recipient, data=SMALL, on_wire=lambda: True
                )
    finally:
        server.stop()

    assert [recipient for recipient, _id in server.taken] == ["am\u00ednata@town.example", "a@town.example"]


def test_what_was_typed_to_log_in_is_in_no_outage(settings):
    with socket.create_server(("127.0.0.1", 0)) as server, ThreadPoolExecutor(1) as pool:
        port = server.getsockname()[1]
        settings.SMTP_OPTIONS = {
            "host": "127.0.0.1",
            "port": port,
            "timeout": 5,
            "username": "me",
            "password": "hidden-1",
        }
        for _begun in ("AUTH PLAIN", "AUTH LOGIN"):
            told = pool.submit(_repeat, server, _begun)
            with pytest.raises(Outage, match="unknown") as raised:
                greet()
            told.result(5)
            assert not {"hidden-1", "aGlkZGVuLTE", "AG1lAGhpZGRlbi0x"} & set(re.findall(r"[\w-]+", str(raised.value)))
        settings.SMTP_OPTIONS["password"] = "h\u00efdden"
        pool.submit(_repeat, server, "AUTH PLAIN")
        with pytest.raises(Outage, match="ASCII"):
            greet()


def _repeat(server, way):
    """Refuse a log-in by `way`, in words that repeat it."""
    connection, _address = server.accept()
    with connection, connection.makefile("rwb", buffering=0) as wire:
        wire.write(b"220 here\r\n")
        for line in wire:
            if line.startswith(b"ehlo"):
                wire.write(b"250-here\r\n250 %s\r\n" % way.encode())
            elif line.startswith(b"AUTH LOGIN"):
                wire.write(b"334 \r\n")
            elif line.startswith(b"QUIT"):
                return
            else:
                wire.write(b"535 unknown: %s\r\n" % line.strip())


@pytest.fixture
def encrypted(settings, tmp_path, monkeypatch):
    """Return a function that starts a server which speaks TLS, and gives a wire to it."""
    certificate = write_certificate(tmp_path)
    settings.MAILERS = LEDGER
    servers = []

    def start(tls, *, trusted=True, **options):
        if trusted:
            monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        servers.append(Sink(tls=tls, certificate=certificate))
        servers[-1].start()
        settings.SMTP_OPTIONS = {"host": "localhost", "port": servers[-1].port, "timeout": 5, **options}
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


@pytest.mark.parametrize(("tls", "option"), [("implicit", "use_ssl"), ("starttls", "use_tls")])
def test_tls_begins_at_once_or_after_a_command(encrypted, tls, option):
    server = encrypted(tls, **{option: True})

    with SmtpTransport() as wire:
        send(wire)

    assert len(server.taken) == 1


@pytest.mark.parametrize(("tls", "option"), [("implicit", "use_ssl"), ("starttls", "use_tls")])
def test_a_server_whose_certificate_is_of_nobody_known_gets_nothing(encrypted, tls, option):
    server = encrypted(tls, trusted=False, **{option: True})

    with SmtpTransport() as wire, pytest.raises(Outage, match="CERTIFICATE_VERIFY_FAILED"):
        send(wire)

    assert server.taken == []

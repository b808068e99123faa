"""Twelve hostile posts among twenty-four good ones, by the public form of the newsletter: who gets their mail?"""

import pytest
from django.test import Client

from coalition.mail import drain
from coalition.mail.models import Message
from tests.factories.newsletters import newsletter_section
from tests.mail.smtp_sink import LEDGER, Sink

pytestmark = pytest.mark.django_db
BALADIYA = "\u0628\u0644\u062f\u064a\u0629"
HOSTILE = [
    f"amina@{BALADIYA}.example",  # what stopped every mail: it is encoded, and written to
    f"AMINA2@{BALADIYA}\u3002example",
    "a@stra\u00dfe.example",
    "a@\u212aelvin.example",
    f"a@-{BALADIYA}-.example",  # no name of a server: refused by the form
    "a@\U0001f4a9.example",
    "a@" + "\u0628" * 63 + ".example",
    "\u017f@town.example",  # a letter that the browser's check takes for an s
    "\u0623\u0645\u064a\u0646\u0629@town.example",
    '"\x01"@town.example',
    '"a b"@town.example',
    '"a\\"b,<c>"@town.example',
]


@pytest.fixture
def sink(settings):
    server = Sink()
    server.start()
    settings.MAILERS = LEDGER
    settings.SMTP_OPTIONS = {"host": "127.0.0.1", "port": server.port, "timeout": 5}
    yield server
    server.stop()


def subscribe(client: Client, address: str) -> int:
    """Post the form as it stands; return the status."""
    shown = client.get("/en/newsletter/").context["form"]["shown"].value()
    asked = {"email": address, "language": "en", "frequency": "each", "consent": "on", "shown": shown}
    return client.post("/en/newsletter/", asked).status_code


def test_hostile_posts_keep_no_mail_from_anybody(client: Client, sink: Sink):
    newsletter_section()
    good = [f"good{number}@town.example" for number in range(24)]
    answers = {}
    for number, address in enumerate(good):
        if number % 2 == 0:  # a hostile one before every second good one, the first of all included
            answers[HOSTILE[number // 2]] = subscribe(client, HOSTILE[number // 2])
        assert subscribe(client, address) == 302

    outcome = drain.drain()

    assert set(answers.values()) <= {200, 302}  # taken, or refused in words; never an error
    arrived = [recipient for recipient, _id in sink.taken]
    assert set(good) <= set(arrived)
    assert len(arrived) == len(set(arrived)) == outcome.sent
    assert "amina@xn--ngbcr7f5a.example" in arrived
    assert not outcome.outage
    for row in Message.objects.exclude(state="sent"):
        assert (row.attempts, bool(row.last_error)) == (1, True)

"""Whatever stands in a subject or an address: no mail gets a header or a recipient more, and none stops the others."""

import random
from email import message_from_bytes, policy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coalition.mail import bulk, mime
from coalition.mail.rendering import Body
from coalition.privacy import tokens
from coalition.privacy.addresses import address_digest
from newsletters.readers.models import Reader
from newsletters.running import halting
from newsletters.sending import services as sending
from newsletters.sending.models import Delivery
from tests.attacks.measuring import rounds
from tests.factories.newsletters import EditionTextFactory
from tests.mail.smtp_sink import LEDGER, Sink

pytestmark = pytest.mark.attack

EXAMPLES = settings(
    max_examples=rounds(150, 5000), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
BREAKS = st.sampled_from(
    ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\0", "\r\n ", "\n\t"]
)
TELLING = st.sampled_from(["Bcc: all@town.example", "To: b@town.example", "Subject: other", "\r\n\r\n<b>body</b>", ""])
WORDS = st.lists(st.one_of(st.text(max_size=12), BREAKS, TELLING), max_size=8).map("".join)
OURS = {"from", "to", "subject", "date", "message-id", "content-language", "auto-submitted"}


def names(data: bytes) -> list[str]:
    """Return the names of the headers, as a reader of the raw head and one of Python's parser see them."""
    head = data.partition(b"\r\n\r\n")[0]
    raw = [line.partition(b":")[0].decode().lower() for line in head.split(b"\r\n") if line[:1] not in (b" ", b"\t")]
    assert b"\n" not in head.replace(b"\r\n", b"")
    assert b"\r" not in head.replace(b"\r\n", b"")
    assert raw == [name.lower() for name in message_from_bytes(data, policy=policy.SMTP)]
    return raw


@EXAMPLES
@given(subject=WORDS, recipient=WORDS, reply_to=WORDS, value=WORDS)
def test_a_single_mail_has_its_own_headers_or_is_not_made(subject, recipient, reply_to, value):
    more = {"Reply-To": reply_to, "X-Coalition": value}
    try:
        mail = mime.head(subject=subject, recipient=recipient, discreet=False, key="k", language="en", headers=more)
        mime.add_body(mail, text="Words", html="<p>Words</p>", attachments=[])
        data = mail.as_bytes()
    except (ValueError, IndexError, AttributeError, TypeError):  # this mail's own failed attempt
        return
    assert sorted(names(data)) == sorted([*OURS, "reply-to", "x-coalition", "mime-version", "content-type"])


@EXAMPLES
@given(subject=WORDS, recipient=WORDS)
def test_a_copy_has_its_own_headers_or_is_not_made(subject, recipient):
    try:
        letter = bulk.Letter.prepare(body=Body(subject, "<p>Words</p>", "Words"), language="en", discreet=False,
                                     headers={"List-Id": "<list.town.example>"})  # fmt: skip
        data = letter.fill(recipient=recipient, secret="s" * 20, key="k")
    except (ValueError, IndexError, AttributeError, TypeError):
        return
    assert sorted(names(data)) == sorted([*(OURS - {"auto-submitted"}), "list-id", "mime-version", "content-type"])


SIGNS = [
    *"<>(),;:\\\"[]@ \t\r\n.+-%!'`|*?&#~^{}=/$",
    "\u202e",
    "\u0628",
    "\U0001f4a9",
    "\u0130",
    "\r\nRCPT TO:<x@town.example>",
]
DOMAINS = [
    "town.example",
    "-x-.example",
    "\u0628\u0644\u062f.example",
    "a b.example",
    "[1.2.3.4]",
    "",
    "town.example>\r\nX: y",
]


def hostile(count: int) -> list[str]:
    """Return so many hostile addresses, the same in each run."""
    chance = random.Random(20261127)  # noqa: S311
    return [
        f"{''.join(chance.choices([*SIGNS, *'abc'], k=chance.randint(0, 12)))}{number}@{chance.choice(DOMAINS)}"
        for number in range(count)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("at_once", [False, True], ids=["in turn", "at once"])
def test_hostile_addresses_stop_nobody_and_reach_nobody_else(settings, monkeypatch, at_once):
    """Hostile readers among good ones, over a real SMTP connection."""
    settings.MAILERS = LEDGER
    monkeypatch.setattr(halting, "MOST_BOUNCES", 1.0)  # so many refusals would halt the edition
    count = rounds(150, 10_000)
    text, good = EditionTextFactory(), [f"good{number}@town.example" for number in range(30)]
    readers = [Reader(email=address, language="en") for address in [*hostile(count), *good]]
    for number, reader in enumerate(readers):
        reader.email_digest = address_digest(f"{number}@digest.example")
        reader.token_digest = tokens.digest(reader.token)
    Reader.objects.bulk_create(readers)
    Delivery.objects.bulk_create(Delivery(edition=text.edition, text=text, reader=reader) for reader in readers)
    server = Sink()
    server.pipelining = at_once
    server.start()
    settings.SMTP_OPTIONS = {"host": "127.0.0.1", "port": server.port, "timeout": 5}
    try:
        outcome = sending.deliver(seconds=600)
    finally:
        server.stop()

    assert not outcome.outage
    assert not Delivery.objects.filter(state__in=["sending", "handing_over", "uncertain"]).exists()
    taken = [address for address, _id in server.taken]
    assert set(good) <= set(taken)
    assert len(taken) == Delivery.objects.filter(state="sent").count()  # none got a recipient more

"""What the link of a reader may change by itself, and what needs a code from the mailbox."""

import pytest

from coalition.mail.models import Message
from coalition.privacy import discretion
from newsletters.readers.models import Reader
from tests.factories.newsletters import ReaderFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    reader = ReaderFactory(language="en", discreet=True)
    discretion.choose(address=reader.email, source=reader.discretion_source, discreet=True)
    return reader


def save(client, reader, **typed):
    typed = {"language": "en", "frequency": "each", "discreet": "on"} | typed
    return client.post(f"/en/newsletter/manage/{reader.token}/", typed)


@pytest.mark.parametrize("typed", [{"discreet": ""}, {"language": "fr"}])
def test_link_of_a_reader_alone_ends_no_discretion_and_changes_no_language(client, reader, typed):
    asked = save(client, reader, **typed)

    kept = Reader.objects.get()
    assert (kept.language, kept.discreet, discretion.has_asked(reader.email)) == ("en", True, True)
    mail = Message.objects.get()
    assert (mail.template, mail.to, mail.discreet, mail.unasked) == (
        "newsletters/mail/code", reader.email, True, True,
    )  # fmt: skip
    code = mail.context["code"]
    assert ("Enter the code from our email" in asked.text, code in asked.text) == (True, False)
    assert "This code is wrong" in save(client, reader, **typed, code=f"{(int(code) + 1) % 1_000_000:06d}").text
    assert save(client, reader, **typed, code=code).status_code == 302

    changed = Reader.objects.get()
    assert (changed.language, changed.discreet) == (typed.get("language", "en"), "discreet" not in typed)


def test_link_of_a_reader_begins_discretion_with_one_press(client):
    reader = ReaderFactory(language="en", discreet=False)

    assert save(client, reader, frequency="monthly").status_code == 302

    kept = Reader.objects.get()
    assert (kept.discreet, kept.frequency, Message.objects.count()) == (True, "monthly", 0)

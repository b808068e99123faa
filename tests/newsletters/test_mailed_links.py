"""Scanners of mail press every link, again and again: nothing changes by that."""

import re
from itertools import cycle, islice

import pytest
from django.db import connection
from django.test import Client

from coalition.mail import drain
from newsletters.readers import services as readers
from newsletters.sending import services as sending
from tests.databases import rows_of
from tests.factories.newsletters import ReaderFactory, make_edition, send_edition
from tests.mail import memory

pytestmark = [pytest.mark.attack, pytest.mark.django_db]
PRESSED = 1000
OWN = re.compile(r"https?://[^/\s\"<>]+(/(?:en|ar)/newsletter/[^\s\"<>)]*)")


def mailed_links(letters):
    """Return the paths of our own pages that mails of the newsletter lead to, each once."""
    words = "\n".join(
        str(part.get_content()) for letter in letters() for part in letter.walk() if not part.is_multipart()
    )
    return sorted(set(OWN.findall(words)))


def test_a_thousand_gets_of_every_mailed_link_change_nothing(letters):
    consent = readers.consent_words("en")
    page = make_edition(titles={"en": "Autumn", "ar": "الخريف"})
    for language in ("en", "ar"):
        ReaderFactory(language=language, discreet=language == "ar")
    send_edition(page=page)
    sending.deliver()
    readers.ask_brought_in(email="listed@town.example", language="en", themes=[])  # first: behind another it waits
    handle = readers.subscribe(email="new@town.example", language="ar", discreet=True, consent=consent)
    drain.drain()
    links = mailed_links(letters)
    assert {path.split("/")[3] for path in links} >= {"confirm", "manage", "unsubscribe"}
    assert len([path for path in links if "/confirm/link/" in path]) == 2
    pages = [*links, f"/en/newsletter/confirm/{handle}/"]
    scanner, left = Client(), len(memory.outbox)
    before = rows_of(connection)

    found = set()
    for number, path in enumerate(islice(cycle(pages), PRESSED)):
        press = scanner.head if number // len(pages) % 2 else scanner.get
        found.add(press(path).status_code)

    assert found == {200}
    assert rows_of(connection) == before
    assert len(memory.outbox) == left

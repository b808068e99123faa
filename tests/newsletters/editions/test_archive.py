"""The archive: it shows what was sent, frozen, and nothing before it was."""

from datetime import date
from xml.etree import ElementTree

import pytest
from django.db import DatabaseError, transaction

from newsletters.sending.models import EditionText
from tests.factories.newsletters import TITLES, make_edition, send_edition

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def test_the_archive_and_search_keep_summary_and_date_as_they_were_sent(client):
    page = make_edition(body=[("text", "<p>Shelters</p>")], summary="Observatories", date="2026-09-01")
    send_edition(page=page)
    page.title, page.summary, page.search_description = "Rewritten title", "Rewritten summary", "Rewritten description"
    page.date, page.body = date(2026, 12, 31), [("text", "<p>Rewritten words</p>")]
    page.save_revision().publish()

    shown, listed = (client.get(path).content.decode() for path in (page.get_url(), "/en/newsletter/archive/"))

    assert [word in shown for word in ("Rewritten", "Observatories", 'datetime="2026-09-01"')] == [False, True, True]
    assert [word in listed for word in ("Rewritten", "Observatories", 'datetime="2026-09-01"')] == [False, True, True]
    assert '<meta name="description" content="Observatories">' in shown
    found = {
        word: [
            (hit.title, hit.text) for group in client.get("/en/search/", {"q": word}).context.get("groups") or []
            for hit in group.hits
        ]
        for word in ("autumn", "observatories", "shelters", "rewritten")
    }  # fmt: skip
    as_sent = [("Autumn in the network", "Observatories")]
    assert found == {"autumn": as_sent, "observatories": as_sent, "shelters": as_sent, "rewritten": []}


def test_sent_words_are_frozen():
    send_edition(page=make_edition())

    with pytest.raises(DatabaseError, match="Cannot update rows"), transaction.atomic():
        EditionText.objects.update(subject="Other")


@pytest.mark.parametrize("count", [1, 3])
def test_the_archive_costs_the_same_for_any_number_of_editions(client, count, django_assert_num_queries):
    for number in range(count):
        send_edition(page=make_edition(titles={"en": f"Edition {number}"}))
    client.get("/en/newsletter/archive/")

    with django_assert_num_queries(11):
        response = client.get("/en/newsletter/archive/")

    assert [page.sent_subject for page in response.context["editions"]] == [
        f"Edition {number}" for number in reversed(range(count))
    ]


def test_the_archive_is_a_feed_of_what_was_sent_in_its_language(client, settings):
    settings.SITE_URL = "https://network.example"
    page = make_edition(titles=TITLES, summary="Three things.")
    make_edition(titles={"en": "Not sent"})
    send_edition(page=page)
    page.title = "Changed"
    page.save_revision().publish()

    told = {}
    for language in ("en", "ar", "es"):
        response = client.get(f"/{language}/newsletter/feed.atom", HTTP_HOST="127.0.0.1")
        assert response["Cache-Control"] == "public, max-age=300"
        feed = ElementTree.fromstring(response.content)  # noqa: S314  # our own
        entries = feed.findall("a:entry", ATOM)
        told[language] = [(one.findtext("a:title", "", ATOM), one.find("a:link", ATOM).get("href")) for one in entries]

    assert told == {
        "en": [("Autumn", f"https://network.example{page.get_url()}")],
        "ar": [("الخريف", told["ar"][0][1])],
        "es": [],
    }
    assert told["ar"][0][1].startswith("https://network.example/ar/newsletter/archive/")

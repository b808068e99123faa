"""The archive: it shows what was sent, frozen, and nothing before it was."""

import pytest
from django.db import DatabaseError, transaction

from newsletters import services
from newsletters.models import IssueText
from tests.factories.newsletters import BODY, make_edition

pytestmark = pytest.mark.django_db


def test_the_archive_shows_what_was_sent_and_nothing_before(client):
    page = make_edition(body=BODY)
    path = page.get_url()
    assert path == "/en/newsletter/archive/autumn-in-the-network/"
    assert client.get(path).status_code == 404
    assert page.title not in client.get("/en/newsletter/archive/").content.decode()

    services.send_issue(page=page)
    page.title, page.body = "Changed", [("text", "<p>Changed words</p>")]
    page.save_revision().publish()

    shown = client.get(path).content.decode()
    assert "Autumn in the network" in shown
    assert "News &amp; more" in shown
    assert "Changed words" not in shown
    assert "style=" not in shown
    index = client.get("/en/newsletter/archive/").content.decode()
    assert f'<a href="{path}">Autumn in the network</a>' in index
    assert "Changed" not in index


def test_sent_words_are_frozen():
    services.send_issue(page=make_edition())

    with pytest.raises(DatabaseError, match="Cannot update rows"), transaction.atomic():
        IssueText.objects.update(subject="Other")


def test_search_and_site_map_know_an_edition_once_it_was_sent():
    page = make_edition()
    assert (page.get_indexed_instance(), page.get_sitemap_urls()) == (None, [])

    services.send_issue(page=page)

    assert page.get_indexed_instance() == page
    assert [entry["location"].endswith(page.get_url()) for entry in page.get_sitemap_urls()] == [True]


@pytest.mark.parametrize("editions", [1, 3])
def test_the_archive_costs_the_same_for_any_number_of_editions(client, editions, django_assert_num_queries):
    for number in range(editions):
        services.send_issue(page=make_edition(titles={"en": f"Edition {number}"}))
    client.get("/en/newsletter/archive/")

    with django_assert_num_queries(12):
        response = client.get("/en/newsletter/archive/")

    assert [page.subject for page in response.context["editions"]] == [
        f"Edition {number}" for number in reversed(range(editions))
    ]

"""Wagtail's indexes in the tests: whoever reads them reads what the site would have written, and nobody pays else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from tests.factories.events import EventFactory, event_page

pytestmark = pytest.mark.django_db
ENTRIES = (
    "SELECT count(*) FROM wagtailsearch_indexentry JOIN django_content_type t ON t.id = content_type_id "
    "WHERE model = 'eventpage' AND object_id = %s"
)


def entries(page: Page) -> int:
    """Return how many entries the search has of `page`, asked of PostgreSQL behind the back of what waits."""
    [(found,)] = connection.connection.execute(ENTRIES, [str(page.pk)])
    return found


def test_what_nobody_reads_is_not_written_and_what_somebody_reads_is():
    page = event_page(EventFactory(name="Lanterns"))
    assert entries(page) == 0

    assert list(Page.objects.search("lanterns")) == [page.page_ptr]
    assert entries(page) == 1


def test_what_is_read_is_what_was_saved_last():
    page = event_page(EventFactory(name="Lanterns"))
    page.title = "Candles"
    page.save()

    assert [Page.objects.search(word).count() for word in ("lanterns", "candles")] == [0, 1]


def test_where_queries_are_counted_the_indexes_are_too():
    page = event_page(EventFactory(name="Lanterns"))
    with CaptureQueriesContext(connection) as asked:
        page.save()

    assert {"_referenceindex", "_indexentry"} == {
        table for table in ("_referenceindex", "_indexentry") if any(table in query["sql"] for query in asked)
    }

"""A schedule set in the CMS is kept: a page goes live, and away, without anybody pressing anything."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from coalition.pages.tasks import publish_scheduled
from tests.factories.home import make_page

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def status(client, page) -> int:
    return client.get(f"/en/{page.slug}/").status_code


@pytest.mark.django_db
def test_a_page_goes_live_and_away_at_its_times(client, clock):
    page = make_page("Soon", slug="soon", live=False)
    page.go_live_at, page.expire_at = NOON + timedelta(minutes=10), NOON + timedelta(hours=1)
    page.save_revision().publish()
    other = make_page("Draft", slug="draft", live=False)
    other.save_revision()

    found = []
    for minutes in (9, 11, 59, 61):
        clock.move_to(NOON + timedelta(minutes=minutes))
        publish_scheduled.func()
        found.append((minutes, status(client, page), status(client, other)))

    assert found == [(9, 404, 404), (11, 200, 404), (59, 200, 404), (61, 404, 404)]
    page.refresh_from_db()
    assert (page.live, page.expired) == (False, True)

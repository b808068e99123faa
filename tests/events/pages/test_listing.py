import re
from dataclasses import replace
from datetime import timedelta

import pytest
from wagtail.test.utils import WagtailPageTestCase

from events.pages.event_list import ToCome
from events.pages.models import EventPage
from events.pages.sections import EventsIndexPage
from tests.factories.events import NOW, EventFactory, event_page, events_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]


def shown(response):
    """Return the titles of the rows, in order."""
    return re.findall(r'event-row__title"><a href="[^"]+">([^<]+)<', response.content.decode())


def make(title, days, **facts):
    start = NOW + timedelta(days=days)
    return event_page(EventFactory(start=start, end=start + timedelta(hours=2), **facts), title=title)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Next 0", "Next 1", "Next 2", "Past 0", "Past 1", "Past 2"]),
        ("?upcoming=2", ["Next 3", "Next 4", "Moved"]),
        ("?upcoming=99", ["Next 3", "Next 4", "Moved"]),
        ("?page=2", ["Past 3"]),
        ("?page=2&upcoming=2", ["Past 3"]),
    ],
)
def test_both_parts_of_the_index_have_pages_and_a_further_one_is_shown_alone(client, monkeypatch, query, titles):
    monkeypatch.setattr("events.pages.event_list.PER_PAGE", 3)
    for number in range(5):
        make(f"Next {number}", 1 + number)
    make("Moved", 2, state="postponed")
    for number in range(4):
        make(f"Past {number}", -1 - number)

    response = client.get(f"/en/events/{query}")

    assert shown(response) == titles
    if not query:
        assert re.findall(r'href="\?((?:upcoming|page)=\d)" rel="next"', response.text) == ["upcoming=2", "page=2"]


def test_events_of_others_stand_among_ours_on_each_page(monkeypatch):
    monkeypatch.setattr("events.pages.event_list.PER_PAGE", 2)
    for number in range(3):
        make(f"Ours {number}", 1 + 2 * number)
    make("Moved", 2, state="postponed")
    others = [
        replace(EventPage.objects.get(title="Ours 0").row, title=f"Theirs {days}", start=NOW + timedelta(days=days))
        for days in (9, 2, 4)
    ]
    ahead = ToCome(EventPage.objects.public().upcoming(NOW), others)

    pages = [ahead[at : at + 2] for at in (0, 2, 4, 6)]

    assert [[row.title for row in page] for page in pages] == [
        ["Ours 0", "Theirs 2"], ["Ours 1", "Theirs 4"], ["Ours 2", "Theirs 9"], ["Moved"],
    ]  # fmt: skip
    assert len(ahead) == 7


class PageTypes(WagtailPageTestCase):
    def test_where_pages_may_be(self):
        self.assertAllowedSubpageTypes(EventsIndexPage, {EventPage})
        self.assertAllowedSubpageTypes(EventPage, set())

    def test_pages_render(self):
        index = events_page()
        self.assertPageIsRenderable(index)
        page = event_page()
        self.assertPageIsRenderable(page)

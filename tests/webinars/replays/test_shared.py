"""Recordings appear in the library by themselves, once everybody may watch them."""

import pytest
from wagtail.models import PageViewRestriction

from coalition.resources import library, shelf
from events.pages.models import EventPage
from tests.factories.members import LocalGovernmentFactory
from tests.factories.replays import make_replay

pytestmark = pytest.mark.django_db


def titles() -> list[tuple[str, str]]:
    """Return what the English library shows: title and address."""
    held = shelf.shelf("en")
    return [(row.title, row.url) for row in library.Found(held, held.all)]


def test_a_published_recording_is_a_video_of_the_library():
    replay = make_replay()
    page = EventPage.objects.get(event=replay.event)
    assert titles() == [("A shared diagnosis", f"{page.get_url()}replay/")]
    counted, year = shelf.shelf("en").bits, str(page.event.start.year)
    assert [list(counted[facet]) for facet in ("kind", "language", "year")] == [["video"], ["en"], [year]]
    assert shelf.shelf("fr").places == ()


@pytest.mark.parametrize("at_risk", [False, True])
def test_a_recording_is_found_by_the_country_and_the_member_that_held_it_unless_they_are_at_risk(at_risk):
    host = LocalGovernmentFactory(country="PT", at_risk=at_risk)
    make_replay(host=host)
    bits = shelf.shelf("en").bits
    assert ({*bits["country"]}, {*bits["member"]}) == ((set(), set()) if at_risk else ({"PT"}, {host.code}))


@pytest.mark.parametrize("closed", ["draft", "closed", "neutral", "restricted", "cancelled"])
def test_what_not_everybody_may_watch_is_not_told_of(closed):
    facts = {"closed": {"closed": True}, "neutral": {"neutral_address": True}}.get(closed, {})
    replay = make_replay(published=closed != "draft", **facts)
    if closed == "restricted":
        page = EventPage.objects.get(event=replay.event)
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    if closed == "cancelled":
        type(replay.event).objects.filter(pk=replay.event.pk).update(state="cancelled")
    assert titles() == []

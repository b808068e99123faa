"""Recordings appear in the library by themselves, once everybody may watch them."""

import pytest
from django.db.models import ProtectedError
from wagtail.models import PageViewRestriction

from coalition.resources import library
from coalition.resources.models import Theme
from events.pages.models import EventPage
from tests.factories.members import LocalGovernmentFactory
from tests.factories.replays import make_replay
from tests.factories.resources import resources_page
from webinars.replays import services

pytestmark = pytest.mark.django_db
QUERIES = 20


def titles() -> list[tuple[str, str]]:
    """Return what the English library shows: title and address."""
    held = library.shelf("en")
    return [(row.title, row.url) for row in library.rows(held.places)]


def test_a_published_recording_is_a_video_of_the_library():
    replay = make_replay()
    page = EventPage.objects.get(event=replay.event)
    assert titles() == [("A shared diagnosis", f"{page.get_url()}replay/")]
    counted, year = library.shelf("en").values, str(page.event.start.year)
    assert [list(counted[facet]) for facet in ("kind", "language", "year")] == [["video"], ["en"], [year]]
    assert library.shelf("fr").places == []


@pytest.mark.parametrize("at_risk", [False, True])
def test_a_recording_is_found_by_the_country_and_the_member_that_held_it_unless_they_are_at_risk(at_risk):
    host = LocalGovernmentFactory(country="PT", at_risk=at_risk)
    make_replay(host=host)
    values = library.shelf("en").values
    assert ({*values["country"]}, {*values["member"]}) == ((set(), set()) if at_risk else ({"PT"}, {host.code}))


def test_a_recording_stands_under_its_themes_which_nobody_deletes(client):
    replay = make_replay()
    make_replay(slug="other")
    resources_page()
    services.set_themes(event=replay.event, themes=["health", "observation"])
    assert list(library.shelf("en").values["theme"]) == ["health", "observation"]
    text = client.get("/en/resources/?theme=health").content.decode()
    assert ("/talk/replay/" in text, "/other/replay/" in text) == (True, False)
    with pytest.raises(ProtectedError):
        Theme.objects.get(slug="health").delete()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_library_asks_the_same_however_many_recordings_it_has(client, rows, django_assert_num_queries):
    resources_page()
    for row in range(rows):
        host = LocalGovernmentFactory(country="PT")
        replay = make_replay(slug=f"talk-{row}", host=host)
        services.set_themes(event=replay.event, themes=["health"])
    client.get("/en/resources/")
    with django_assert_num_queries(QUERIES):
        assert client.get("/en/resources/").content.decode().count('class="card"') == rows


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

"""The way to a page costs nothing where it is remembered, and is never an old one."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import PageViewRestriction

from coalition.caching import memory as memories
from coalition.caching.changes import public_tables
from events.registrations import services, views
from events.registrations.fields import Registrant
from events.seats.models import Question
from tests.caching.test_page_cache import Heard
from tests.factories.events import SeatCategoryFactory, event_page
from tests.factories.home import make_home, make_page

EVENT_PAGE = 1  # the page with its event
FRONT_PAGE = 3  # the page, those above it, and what restricts them
REGISTRATION_FORM = 0


@pytest.fixture
def changes(settings, monkeypatch, db):
    """Let this process remember although a test is a transaction; return what announces changes."""
    heard = Heard()
    monkeypatch.setattr(memories.memory, "changes", heard)
    monkeypatch.setattr(memories.memory, "_kept", (-1, {}))
    monkeypatch.setattr(memories.Memory, "usable", True)
    return heard


def languages(response) -> dict[str, str]:
    return {link.code: link.url for link in response.context["languages"]}


def test_a_known_way_costs_no_query(client, changes, django_assert_num_queries):
    page = event_page()
    SeatCategoryFactory(event=page.event)
    for path in ("/en/", page.url, f"{page.url}register/"):
        client.get(path)

    with django_assert_num_queries(REGISTRATION_FORM):
        assert client.get(f"{page.url}register/").context["page"] == page
    with django_assert_num_queries(FRONT_PAGE):
        assert client.get("/en/").status_code == 200
    with django_assert_num_queries(EVENT_PAGE):
        assert client.get(page.url).context["page"] == page


def test_what_an_event_asks_is_remembered_until_a_host_changes_it(client, changes):
    page = event_page()
    SeatCategoryFactory(event=page.event)
    path = f"{page.url}register/"
    client.get(path)

    Question.objects.create(event=page.event, text={"en": "Which train do you take?"}, asked="first")
    remembered = client.get(path).content.decode()
    changes.generation += 1  # as the tables announce

    assert "Which train do you take?" not in remembered
    assert "Which train do you take?" in client.get(path).content.decode()
    assert {"events_question", "events_quota"} <= set(public_tables())


def test_a_known_page_is_read_anew_and_gone_at_once_when_unpublished_or_deleted(client, changes):
    pages = [make_page("About", slug="about"), make_page("Help", slug="help-us")]
    paths = ("/en/about/", "/en/help-us/")
    assert [client.get(path).status_code for path in paths] == [200, 200]
    pages[0].title = "About us"
    pages[0].save()
    assert client.get(paths[0]).context["page"].title == "About us"
    pages[0].unpublish()
    pages[1].delete()

    assert [client.get(path).status_code for path in paths] == [404, 404]


def test_an_event_that_was_closed_is_gone_at_once(client, changes):
    page = event_page()
    addresses = [page.url, f"{page.url}event.ics"]
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    page.event.closed = True
    page.event.save()

    assert [client.get(address).status_code for address in addresses] == [404, 404]


def test_a_moved_page_is_found_where_it_is_now(client, changes):
    make_home("fr")
    page = event_page()
    old = page.url
    section = page.get_parent()
    first = client.get(old)
    section.slug, section.title = "meetings", "Meetings"
    section.save()
    changes.generation += 1

    moved = client.get(f"/en/meetings/{page.slug}/")

    assert (first.status_code, client.get(old).status_code, moved.status_code) == (200, 404, 200)
    assert [page.context["breadcrumb"][-1]["url"] for page in (first, moved)] == ["/en/events/", "/en/meetings/"]
    assert languages(moved) == {
        "en": f"/en/meetings/{page.slug}/", "fr": "/fr/", "es": "/es/", "ar": "/ar/"
    }  # fmt: skip


def test_a_new_translation_is_in_the_language_switcher(client, changes):
    make_home("fr")
    page = make_page("History", slug="history")
    before = languages(client.get("/en/history/"))
    translated = page.copy_for_translation(make_home("fr").locale)
    translated.slug = "histoire"
    translated.save_revision().publish()
    changes.generation += 1

    assert before == {"en": "/en/history/", "fr": "/fr/", "es": "/es/", "ar": "/ar/"}
    assert languages(client.get("/en/history/")) == before | {"fr": "/fr/histoire/"}


def test_a_restriction_closes_a_known_page(client, changes):
    page = make_page("Pilots", slug="pilots")
    make_page("About", slug="about")
    before = [client.get(path).status_code for path in ("/en/pilots/", "/en/pilots/", "/en/about/")]
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(Group.objects.create(name="Pilots"))
    changes.generation += 1

    after = [client.get(path).status_code for path in ("/en/pilots/", "/en/pilots/", "/en/about/")]

    assert (before, after) == ([200, 200, 200], [302, 302, 200])


def test_the_page_of_the_mailed_button_is_kept_and_has_each_ones_own_secret(client, changes):
    category = SeatCategoryFactory(event=event_page().event)
    tokens = []
    for name in ("ada", "bob"):
        person = Registrant(name=name, email=f"{name}@mail.example", language="en")
        tokens.append(services.ask(event=category.event, category=category, person=person).token)
    paths = [f"/en/e/{category.event.short_id}/c/{token}/" for token in tokens]

    first, second = (client.get(path).content.decode() for path in paths)

    assert first.replace(tokens[0], tokens[1]) == second
    assert (tokens[0] in first, tokens[0] in second, views.SOMEBODY in second) == (True, False, False)
    assert f'href="/fr/e/{category.event.short_id}/c/{tokens[1]}/"' in second
    assert "/fr/e/elsewhere/" in client.get(paths[1].replace(category.event.short_id, "elsewhere")).content.decode()
    assert "elsewhere" not in client.get(paths[0]).content.decode()

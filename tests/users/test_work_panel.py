"""What waits for whom on the first page of the CMS, from every app."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail import hooks

from coalition.users import roles
from coalition.users.work_panel import Item, Waiting, lines
from tests.factories.charter import staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def sources(monkeypatch):
    """Let nothing but what is put into the list be asked what waits."""
    found, get = [], hooks.get_hooks
    monkeypatch.setattr(hooks, "get_hooks", lambda name: found if name == "waiting_work" else get(name))
    return found


def test_apps_add_their_lines_and_those_without_work_are_left_out(client, sources):
    user = staff(roles.COMMITTEE_EDITORS)
    client.force_login(user)
    assert 'id="waiting"' not in client.get("/cms/").content.decode()

    seen, items = [], (Item("بيان الخصوصية", "/cms/pages/7/edit/", "Arabic"), Item("Help", "/cms/pages/8/edit/"))
    sources.append(lambda _user: [Waiting("First of all", 1, "/a/"), Waiting("Empty", 0, "/c/")])
    sources.append(lambda who: seen.append(who) or [Waiting("Last of all", 2, "", items=items)])
    page = client.get("/cms/").content.decode()

    assert seen == [user]
    assert page.index("First of all") < page.index("Last of all")
    assert "Empty" not in page
    assert '<a href="/cms/pages/7/edit/"><bdi>بيان الخصوصية</bdi></a> (Arabic)' in page


def test_what_waits_longest_comes_first_and_what_was_due_counts_from_its_day(sources):
    now = timezone.now()
    sources.append(lambda _user: [Waiting("no day", 1, "/a/"), Waiting("since yesterday", 1, "/b/", since=now)])
    sources.append(lambda _user: [Waiting("due in March", 1, "/c/", until=date(2020, 3, 1))])
    sources.append(lambda _user: [Waiting("for a year", 1, "/d/", since=now - timedelta(days=365))])

    assert [line.label for line in lines(None)] == ["due in March", "for a year", "since yesterday", "no day"]

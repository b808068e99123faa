"""The panel on the first page of the CMS: what waits for whom, from every app."""

import pytest
from wagtail import hooks

from coalition.users import roles
from coalition.users.work_panel import Item, Waiting
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

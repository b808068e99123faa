"""The panel on the first page of the CMS: what waits for whom, from every app."""

import pytest

from coalition.users import roles, waiting
from coalition.users.waiting import Item, Waiting
from tests.factories.charter import staff

pytestmark = pytest.mark.django_db


def test_other_parts_add_their_lines_in_order_and_those_without_work_are_left_out(client, monkeypatch):
    monkeypatch.setattr(waiting, "_sources", {})
    user = staff(roles.COMMITTEE_EDITORS)
    client.force_login(user)
    assert 'id="waiting"' not in client.get("/cms/").content.decode()

    seen = []
    waiting.register("late", lambda who: seen.append(who) or [Waiting("Last of all", 2, "/b/")], order=9)
    waiting.register("early", lambda _user: [Waiting("First of all", 1, "/a/"), Waiting("None of these", 0, "/c/")])
    waiting.register("early", lambda _user: [Waiting("First of all", 1, "/a/"), Waiting("Empty", 0, "/c/")], order=1)
    page = client.get("/cms/").content.decode()

    assert seen == [user]
    assert page.index("First of all") < page.index("Last of all")
    assert [words for words in ("None of these", "Empty") if words in page] == []


def test_what_no_list_shows_is_linked_one_by_one(client, monkeypatch):
    items = (Item("بيان الخصوصية", "/cms/pages/7/edit/", "Arabic"), Item("Help", "/cms/pages/8/edit/"))
    monkeypatch.setattr(waiting, "_sources", {"pages": (1, lambda _user: [Waiting("Pages", 2, "", items=items)])})
    client.force_login(staff(roles.COMMITTEE_EDITORS))
    page = " ".join(client.get("/cms/").content.decode().split())

    assert '<th scope="row">Pages <ul>' in page
    assert '<li><a href="/cms/pages/7/edit/"><bdi>بيان الخصوصية</bdi></a> (Arabic)</li>' in page
    assert '<li><a href="/cms/pages/8/edit/"><bdi>Help</bdi></a></li>' in page

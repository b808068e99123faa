"""What waits for whom on the first page of the CMS, from every app."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail import hooks

from coalition.users.work_panel import Waiting, lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def sources(monkeypatch):
    """Let nothing but what is put into the list be asked what waits."""
    found, get = [], hooks.get_hooks
    monkeypatch.setattr(hooks, "get_hooks", lambda name: found if name == "waiting_work" else get(name))
    return found


def test_what_waits_longest_comes_first_and_what_was_due_counts_from_its_day(sources):
    now = timezone.now()
    sources.append(lambda _user: [Waiting("no day", 1, "/a/"), Waiting("since yesterday", 1, "/b/", since=now)])
    sources.append(lambda _user: [Waiting("due in March", 1, "/c/", until=date(2020, 3, 1))])
    sources.append(lambda _user: [Waiting("for a year", 1, "/d/", since=now - timedelta(days=365))])

    assert [line.label for line in lines(None)] == ["due in March", "for a year", "since yesterday", "no day"]

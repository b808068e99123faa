"""A process remembers the site's skeleton for exactly as long as no public table changes."""

import threading
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connections
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY, SITE_ROOT_PATHS_CACHE_VERSION

from coalition.caching import memory as memories
from coalition.caching.changes import Changes
from coalition.caching.memory import Memory
from tests.caching.test_page_cache import Heard, elsewhere, wait_until


class Maker:
    """Counts how often it is asked."""

    def __init__(self, before: Any = None) -> None:
        self.made = 0
        self.before = before or (lambda: None)

    def __call__(self) -> int:
        self.before()
        self.made += 1
        return self.made


@pytest.fixture
def changes(settings, monkeypatch):
    """Changes that are heard, in a web process that remembers: outside a transaction."""
    settings.SKELETON_MEMORY_ENABLED = True
    monkeypatch.setattr(memories, "connection", SimpleNamespace(in_atomic_block=False))
    heard = Heard()
    heard.start()
    return heard


def test_a_change_ends_what_is_remembered(changes):
    maker, memory = Maker(), Memory(changes)
    assert [memory.recall("key", maker) for _time in range(3)] == [1, 1, 1]
    assert memory.recall("other", Maker()) == 1
    changes.generation += 1

    assert [memory.recall("key", maker) for _time in range(2)] == [2, 2]


def test_a_value_made_while_a_change_arrived_is_not_found_again(changes):
    memory = Memory(changes)

    def change() -> None:
        if not maker.made:
            changes.generation += 1

    maker = Maker(before=change)

    assert [memory.recall("key", maker) for _time in range(3)] == [1, 2, 2]


def test_nothing_is_remembered_where_changes_are_not_heard(changes):
    maker, memory = Maker(), Memory(changes)
    memory.recall("key", maker)
    changes.listening = False  # type: ignore[misc]

    assert [memory.recall("key", maker) for _time in range(2)] == [2, 3]


@pytest.mark.django_db
def test_a_change_by_anyone_is_heard_here(settings):
    """From SQL in another connection to the memory of this process, and to Wagtail's cache of the sites' roots."""
    settings.SKELETON_MEMORY_ENABLED = True
    changes, maker, answers = Changes(), Maker(), []
    memory = Memory(changes)

    def ask() -> None:
        """Ask in a thread: it has a connection of its own, outside the test's transaction."""

        def run() -> None:
            try:
                answers.append(memory.recall("key", maker))
            finally:
                connections.close_all()

        thread = threading.Thread(target=run)
        thread.start()
        thread.join()

    try:
        changes.start()
        wait_until(lambda: changes.listening)
        ask()
        ask()
        cache.set(SITE_ROOT_PATHS_CACHE_KEY, ["old"], version=SITE_ROOT_PATHS_CACHE_VERSION)
        before = changes.generation
        elsewhere("UPDATE wagtailcore_site SET port = port WHERE false")
        wait_until(lambda: changes.generation > before)
        ask()
        wait_until(lambda: cache.get(SITE_ROOT_PATHS_CACHE_KEY, version=SITE_ROOT_PATHS_CACHE_VERSION) is None)
    finally:
        changes.stop()

    assert answers == [1, 1, 2]

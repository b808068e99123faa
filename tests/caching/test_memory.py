"""A process remembers the site's skeleton for exactly as long as no public table changes."""

from types import SimpleNamespace
from typing import Any

import pytest

from coalition.caching import memory as memories
from coalition.caching.memory import Memory
from tests.caching.test_page_cache import Heard


class Maker:
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

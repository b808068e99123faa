"""No migration closes a table to visitors, or takes from the release before what it still reads."""

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from . import unsafe


@pytest.mark.django_db
def test_no_migration_after_the_line_is_unsafe():
    loader = MigrationLoader(connection)
    state = ProjectState()
    found: list[str] = []
    for key in loader.graph._generate_plan(loader.graph.leaf_nodes(), at_end=True):
        migration = loader.graph.nodes[key]
        if key[0] in unsafe.ours() and unsafe.is_later(key[1]):
            found += unsafe.of(migration, state)
        else:
            state = migration.mutate_state(state, preserve=False)

    assert found == []


def test_the_rules_begin_after_the_line():
    assert [unsafe.is_later(name) for name in ("0001_initial", "0019_x", "0020_x")] == [False, False, True]

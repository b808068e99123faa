"""No migration closes a table to visitors, or takes from the release before what it still reads."""

import pytest
from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently
from django.db import connection, models
from django.db.migrations import Migration, operations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

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


FIELD = models.CharField(max_length=20)
TITLE = {"model_name": "thing", "name": "title"}
INDEX = models.Index(fields=["title"], name="thing_title")
CHECK = models.CheckConstraint(condition=models.Q(title="x"), name="thing_x")


@pytest.mark.parametrize(
    ("steps", "atomic", "says"),
    [
        ([operations.AddField("thing", "more", FIELD)], True, "null=True or db_default"),
        ([operations.AddField("thing", "more", models.TextField(db_default=""))], True, None),
        ([operations.AddField("thing", "more", models.TextField(null=True, db_index=True))], True, "index"),
        ([operations.AddIndex("thing", INDEX)], True, "AddIndexConcurrently"),
        ([AddIndexConcurrently("thing", INDEX)], True, "atomic = False"),
        ([AddIndexConcurrently("thing", INDEX)], False, None),
        ([operations.AddConstraint("thing", CHECK)], True, "AddConstraintNotValid"),
        ([AddConstraintNotValid("thing", CHECK)], True, None),
        ([operations.RemoveField("thing", "title")], True, "one release"),
        (
            [operations.SeparateDatabaseAndState(state_operations=[operations.RemoveField("thing", "title")])],
            True,
            None,
        ),
        ([operations.AlterField(**TITLE, field=models.CharField(max_length=40))], True, None),
        ([operations.AlterField(**TITLE, field=models.CharField(max_length=10))], True, "written again"),
        ([operations.AlterField(**TITLE, field=models.IntegerField())], True, "written again"),
        ([operations.AlterField(**TITLE, field=models.CharField(max_length=20, unique=True))], True, "index"),
        ([operations.RunSQL("CREATE INDEX x ON things_thing (title)")], True, "CONCURRENTLY"),
        ([operations.RunSQL("CREATE INDEX CONCURRENTLY x ON things_thing (title)")], False, None),
        ([operations.RunSQL("ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)")], True, "NOT VALID"),
        ([operations.RunSQL("ALTER TABLE t ALTER COLUMN a SET NOT NULL")], True, "NOT VALID"),
        (
            [
                operations.CreateModel("Other", [("id", models.BigAutoField(primary_key=True)), ("title", FIELD)]),
                operations.AddIndex("other", models.Index(fields=["title"], name="other_title")),
            ],
            True,
            None,
        ),
    ],
)
def test_what_closes_a_table_is_told(steps, atomic, says):
    state = ProjectState()
    state.add_model(ModelState("things", "Thing", [("id", models.BigAutoField(primary_key=True)), ("title", FIELD)]))
    migration = Migration("0002_next", "things")
    migration.operations, migration.atomic = steps, atomic

    told = list(unsafe.of(migration, state))

    assert bool(told) == bool(says), told
    assert says is None or says in told[0]

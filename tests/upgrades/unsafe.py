"""What a migration may not do while visitors use the site and processes of the release before go on.

LINE is where these rules begin. A table that a migration makes itself is nobody's yet, and free.
"""

import re
from collections.abc import Iterator

from django.apps import apps
from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently, RemoveIndexConcurrently
from django.db import connection, models
from django.db.migrations import Migration, operations
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from coalition.upgrades.compatibility import OURS
from coalition.users.migrations._tables import ChangeTogether

# Migrations up to this number came with version 0.4 or before, for which the site is stopped.
LINE = 19

GONE = "the release before reads and writes it: keep it for one release (SeparateDatabaseAndState, db_default)"
REFUSED: list[tuple[type[Operation], str]] = [
    (operations.RemoveField, GONE),
    (operations.DeleteModel, GONE),
    (operations.RenameField, GONE),
    (operations.RenameModel, GONE),
    (operations.AlterModelTable, GONE),
    (operations.AlterUniqueTogether, "use a UniqueConstraint on an index that was built beside visitors"),
]
SQL = [
    (r"CREATE\s+(UNIQUE\s+)?INDEX\s+(?!CONCURRENTLY)", "build the index CONCURRENTLY"),
    (r"DROP\s+INDEX\s+(?!CONCURRENTLY)", "drop the index CONCURRENTLY"),
    (r"ADD\s+CONSTRAINT\b(?!.*NOT\s+VALID)(?!.*USING\s+INDEX)", "add the constraint NOT VALID, validate it after"),
    (r"SET\s+NOT\s+NULL", "add a CHECK that is NOT VALID, validate it, then set NOT NULL"),
    (r"ALTER\s+(COLUMN\s+)?\S+\s+(SET\s+DATA\s+)?TYPE", "a table that is written again is closed meanwhile"),
    (r"DROP\s+(COLUMN|TABLE)", GONE),
]


def is_later(name: str) -> bool:
    """Say whether the migration `name` came after LINE."""
    return int(name[:4]) > LINE


def of(migration: Migration, before: ProjectState) -> Iterator[str]:
    """Yield what `migration` may not do, in words; `before` is what stands when it begins, and is changed."""
    made: set[str] = set()
    for operation in migration.operations:
        for step in _in_database(operation):
            if isinstance(step, operations.CreateModel):
                made.add(step.name_lower)
            table = str(getattr(step, "model_name", "") or getattr(step, "name", "")).lower()
            if table not in made or isinstance(step, operations.RunSQL):
                yield from (f"{migration}: {type(step).__name__}: {why}" for why in _why(step, migration, before))
        operation.state_forwards(migration.app_label, before)


def _in_database(operation: Operation) -> list[Operation]:
    if isinstance(operation, operations.SeparateDatabaseAndState):
        return [step for inner in operation.database_operations for step in _in_database(inner)]
    if isinstance(operation, ChangeTogether):
        return [step for inner in operation.operations for step in _in_database(inner)]
    return [operation]


def _why(step: Operation, migration: Migration, before: ProjectState) -> Iterator[str]:
    yield from (why for kind, why in REFUSED if isinstance(step, kind))
    if isinstance(step, AddIndexConcurrently | RemoveIndexConcurrently):
        if migration.atomic:
            yield "an index is built beside visitors outside a transaction: atomic = False"
    elif isinstance(step, operations.AddIndex | operations.RemoveIndex):
        yield "use AddIndexConcurrently or RemoveIndexConcurrently"
    elif isinstance(step, operations.AddConstraint) and not isinstance(step, AddConstraintNotValid):
        yield "use AddConstraintNotValid and ValidateConstraint; of what is unique, an index built beside visitors"
    elif isinstance(step, operations.AddField):
        yield from _why_added(step.field)
    elif isinstance(step, operations.AlterField):
        yield from _why_altered(step, migration.app_label, before)
    elif isinstance(step, operations.RunSQL):
        text = step.sql if isinstance(step.sql, str) else " ".join(str(part) for part in step.sql or [])
        yield from (why for pattern, why in SQL if re.search(pattern, text, re.IGNORECASE | re.DOTALL))


def _why_added(field: models.Field) -> Iterator[str]:
    if field.many_to_many:
        return
    if isinstance(field, models.GeneratedField):
        yield "a column that is reckoned writes the table again"
    elif not (field.null or field.has_db_default()):
        yield "the release before writes rows without it: null=True or db_default"
    if field.unique or field.db_index:
        yield "its index closes the table: add the column first, then the index beside visitors"


def _why_altered(step: operations.AlterField, app: str, before: ProjectState) -> Iterator[str]:
    old = before.models[app, step.model_name_lower].fields[step.name_lower]
    new = step.field
    kinds = [
        field.clone().db_parameters(connection)["type"] if not field.is_relation else "key" for field in (old, new)
    ]
    if kinds[0] != kinds[1] and not _only_longer(*map(str, kinds)):
        yield "a table that is written again is closed meanwhile"
    if old.null and not new.null:
        yield "add a CHECK that is NOT VALID, validate it, then set NOT NULL"
    if (new.unique and not old.unique) or (new.db_index and not old.db_index):
        yield "its index closes the table: build it beside visitors"


def _only_longer(old: str, new: str) -> bool:
    """Say whether the column takes longer texts and is not written again."""
    first, second = (re.fullmatch(r"varchar\((\d+)\)", kind) for kind in (old, new))
    return bool(first and (new == "text" or (second and int(second[1]) >= int(first[1]))))


def ours() -> list[str]:
    """Return the labels of this site's own apps."""
    return [app.label for app in apps.get_app_configs() if app.name.partition(".")[0] in OURS]

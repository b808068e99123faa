"""How the engine writes a row: in SQL of its own, and only while the row is still its own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection

from .models import Outgoing

State = Outgoing.State
Fields = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """What is written on `row` if its lease is still ours, its state one of `states`, and these fields `unchanged`."""

    row: Outgoing
    fields: Fields
    states: Sequence[State]
    unchanged: Fields = field(default_factory=dict)

    @property
    def held(self) -> Fields:
        return {"id": self.row.pk, "next_attempt_at": self.row.next_attempt_at, **self.unchanged}

    @property
    def update(self) -> str:
        return _update(self.row._meta.db_table, tuple(self.fields), tuple(self.held), tuple(self.states))

    @property
    def values(self) -> list[Any]:
        given = (self.fields, self.held)
        return [_stored(self.row, name, value) for written in given for name, value in written.items()]


def write(change: Change) -> bool:
    """Write `change`, and say whether its row was still as it says.

    In SQL of its own: this is what a mail costs, and building a queryset costs as much as running it.
    """
    with connection.cursor() as cursor:
        cursor.execute(change.update, change.values)
        return bool(cursor.rowcount)


def write_both(first: Change, then: Change) -> bool:
    """Write `first`, and `then` of another row; say whether the latter was still as it says, and locked by nobody.

    In one statement, which costs a third of two. It waits for the row of `first` alone and holds nothing else then, so
    two of them and whoever locks many rows never wait for each other.
    """
    names = (tuple(change) for change in (first.fields, first.held, then.fields, then.held))
    statement = _update_both(first.row._meta.db_table, *names, tuple(first.states), tuple(then.states))
    held = [_stored(then.row, name, value) for name, value in then.held.items()]
    written = [_stored(then.row, name, value) for name, value in then.fields.items()]
    return bool(_execute_prepared(statement, [*first.values, *held, *written]))


def _execute_prepared(statement: str, values: Sequence[Any]) -> int:
    """Return how many rows it wrote; the server plans it once for a connection that nobody shares (a pooler's is)."""
    connection.ensure_connection()
    if settings.LISTEN_DATABASE_URL or connection.queries_logged:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return int(cursor.rowcount)
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as prepared:
        prepared.execute(statement, values, prepare=True)
        return prepared.rowcount


@cache
def _update(table: str, fields: Sequence[str], held: Sequence[str], states: Sequence[State]) -> str:
    """Return the statement. Table, columns and states are ours; every field written here is named as its column."""
    return f"UPDATE {table} SET {_set(fields)} WHERE {_is(held, states)}"  # noqa: S608


@cache
def _update_both(
    table: str,
    fields: Sequence[str],
    held: Sequence[str],
    then_fields: Sequence[str],
    then_held: Sequence[str],
    states: Sequence[State],
    then_states: Sequence[State],
) -> str:
    """Return the statement: the second row is locked once the first is written, which is what `count` asks for."""
    return (
        f"WITH first AS ({_update(table, fields, held, states)} RETURNING 1), "  # noqa: S608
        "written AS (SELECT count(*) FROM first), "
        f"mine AS (SELECT id FROM {table}, written WHERE {_is(then_held, then_states)} "
        f"FOR NO KEY UPDATE OF {table} SKIP LOCKED) "
        f"UPDATE {table} SET {_set(then_fields)} FROM mine WHERE {table}.id = mine.id"
    )


def _set(fields: Sequence[str]) -> str:
    return ", ".join(f'"{name}" = %s' for name in fields)


def _is(held: Sequence[str], states: Sequence[State]) -> str:
    ours = ", ".join(f"'{state.value}'" for state in states)
    return " AND ".join([*(f'"{name}" = %s' for name in held), f"state IN ({ours})"])


def give_back(held: Sequence[Outgoing], *, until: datetime) -> None:
    """Let the rows of `held` that are still ours and not marked be anyone's again, due at `until`. One statement.

    What somebody else writes at this moment is theirs already, or comes due when our lease ends: nobody waits here.
    """
    if not held:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            _give_back(held[0]._meta.db_table), [until, [row.pk for row in held], [row.next_attempt_at for row in held]]
        )


@cache
def _give_back(table: str) -> str:
    """Return the statement; the name of the table is ours."""
    return (
        f"UPDATE {table} SET state = '{State.QUEUED.value}', next_attempt_at = %s WHERE id IN ("  # noqa: S608
        f"SELECT mine.id FROM {table} mine JOIN unnest(%s::bigint[], %s::timestamptz[]) held (id, lease) "
        f"ON mine.id = held.id AND mine.next_attempt_at = held.lease WHERE mine.state = '{State.SENDING.value}' "
        "FOR UPDATE OF mine SKIP LOCKED)"
    )


def _stored(row: Outgoing, name: str, value: Any) -> Any:
    """Return `value` as the database takes it; only JSON is not taken as it is."""
    if not isinstance(value, dict | list):
        return str(value) if isinstance(value, State) else value
    column: Any = row._meta.get_field(name)
    return column.get_db_prep_save(value, connection)


def storable(words: str) -> str:
    """Return `words` without what PostgreSQL keeps in no text: NUL, and halves of characters."""
    return words.replace("\0", "").encode(errors="replace").decode()

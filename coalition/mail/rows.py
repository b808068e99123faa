"""How the engine writes a row: in SQL of its own, and only while the row is still its own."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection

from .models import Outgoing

State = Outgoing.State
Fields = dict[str, Any]


def write(row: Outgoing, fields: Fields, *, states: Sequence[State], unchanged: Fields) -> bool:
    """Write `fields` if the lease of `row` is still ours and its state one of `states`; say whether it was.

    In SQL of its own: this is what a mail costs, and building a queryset costs as much as running it.
    """
    held = {"id": row.pk, "next_attempt_at": row.next_attempt_at, **unchanged}
    statement = _update(row._meta.db_table, tuple(fields), tuple(held), tuple(states))
    values = [_stored(row, name, value) for written in (fields, held) for name, value in written.items()]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return bool(cursor.rowcount)


@cache
def _update(table: str, fields: Sequence[str], held: Sequence[str], states: Sequence[State]) -> str:
    """Return the statement. Table, columns and states are ours; every field written here is named as its column."""
    new, conditions = (
        joint.join(f'"{name}" = %s' for name in names) for joint, names in ((", ", fields), (" AND ", held))
    )
    ours = ", ".join(f"'{state.value}'" for state in states)
    return f"UPDATE {table} SET {new} WHERE {conditions} AND state IN ({ours})"  # noqa: S608


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
    field: Any = row._meta.get_field(name)
    return field.get_db_prep_save(value, connection)


def storable(words: str) -> str:
    """Return `words` without what PostgreSQL keeps in no text: NUL, and halves of characters."""
    return words.replace("\0", "").encode(errors="replace").decode()

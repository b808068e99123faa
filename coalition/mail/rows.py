"""How the engine writes a row: in SQL of its own, and only while the row is still its own."""

from collections.abc import Sequence
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


def _stored(row: Outgoing, name: str, value: Any) -> Any:
    """Return `value` as the database takes it; only JSON is not taken as it is."""
    if not isinstance(value, dict | list):
        return str(value) if isinstance(value, State) else value
    field: Any = row._meta.get_field(name)
    return field.get_db_prep_save(value, connection)


def storable(words: str) -> str:
    """Return `words` without what PostgreSQL keeps in no text: NUL, and halves of characters."""
    return words.replace("\0", "").encode(errors="replace").decode()

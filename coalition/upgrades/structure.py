"""The tables and rows of an empty installation as one file of SQL, which PostgreSQL reads in a second.

`make structure` writes structure.sql from what the migrations make; `migrate` reads it into an empty database and runs
what came since. Tests compare both ways.
"""

from pathlib import Path

from django.db import connection, transaction

FILE = Path(__file__).with_name("structure.sql")


def is_missing() -> bool:
    """Return whether the database has no table yet."""
    return not connection.introspection.table_names()


def load(statements: str) -> None:
    """Make every table and row of `statements`, in an empty database, with its migrations recorded as applied now."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL check_function_bodies = off")
        cursor.execute(statements)

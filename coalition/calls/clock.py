"""What time it is for a deadline: one clock for every web process, that of the database."""

from datetime import datetime

from django.db import connection


def now() -> datetime:
    """Return the moment by the database's clock, also within a transaction that began earlier or waited for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment

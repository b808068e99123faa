"""Deliveries of the code before get the states and the lease of all outgoing mail."""

from importlib import import_module

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db
BEFORE = """
CREATE TEMPORARY TABLE newsletters_delivery (
    state varchar(12), claimed_at timestamptz, next_attempt_at timestamptz DEFAULT '2026-11-25 12:00Z'
) ON COMMIT DROP
"""
FOUND = [
    ("pending", None),
    ("claimed", "2026-11-25 12:30Z"),
    ("sending", "2026-11-25 12:30Z"),
    ("sent", "2026-11-25 12:30Z"),
    ("uncertain", "2026-11-25 12:30Z"),
    ("uncertain", None),
    ("failed", None),
    ("skipped", None),
]
CARRIED = [
    ("failed", "12:00"),
    ("handing_over", "12:41"),
    ("queued", "12:00"),
    ("sending", "12:40"),
    ("sent", "12:00"),
    ("skipped", "12:00"),
    ("uncertain", "12:00"),
    ("uncertain", "12:30"),
]


def test_what_was_found_in_any_state_is_settled_by_the_one_engine():
    migration = import_module("newsletters.migrations.0009_one_engine")
    with connection.cursor() as cursor:
        cursor.execute(BEFORE)  # in the place of the table until the test ends
        cursor.executemany("INSERT INTO newsletters_delivery (state, claimed_at) VALUES (%s, %s)", FOUND)

        cursor.execute(migration.STATES)

        cursor.execute(
            "SELECT state, to_char(next_attempt_at AT TIME ZONE 'UTC', 'HH24:MI') AS due "
            "FROM newsletters_delivery ORDER BY state, due"
        )
        assert cursor.fetchall() == CARRIED

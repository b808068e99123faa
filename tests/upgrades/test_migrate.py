"""`migrate` refuses what this code cannot carry on, and lets visitors go first."""

import os
from collections.abc import Iterator

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from coalition.upgrades.management.commands import migrate
from tests.databases import create, drop, instead_of, migrated, query, server_parameters

pytestmark = pytest.mark.attack

NAME = f"upgrade_{os.getpid()}"
TRIGGERS = "SELECT count(*) FROM pg_trigger WHERE tgname = 'page_changed' AND tgrelid = 'wagtailcore_page'::regclass"
RECORD = "INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, now())"


@pytest.fixture
def database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Let this test work in a migrated database of its own."""
    with django_db_blocker.unblock():
        create(NAME, like=migrated())
        try:
            with instead_of(connection, NAME):
                yield NAME
        finally:
            drop(NAME)


def run() -> None:
    call_command("migrate", interactive=False, verbosity=0)


def everything() -> list[tuple[object, ...]]:
    return query(NAME, "SELECT relname, relkind FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1")


@pytest.mark.parametrize(
    ("statement", "values", "sentence"),
    [
        (RECORD, ["charter", "9999_of_tomorrow"], "newer version: 1 of its migrations .* charter.9999_of_tomorrow"),
        ("TRUNCATE django_migrations", [], "no record of migrations"),
        (
            "DELETE FROM django_migrations WHERE app = 'privacy' AND name NOT LIKE '0002_consents%%'",
            [],
            "migrated by half",
        ),
        (
            "DELETE FROM django_migrations WHERE app = 'events' AND name = '0067_newest_registrations'",
            [],
            "older than version 0.3.0: 1 migrations .* such as events.0067_newest_registrations. Migrate it",
        ),
    ],
    ids=["newer", "of another program", "half", "older"],
)
def test_a_database_that_cannot_be_carried_on_is_refused_before_anything_changes(database, statement, values, sentence):
    query(database, statement, *values)
    query(database, "DROP TRIGGER page_changed ON wagtailcore_page")  # what a run would make again
    before = everything()

    with pytest.raises(CommandError, match=sentence):
        run()

    assert (everything(), query(database, TRIGGERS)) == (before, [(0,)])


def test_what_a_library_joined_is_not_missed(database):
    query(database, RECORD, "wagtailcore", "0001_of_long_ago")

    run()


def test_visitors_who_hold_a_table_are_not_made_to_wait(database, settings, monkeypatch):
    settings.MIGRATE_LOCK_TIMEOUT = 0.05
    monkeypatch.setattr(migrate, "TRIES", 2)
    monkeypatch.setattr(migrate, "PAUSE", 0)
    query(database, "DROP TRIGGER page_changed ON wagtailcore_page")

    with psycopg.connect(**server_parameters(database)) as visitor:
        visitor.execute("LOCK TABLE wagtailcore_page IN ROW EXCLUSIVE MODE")
        with pytest.raises(CommandError, match="in use all the time"):
            run()
        assert query(database, TRIGGERS) == [(0,)]
        monkeypatch.setattr(migrate.time, "sleep", lambda _seconds: visitor.rollback())
        run()  # who lets go between two tries is waited for
    assert query(database, TRIGGERS) == [(1,)]
    assert query(database, "SELECT current_setting('lock_timeout')") == [("0",)]


def test_one_run_at_a_time(database, monkeypatch):
    with psycopg.connect(**server_parameters(database), autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [migrate.LOCK])
        direct = migrate.connect

        def impatient(parameters):
            made = direct(parameters)
            made.execute("SET lock_timeout = '50ms'")
            return made

        monkeypatch.setattr(migrate, "connect", impatient)
        with pytest.raises(psycopg.errors.LockNotAvailable):
            run()

"""A database of an earlier version opens: `migrate` is run on a dump of it. Nobody is asked for a new one.

The dump is a demonstration of the code before version 0.2.0, whose migrations were not yet joined into one an app.
"""

import ast
import gzip
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from coalition.stack import ROOT
from tests.databases import create, database_environment, drop, manage, query, server_parameters

DUMP = Path(__file__).with_name("demonstration-0.1.sql.gz")
OURS = {"charter", "coalition", "events", "home", "newsletters", "webinars"}
NAME = f"earlier_version_{os.getpid()}"  # two processes may each have one
# The shape of each table, what the database makes impossible, and what it does by itself. Names of keys and indexes
# that Django made up differ with a table's history; functions that no trigger calls any more are left behind.
SCHEMA = {
    "columns": "SELECT table_name, column_name, data_type, is_nullable, character_maximum_length, collation_name "
    "FROM information_schema.columns WHERE table_schema = 'public'",
    "constraints": "SELECT conrelid::regclass::text, CASE contype WHEN 'c' THEN conname END, pg_get_constraintdef(oid) "
    "FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    "indexes": r"SELECT tablename, regexp_replace(indexdef, 'INDEX \S+ ON', 'INDEX ON') FROM pg_indexes "
    "WHERE schemaname = 'public'",
    "triggers": "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": r"SELECT proname, regexp_replace(prosrc, '\s+', ' ', 'g') FROM pg_proc "
    "WHERE pronamespace = 'public'::regnamespace AND (proname !~ '^pgtrigger' OR oid IN "
    "(SELECT tgfoid FROM pg_trigger))",
}
CASTS = re.compile(r"::(?:character varying|text)(?:\[\])?|[()\s]")


@pytest.fixture(scope="module")
def upgraded(django_db_setup: None) -> Iterator[str]:
    """A database restored from the dump and migrated by today's code."""
    create(NAME, own=False)
    try:
        with psycopg.connect(**server_parameters(NAME), autocommit=True) as restored:
            restored.execute(gzip.decompress(DUMP.read_bytes()))
        environment = {"DJANGO_SETTINGS_MODULE": "coalition.settings.test", "PYTHONWARNINGS": "ignore"}
        manage("migrate", "--verbosity", "0", environment=environment | database_environment(NAME))
        yield NAME
    finally:
        drop(NAME)


@pytest.mark.parametrize("what", SCHEMA)
def test_an_earlier_database_becomes_what_a_new_one_is(upgraded, what):
    assert shape(upgraded, what) ^ shape(connection.settings_dict["NAME"], what) == set()


def shape(name: str, what: str) -> set[tuple[object, ...]]:
    """Return the rows of SCHEMA[what] in database `name`, without the casts that a dump writes another way."""
    rows = query(name, SCHEMA[what])
    return {tuple(CASTS.sub("", cell) if isinstance(cell, str) else cell for cell in row) for row in rows}


def test_its_rows_are_kept(upgraded):
    kept = {
        table: query(upgraded, f"SELECT count(*) FROM {table}")[0][0]  # noqa: S608
        for table in ("charter_signature", "charter_ledgerentry", "events_event", "members_localgovernment")
    }
    told = gzip.decompress(DUMP.read_bytes()).decode()
    assert kept == {table: rows_in(told, table) for table in kept}
    assert min(kept.values()) > 0


def test_rooms_of_webinars_are_rooms_of_their_events(upgraded):
    inserted = gzip.decompress(DUMP.read_bytes()).decode().partition("INSERT INTO public.webinars_webinar VALUES\n")[2]
    told = re.findall(r"\((\d+), '(https:[^']+)', '[^']*'\)", inserted.partition(";\n")[0])
    rooms = query(upgraded, "SELECT event_id, address, opens_before FROM events_onlineroom WHERE part IS NULL")

    assert len(told) > 1
    assert sorted(rooms) == sorted((int(pk), address, 30) for pk, address in told)


def rows_in(dump: str, table: str) -> int:
    """Return how many rows `dump` inserts into `table`: each stands on a line of its own."""
    inserts = re.findall(rf"^INSERT INTO public\.{table} VALUES\n(.*?);\n", dump, re.MULTILINE | re.DOTALL)
    return sum(len(re.findall(r"^\t\(", insert, re.MULTILINE)) for insert in inserts)


def test_its_front_pages_are_composed_of_what_they_showed(upgraded):
    """Each page and its newest draft have the same parts; a draft without them would empty the page when published."""
    pages = query(
        upgraded,
        "SELECT body::text, revision.content ->> 'body' FROM home_homepage JOIN wagtailcore_page page "
        "ON page.id = page_ptr_id JOIN wagtailcore_revision revision ON revision.id = latest_revision_id ORDER BY path",
    )
    assert len(pages) == 4
    for live, draft in pages:
        parts = json.loads(live)
        assert json.loads(draft) == parts
        assert [part["type"] for part in parts] == [
            "figures", "newest_signatory", "purpose", "map", "next_events", "latest_news", "latest_resources", "sign",
            "newsletter",
        ]  # fmt: skip
    purpose = json.loads(pages[0][0])[2]["value"]
    told = gzip.decompress(DUMP.read_bytes()).decode()
    assert purpose["text"].startswith("<p>One woman in three")
    assert purpose["text"].replace("'", "''") in told
    assert [goal["value"]["title"] for goal in purpose["goals"]] == [
        "Create local observatories", "Build a global coalition", "Speak with everyone"
    ]  # fmt: skip
    assert all(goal["id"] in told for goal in purpose["goals"])


def test_its_ledger_is_whole(upgraded):
    environment = {"DJANGO_SETTINGS_MODULE": "coalition.settings.test", "PYTHONWARNINGS": "ignore"}
    assert "The ledger is whole" in manage("verify_ledger", environment=environment | database_environment(upgraded))


def test_a_migration_runs_no_living_code():
    """It imports frozen modules of migrations only; for a field's default makemigrations writes `import module`."""
    paths = [path for folder in ("*", "coalition/*") for path in ROOT.glob(f"{folder}/migrations/*.py")]
    assert {path.relative_to(ROOT).parts[0] for path in paths} >= OURS
    assert {(path.name, name) for path in paths for name in living(path.read_text(encoding="utf-8"))} == set()


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("from home.blocks import part", ["home.blocks"]),
        ("from ..services import publish", ["..services"]),
        ("from .. import services", [".."]),
        ("from . import _names", []),
        ("from ._names import fold", []),
        ("from coalition.users.migrations import _roles as roles", []),
        ("from django.db import migrations", []),
        ("import home.blocks", []),
    ],
)
def test_living_code_is_found_however_it_is_imported(line, found):
    assert living(line) == found


def living(source: str) -> list[str]:
    """Return the modules of ours outside `migrations` from which a migration's `source` imports names."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            is_ours = node.level > 1 or (not node.level and module.split(".")[0] in OURS)
            if is_ours and ".migrations" not in module:
                found.append(module)
    return found

"""A database of an earlier version opens: `migrate` is run on a dump of it. Nobody is asked for a new one.

The first dump is a demonstration of the code before version 0.2.0: it goes on along the migrations that are joined into
one an app for a new database. The second was made when events had their programme, questions, delegations and
recordings: what comes after it meets rows in their tables. Both were written by `pg_dump --inserts --rows-per-insert`.
What each became by the migrations of one day is kept too: `make test` goes on from there (tests/project/stepping.py).
"""

import ast
import gzip
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.apps import apps
from django.core.management.commands.makemigrations import Command as MakeMigrations
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from charter.audit.whole import audit
from charter.transparency.notes import Signer
from coalition.stack import ROOT
from tests.attacks.measuring import rounds
from tests.databases import instead_of, query, rows_of

from . import stepping
from .stepping import FIRST, LATER

OURS = {"charter", "coalition", "events", "home", "newsletters", "webinars"}
ACCOUNTS = ("users", "0001_initial")  # libraries stand on it
# The shape of each table, what the database makes impossible, and what it does by itself. Names of keys, indexes and
# checks that nobody chose differ with a table's history; functions that no trigger calls any more are left behind.
SCHEMA = {
    "columns": "SELECT table_name, column_name, data_type, is_nullable, character_maximum_length, collation_name "
    "FROM information_schema.columns WHERE table_schema = 'public'",
    "constraints": "SELECT conrelid::regclass::text, pg_get_constraintdef(oid), "
    "CASE WHEN contype = 'c' AND conname !~ '_check$' THEN conname END FROM pg_constraint "
    "WHERE connamespace = 'public'::regnamespace",
    "indexes": r"SELECT tablename, regexp_replace(indexdef, 'INDEX \S+ ON', 'INDEX ON') FROM pg_indexes "
    "WHERE schemaname = 'public'",
    "triggers": "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": r"SELECT proname, regexp_replace(prosrc, '\s+', ' ', 'g') FROM pg_proc "
    "WHERE pronamespace = 'public'::regnamespace AND (proname !~ '^pgtrigger' OR oid IN "
    "(SELECT tgfoid FROM pg_trigger))",
}
# What migrations put into an empty database, without keys. The site and its pages are others in a demonstration.
KIND = "JOIN django_content_type AS kind ON kind.id = permission.content_type_id"
GRANTED = (
    "AS granted JOIN auth_group AS role ON role.id = granted.group_id "
    "JOIN auth_permission AS permission ON permission.id = granted.permission_id"
)
ROWS = {
    "django_content_type": "app_label, model FROM django_content_type",
    "auth_permission": f"app_label, model, codename FROM auth_permission AS permission {KIND}",
    "auth_group": "name FROM auth_group",
    "auth_group_permissions": f"role.name, app_label, model, codename FROM auth_group_permissions {GRANTED} {KIND}",
    "wagtailcore_groupcollectionpermission": "role.name, codename, collection.name "
    f"FROM wagtailcore_groupcollectionpermission {GRANTED} "
    "JOIN wagtailcore_collection AS collection ON collection.id = collection_id",
    "wagtailcore_grouppagepermission": f"role.name, codename FROM wagtailcore_grouppagepermission {GRANTED} "
    "JOIN wagtailcore_page AS page ON page.id = page_id WHERE depth = 1",
} | {
    table: f"to_jsonb(made) - '{{id,content_type_id}}'::text[] FROM {table} AS made"
    for table in (
        "charter_schedule", "home_contacttopic", "newsletters_consenttext", "pages_menuitem", "pages_sitefacts",
        "pages_sitewords", "resources_theme", "wagtailcore_locale", "wagtailcore_task", "wagtailcore_workflow",
    )
}  # fmt: skip
OF_LIBRARIES = {
    "wagtailcore_collection", "wagtailcore_groupapprovaltask", "wagtailcore_page",
    "wagtailcore_site", "wagtailcore_workflowtask",
}  # fmt: skip
YOUNGER = {"calls"}  # apps that came after the joined migrations
CASTS = re.compile(r"::(?:character varying|text)(?:\[\])?|[()\s]")


@pytest.fixture(scope="module")
def upgraded(django_db_setup: None) -> str:
    """A database restored from the first dump and migrated by today's code; the tests only read it."""
    return stepping.upgraded(FIRST)


@pytest.fixture(scope="module", params=[FIRST, LATER], ids=["0.1", "0.2"])
def earlier(django_db_setup: None, request: pytest.FixtureRequest) -> tuple[Path, str]:
    """Each dump, and the database that was restored from it and migrated by today's code."""
    dump: Path = request.param
    return dump, stepping.upgraded(dump)


@pytest.mark.parametrize("what", SCHEMA)
def test_an_earlier_database_becomes_what_a_new_one_is(earlier, what):
    assert shape(earlier[1], what) ^ shape(connection.settings_dict["NAME"], what) == set()


@pytest.mark.parametrize("table", ROWS)
def test_an_earlier_database_has_what_migrations_put_into_a_new_one(earlier, table):
    ours, theirs = (
        Counter(map(repr, query(name, f"SELECT {ROWS[table]}")))
        for name in (earlier[1], connection.settings_dict["NAME"])
    )
    assert (ours - theirs, theirs - ours) == (Counter(), Counter())
    assert theirs


def test_no_migration_has_changed_that_is_not_run_again():
    assert stepping.run().items() - stepping.here().items() == set(), "python -m tests.project.stepping"


@pytest.mark.django_db
def test_what_migrations_put_into_a_new_database_is_compared():
    assert rows_of(connection).keys() == ROWS.keys() | OF_LIBRARIES


def test_a_new_database_runs_the_joined_migrations_and_what_came_after(monkeypatch):
    steps, _others = history(monkeypatch)
    plan = plan_after(set(), monkeypatch)

    runs = {(migration.app_label, migration.name) for migration in plan if is_ours(migration.app_label)}
    replaced = {key for migration in plan for key in migration.replaces if is_ours(key[0])}
    assert {label for label, _name in replaced} == {label for label, _name in steps} - YOUNGER
    assert runs & replaced == set()


def test_a_database_goes_on_from_every_step_of_its_history(monkeypatch):
    """Each migration that it has not run is run, or a joined one that replaces it, and none twice."""
    steps, others = history(monkeypatch)
    for done in range(0, len(steps), rounds(short=48, long=12)):
        plan = plan_after(others | set(steps[:done]), monkeypatch)
        runs = [key for step in plan for key in step.replaces or [(step.app_label, step.name)]]
        assert sorted(runs) == sorted(steps[done:]), done


def test_the_history_ends_in_the_models_of_today(monkeypatch):
    """Where one migration of an app was run, none joined is used; what comes after starts from the same models."""
    steps, others = history(monkeypatch)
    first = {label: (label, name) for label, name in reversed(steps)}
    loader = executor_after(others | set(first.values()), monkeypatch).loader
    assert not any(loader.disk_migrations[key].replaces for key in loader.graph.nodes if is_ours(key[0]))

    detector = MakeMigrations.autodetector(loader.project_state(), ProjectState.from_apps(apps))
    assert detector.changes(graph=loader.graph) == {}


def history(monkeypatch: pytest.MonkeyPatch) -> tuple[list[tuple[str, str]], set[tuple[str, str]]]:
    """Return our migrations in an order in which they can run, without the joined ones, and all that they stand on.

    It is the order of a database in which one of each app was run: what came after the joined ones stands on the last
    of those that they replace.
    """
    found = MigrationLoader(None, replace_migrations=False).disk_migrations
    others = {key for key in found if not is_ours(key[0])} | {ACCOUNTS}
    single = sorted(key for key, step in found.items() if not step.replaces and key not in others)
    first = {label: (label, name) for label, name in reversed(single)}
    graph = executor_after(others | set(first.values()), monkeypatch).loader.graph
    ordered = dict.fromkeys(key for leaf in sorted(graph.leaf_nodes()) for key in graph.forwards_plan(leaf))
    return [key for key in ordered if is_ours(key[0]) and key != ACCOUNTS], others


def is_ours(label: str) -> bool:
    """Say whether the app `label` is one of this project's."""
    return apps.get_app_config(label).name.split(".")[0] in OURS


def executor_after(done: set[tuple[str, str]], monkeypatch: pytest.MonkeyPatch) -> MigrationExecutor:
    """Return Django's means to migrate a database in which those of `done` were run."""
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda _recorder: dict.fromkeys(done))
    return MigrationExecutor(connection)


def plan_after(done: set[tuple[str, str]], monkeypatch: pytest.MonkeyPatch) -> list[Migration]:
    """Return what `migrate` runs on that database, in its order."""
    executor = executor_after(done, monkeypatch)
    executor.loader.check_consistent_history(connection)
    return [migration for migration, _backwards in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def shape(name: str, what: str) -> set[tuple[object, ...]]:
    """Return the rows of SCHEMA[what] in database `name`, without the casts that a dump writes another way."""
    rows = query(name, SCHEMA[what])
    return {tuple(CASTS.sub("", cell) if isinstance(cell, str) else cell for cell in row) for row in rows}


def test_its_rows_are_kept(earlier):
    dump, name = earlier
    tables = ["charter_signature", "charter_ledgerentry", "events_event", "members_localgovernment"]
    tables += ["events_session", "events_question", "figures_figure"] if dump == LATER else []
    kept = {table: query(name, f"SELECT count(*) FROM {table}")[0][0] for table in tables}  # noqa: S608
    told = gzip.decompress(dump.read_bytes()).decode()
    assert kept == {table: rows_in(told, table) for table in kept}
    assert min(kept.values()) > 0


def test_rooms_of_webinars_are_rooms_of_their_events(upgraded):
    inserted = gzip.decompress(FIRST.read_bytes()).decode().partition("INSERT INTO public.webinars_webinar VALUES\n")[2]
    told = re.findall(r"\((\d+), '(https:[^']+)', '[^']*'\)", inserted.partition(";\n")[0])
    rooms = query(upgraded, "SELECT event_id, address, opens_before FROM events_onlineroom WHERE part IS NULL")

    assert len(told) > 1
    assert sorted(rooms) == sorted((int(pk), address, 30) for pk, address in told)


def test_recordings_of_webinars_are_recordings_of_their_events(upgraded):
    told = dict(query(upgraded, "SELECT event_id, 'https://video.example/' || event_id FROM events_onlineroom"))
    kept = query(upgraded, "SELECT id, recording_url FROM events_event WHERE recording_url <> ''")

    assert (dict(kept), len(kept) > 1) == (told, True)


def test_what_runs_while_an_update_migrates_can_still_write(upgraded):
    """It knows nothing of the columns that are new, and writes one that is no longer read."""
    new = {
        ("events_event", "recording_url"), ("events_question", "asked"), ("events_question", "keys"),
        ("events_registration", "mailed_sequence"), ("events_registration", "unproven"),
        ("events_registrationrequest", "by_host"), ("webinars_webinar", "recording_url"),
    }  # fmt: skip
    told = "SELECT table_name, column_name FROM information_schema.columns WHERE column_default IS NOT NULL"

    assert new <= set(query(upgraded, told))


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
    told = gzip.decompress(FIRST.read_bytes()).decode()
    assert purpose["text"].startswith("<p>One woman in three")
    assert purpose["text"].replace("'", "''") in told
    assert [goal["value"]["title"] for goal in purpose["goals"]] == [
        "Create local observatories", "Build a global coalition", "Speak with everyone"
    ]  # fmt: skip
    assert all(goal["id"] in told for goal in purpose["goals"])


def test_its_ledger_is_whole(earlier, settings, django_db_blocker):
    """But that the first demonstration told the past of its five towns by their rows alone."""
    key = Signer("coalition.example/log", Ed25519PrivateKey.from_private_bytes(bytes(32))).verifier
    settings.CHARTER_LOG_PUBLIC_KEY = str(key)  # of a log that signed nothing yet
    with django_db_blocker.unblock(), instead_of(connection, earlier[1]):
        found = [fault.message for fault in audit().faults]
    assert [words for words in found if not words.endswith("is not what the ledger says: signed_at")] == []
    assert len(found) == (5 if earlier[0] == FIRST else 0)


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

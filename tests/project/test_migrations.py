"""A database of 0.3.0 opens: `migrate` is run on a dump of it. Nobody is asked for a new one.

The dump is the demonstration as 0.3.0 made it, written by `pg_dump --inserts --rows-per-insert=1000`. Its tables came
from 210 migrations then; today each app has one in their place, and what came after it.
"""

import ast
import gzip
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from charter.audit.services import audit
from coalition.stack import ROOT
from tests.databases import instead_of, query, rows_of, upgraded

OURS = {"charter", "coalition", "events", "home", "newsletters", "webinars"}
RELEASE = Path(__file__).with_name("demonstration-0.3.sql.gz")
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
        "charter_schedule", "home_contacttopic", "pages_menuitem", "wagtailcore_locale", "wagtailcore_task",
        "wagtailcore_workflow",
    )
} | {  # their words are an editor's once they stand: a new installation begins with plainer ones than an earlier has
    "newsletters_consenttext": "language FROM newsletters_consenttext",
    "pages_sitewords": "language FROM pages_sitewords",
    "resources_theme": "slug FROM resources_theme",
}  # fmt: skip
OF_LIBRARIES = {
    "wagtailcore_collection", "wagtailcore_groupapprovaltask", "wagtailcore_page",
    "wagtailcore_site", "wagtailcore_workflowtask",
}  # fmt: skip
# What the demonstration of then did not show, and a database of then could hold.
OF_THEN = """
SET search_path = public;
INSERT INTO newsletters_edition (id, translation_key, title, state, digest, fallbacks, asked_at, canary, zone,
    started_at, stopped_because, finished_at)
VALUES (9000, 'e3a7b1de-9fd5-4d0c-9d70-5f0a8c4a2f11', 'Then', 'sent', '', '{}', now(), false, '', now(), '', now());
INSERT INTO wagtaildocs_document (id, title, file, created_at, collection_id, file_hash)
VALUES (9000, 'Programme', 'documents/programme.pdf', now(), 1, '');
INSERT INTO newsletters_sentdocument (id, edition_id, document_id) VALUES (9000, 9000, 9000);
INSERT INTO wagtailcore_referenceindex (base_content_type_id, content_type_id, object_id, to_content_type_id,
    to_object_id, model_path, content_path, content_path_hash)
SELECT kind.id, kind.id, '9000', document.id, '9000', 'document', 'document', gen_random_uuid()
FROM django_content_type AS kind, django_content_type AS document
WHERE kind.model = 'sentdocument' AND (document.app_label, document.model) = ('wagtaildocs', 'document');
INSERT INTO newsletters_editionfigures (edition_id, language, copies, delivered, bounced, complained, "left")
VALUES (9000, 'en', 5, 4, 1, 0, 2), (9000, 'ar', 1, 1, 0, 0, 0);
INSERT INTO newsletters_fallback (translation_key, language, receives)
VALUES ('e3a7b1de-9fd5-4d0c-9d70-5f0a8c4a2f11', 'es', 'en'), ('e3a7b1de-9fd5-4d0c-9d70-5f0a8c4a2f11', 'ar', '');
INSERT INTO wagtailcore_revision (content_type_id, base_content_type_id, object_id, created_at, content, object_str)
SELECT id, id, '1', now(), '{"pk": 1, "number": 7, "words": [
    {"pk": 1, "language": "fr", "title": "Observer", "text": ""},
    {"pk": 2, "language": "en", "title": "Observe", "text": "All"}
]}', ''
FROM django_content_type WHERE (app_label, model) = ('home', 'goal');
INSERT INTO webinars_cue (id, transcript_id, start, "end", speaker, text, settings)
VALUES (9000, 1, 900000, 900001, '', 'Found by no search', '');
INSERT INTO webinars_enrolment (id, nonce, token_digest, code_digest, email, email_digest, language, discreet,
    started_at, seen_at, course_id)
VALUES (9000, 'n', 't', 'c', '', '', 'en', false, now(), now(), 1);
INSERT INTO webinars_handin (enrolment_id, key, received_at)
VALUES (9000, 'e3a7b1de-9fd5-4d0c-9d70-5f0a8c4a2f11', now());
INSERT INTO calls_proposal (id, call_id, state, reference, language, contact_email, contact_name, association, country,
    title, summary, activities, place, audience, answer, created_at, updated_at)
VALUES (9000, 1, 'draft', 'A', 'en', '', '', '', '', '', '', '', '', '', '', now(), now());
INSERT INTO calls_conflict (proposal_id, person_id, declared_at) VALUES (9000, 1, now());
INSERT INTO charter_report (id, government_id, year, state, language, answers, invited_at, submitted_at, decided_by_id,
    decided_at, reason)
VALUES (9000, 13, 2024, 'submitted', 'en', '{"women_trained": "7", "worked": "Nurses.", "needed": "A film."}',
    '2025-01-07', '2025-02-01', NULL, NULL, ''),
(9001, 14, 2024, 'asked_again', 'es', '{"needed": "Time."}', '2025-01-07', '2025-02-01', 2, '2025-02-02', 'Which?'),
(9002, 15, 2024, 'accepted', 'ar', jsonb_build_object('worked', repeat('x', 2001)), '2025-01-07', '2025-02-01', 2,
    '2025-02-02', '');
INSERT INTO mail_message (key, template, state, language, context, "to", to_digest, mailbox_digest, unasked, reply_to,
    discreet, sensitive, headers, attachments, subject, text, html, created_at, attempts, next_attempt_at, last_error)
VALUES ('then', 'charter/mail/report', 'waiting', 'en', '{}', '', '', '', false, '', false, true, '{}', '[]', '', '',
    '', now(), 0, now(), '');
"""
ASKED = "2025-01-07"
CASTS = re.compile(r"::(?:character varying|text)(?:\[\])?|[()\s]")


@pytest.fixture(scope="module")
def earlier(django_db_setup: None) -> str:
    """A database that was restored from the dump and migrated by today's code; the tests only read it."""
    return upgraded(RELEASE, CHOSEN + OF_THEN)


# What the demonstration of then did not show: a person who chose all that a registration may, and is asked for again by
# an invitation; somebody who typed wrong passwords, and a proof of work.
CHOSEN = """SET search_path TO public;
WITH person AS (SELECT min(id) AS id FROM events_registration),
reminders AS (INSERT INTO events_reminderchoice (registration_id, off, thanks)
    SELECT id, '{day,week}', false FROM person),
reply AS (INSERT INTO events_calendarreply (registration_id, answer, sequence, stamp, received_at)
    SELECT id, 'declined', 2, '2026-11-20 12:00Z', '2026-11-20 12:01Z' FROM person),
wishes AS (INSERT INTO events_languagewish (registration_id, language)
    SELECT id, language FROM person, unnest('{fsl,ar}'::text[]) AS language),
star AS (INSERT INTO events_star (registration_id, session_id, created_at)
    SELECT person.id, min(session.id), now() FROM person, events_session AS session GROUP BY 1),
place AS (INSERT INTO events_place (registration_id, session_id, created_at)
    SELECT person.id, max(session.id), now() FROM person, events_session AS session GROUP BY 1),
invitation AS (INSERT INTO events_personalinvitation (digest, created_at, event_id, email, email_digest, language)
    SELECT 'invited', now(), event_id, '', '', 'en' FROM events_registration NATURAL JOIN person RETURNING id),
request AS (INSERT INTO events_registrationrequest (region, told, needs, name, email, language, access_needs, discreet,
        event_id, category_id, email_digest, nonce, token_digest, created_at)
    SELECT '', '{}', '{}', 'Ada', '', 'en', '', false, event_id, category_id, '', 'n', 't', now()
    FROM events_registration NATURAL JOIN person RETURNING id),
invited AS (INSERT INTO events_invitedrequest (request_id, invitation_id)
    SELECT request.id, invitation.id FROM request, invitation),
delay AS (INSERT INTO privacy_logindelay (key_digest, failures, tried_at, locked_until)
    VALUES ('tried', 9, '2026-11-20 12:00Z', '2026-11-20 12:02Z'))
INSERT INTO privacy_spentproof (digest, expires_at) VALUES ('spent', '2026-11-20 12:00Z');
"""


@pytest.mark.attack
def test_what_stood_in_tables_of_its_own_is_kept(earlier):
    [(key, off, reply, languages)] = query(
        earlier, "SELECT id, mails_off, calendar_reply, languages_needed FROM events_registration ORDER BY id LIMIT 1"
    )
    assert (off, languages) == (["day", "week", "thanks"], ["ar", "fsl"])
    assert (reply["answer"], reply["sequence"]) == ("declined", 2)
    assert [datetime.fromisoformat(reply[name]).minute for name in ("stamp", "received")] == [0, 1]
    ends = query(earlier, "SELECT min(id), max(id) FROM events_session")[0]
    chosen = query(earlier, "SELECT registration_id, kind, session_id FROM events_sessionchoice ORDER BY kind DESC")
    assert chosen == [(key, "star", ends[0]), (key, "place", ends[1])]
    asked = "SELECT digest FROM events_registrationrequest AS asked JOIN events_personalinvitation AS invitation "
    assert query(earlier, f"{asked} ON invitation.id = asked.invitation_id") == [("invited",)]
    counted = query(earlier, 'SELECT scope, key_digest, count, "window" FROM privacy_ratecounter ORDER BY scope')
    noon = datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert counted == [("delay", "tried", 9, noon), ("proof", "spent", 1, noon)]


@pytest.mark.attack
@pytest.mark.parametrize("what", SCHEMA)
def test_an_earlier_database_becomes_what_a_new_one_is(earlier, what):
    assert shape(earlier, what) ^ shape(connection.settings_dict["NAME"], what) == set()


@pytest.mark.attack
@pytest.mark.parametrize("table", ROWS)
def test_an_earlier_database_has_what_migrations_put_into_a_new_one(earlier, table):
    ours, theirs = (
        Counter(
            repr(row)
            for row in query(name, f"SELECT {ROWS[table]}")
            if not (table in {"django_content_type", "auth_permission"} and row[1] not in apps.all_models[row[0]])
        )
        for name in (earlier, connection.settings_dict["NAME"])
    )
    assert (ours - theirs, theirs - ours) == (Counter(), Counter())
    assert theirs


@pytest.mark.attack
@pytest.mark.django_db
def test_what_migrations_put_into_a_new_database_is_compared():
    assert rows_of(connection).keys() == ROWS.keys() | OF_LIBRARIES


@pytest.mark.attack
def test_its_triggers_are_those_of_the_models(earlier, capsys, django_db_blocker):
    with django_db_blocker.unblock(), instead_of(connection, earlier):
        call_command("pgtrigger", "ls")

    said = capsys.readouterr().out
    assert "INSTALLED" in said
    assert re.findall(r".*(?:OUTDATED|UNINSTALLED|PRUNE).*", said) == []


@pytest.mark.attack
def test_its_rows_are_kept(earlier):
    tables = ["charter_signature", "charter_ledgerentry", "events_event", "members_localgovernment"]
    tables += ["events_registration"]
    kept = {table: query(earlier, f"SELECT count(*) FROM {table}")[0][0] for table in tables}  # noqa: S608
    told = gzip.decompress(RELEASE.read_bytes()).decode()
    assert kept == {table: rows_in(told, table) for table in kept}
    assert min(kept.values()) > 0


@pytest.mark.attack
@pytest.mark.parametrize(
    ("statement", "rows"),
    [
        (
            "titles ->> 'fr', texts ->> 'en' ~ '^Two pilot territories' FROM home_goal WHERE number = 1",
            [("Créer des observatoires des violences envers les femmes", True)],
        ),
        ("count(*) FILTER (WHERE titles ? 'ar'), count(*) FILTER (WHERE titles = '{}') FROM home_action", [(14, 0)]),
        (
            "content FROM wagtailcore_revision WHERE content ->> 'number' = '7'",
            [({"pk": 1, "number": 7, "titles": {"en": "Observe", "fr": "Observer"}, "texts": {"en": "All"}},)],
        ),
        (
            "file.document_id, file.image_id, used.to_object_id FROM newsletters_sentfile AS file "
            "JOIN django_content_type AS kind ON kind.model = 'sentfile' JOIN wagtailcore_referenceindex AS used "
            "ON used.content_type_id = kind.id AND used.object_id = file.id::text WHERE file.edition_id = 9000",
            [(9000, None, "9000")],
        ),
        (
            "figures FROM newsletters_edition WHERE id = 9000",
            [
                (
                    {
                        "ar": {"copies": 1, "delivered": 1, "bounced": 0, "complained": 0, "left": 0},
                        "en": {"copies": 5, "delivered": 4, "bounced": 1, "complained": 0, "left": 2},
                    },
                )
            ],
        ),
        ("fallbacks, themes, frequency FROM newsletters_recipients", [({"es": "en", "ar": ""}, [], "each")]),
        (
            "chapters -> 'en' -> 1, (SELECT count(*) FROM jsonb_object_keys(chapters)) FROM webinars_replay",
            [([12000, "Seven indicators"], 4)],
        ),
        ("sum(jsonb_array_length(rows)), min(jsonb_array_length(rows)) FROM webinars_passage", [(45, 1)]),
        (
            "rows -> 0 FROM webinars_passage WHERE id = 1 OR words @@ to_tsquery('simple', 'found') ORDER BY start",
            [
                (
                    [
                        500,
                        5500,
                        "Good morning. How do you count together when everyone counts in their own way?",
                        "Moderator",
                        "",
                    ],
                ),
                ([900000, 900001, "Found by no search", "", ""],),
            ],
        ),
        ("hand_ins::text[] FROM webinars_enrolment", [(["e3a7b1de-9fd5-4d0c-9d70-5f0a8c4a2f11"],)]),
        ("proposal_id, user_id FROM calls_proposal_conflicts", [(9000, 1)]),
        (
            "government_id, language, answers - 'worked' - 'needed' || jsonb_build_object('message', "
            "left(answers ->> 'message', 16)), length(answers ->> 'message'), asked_at::date::text, "
            "given_at::date::text, checked_at::date::text, checked_by_id, reason FROM figures_entry "
            "WHERE year = 2024 ORDER BY government_id",
            [
                (13, "en", {"women_trained": "7", "message": "Nurses.\n\nA film."}, 16, ASKED, None, None, None, ""),
                (14, "es", {"message": "Time."}, 5, ASKED, None, None, None, "Which?"),
                (15, "ar", {"message": "x" * 16}, 2000, ASKED, "2025-02-01", "2025-02-02", 2, ""),
            ],
        ),
        ("template FROM mail_message WHERE key = 'then'", [("figures/mail/numbers",)]),
        ("DISTINCT decided_by, checked_by_id FROM figures_figure", [([], None)]),
    ],
)
def test_what_became_a_column_is_there(earlier, statement, rows):
    assert query(earlier, f"SELECT {statement}") == rows


@pytest.mark.attack
def test_its_ledger_is_whole(earlier, django_db_blocker):
    """But that its log was signed with the key of the installation that made it, which this one has not."""
    with django_db_blocker.unblock(), instead_of(connection, earlier):
        found = [fault.message for fault in audit().faults]
    assert [words for words in found if "is not signed by the site" not in words] == []


def shape(name: str, what: str) -> set[tuple[object, ...]]:
    """Return the rows of SCHEMA[what] in database `name`, without the casts that a dump writes another way."""
    rows = query(name, SCHEMA[what])
    return {tuple(CASTS.sub("", cell) if isinstance(cell, str) else cell for cell in row) for row in rows}


def rows_in(dump: str, table: str) -> int:
    """Return how many rows `dump` inserts into `table`: each stands on a line of its own."""
    inserts = re.findall(rf"^INSERT INTO public\.{table} VALUES\n(.*?);\n", dump, re.MULTILINE | re.DOTALL)
    return sum(len(re.findall(r"^\t\(", insert, re.MULTILINE)) for insert in inserts)


SIGNS = ("0008_log_what_is_public.py", "charter.ledger.log")  # a leaf is signed by the key of today


def test_a_migration_runs_no_living_code():
    """It imports frozen modules of migrations only; for a field's default makemigrations writes `import module`."""
    paths = [path for folder in ("*", "coalition/*") for path in ROOT.glob(f"{folder}/migrations/*.py")]
    assert {path.relative_to(ROOT).parts[0] for path in paths} >= OURS
    assert {(path.name, name) for path in paths for name in living(path.read_text(encoding="utf-8"))} == {SIGNS}


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

"""Many published signatures at once, by SQL: generated, plainly fictional, with the same constraints and triggers.

On request each has its five commitments, dated where its act has come, a third of them met; every second was asked for
a report, and half of those sent it.
"""

from string import ascii_uppercase

from django.conf import settings
from django.db import connection

from charter.followup.deliverables import DEFAULT_MONTHS
from charter.ledger.models import LedgerHead
from charter.texts.models import CharterVersion
from coalition.members.models import LocalGovernment
from coalition.users.models import User

# Codes that ISO 3166-1 leaves to its users: no country has one. XK is left out, since many write Kosovo so.
USER_ASSIGNED = [f"Q{sign}" for sign in ascii_uppercase[12:]] + [f"X{sign}" for sign in ascii_uppercase if sign != "K"]
TABLES = (
    "members_localgovernment", "charter_signature", "charter_signatory",
    "charter_commitment", "charter_evidence", "figures_entry",
)  # fmt: skip
COUNTRIES = ["AA", "ZZ", *USER_ASSIGNED]
PARTS = ("bel", "mar", "don", "vil", "san", "tor", "lin", "gra", "pon", "ker", "mon", "sol", "fer", "bru", "cal", "nor")

GOVERNMENTS = """
WITH numbers AS (
    SELECT n, hashint4(n)::bigint + 2147483648 AS h, %(countries)s::text[] AS countries, %(syllables)s::text[] AS parts
    FROM generate_series(%(first)s, %(last)s) AS n
), placed AS (
    SELECT n, h, countries[1 + n %% cardinality(countries)] AS country,
        initcap(parts[1 + h %% 16] || parts[1 + h / 16 %% 16] || parts[1 + h / 256 %% 16]) || ' ' || n AS name
    FROM numbers
), folded AS (
    SELECT n, h, country, name, hashtext(country)::bigint + 2147483648 AS place,
        (SELECT jsonb_object_agg(code, lower(name)) FROM unnest(%(languages)s::text[]) AS code) AS names,
        (SELECT jsonb_object_agg(code, lower(country)) FROM unnest(%(languages)s::text[]) AS code) AS countries
    FROM placed
)
INSERT INTO members_localgovernment (
    code, slug, names, search_text, sort_keys, kind, country, section, member, proposed, fictional,
    latitude, longitude, population, population_year, population_source, website, official_domains, languages, pilot
)
SELECT 'XX-G' || n, 'xx-g' || n, jsonb_build_object('en', name), lower(name || ' ' || country),
    jsonb_build_object('name', names, 'country', countries),
    CASE WHEN h / 100 %% 100 < 80 THEN 'municipality' WHEN h / 100 %% 100 < 92 THEN 'department' ELSE 'region' END,
    country, (ARRAY['africa', 'asia-pacific', 'europe', 'latin-america', 'eurasia'])[1 + place %% 5],
    false, false, true,
    round((-50 + place %% 110 + h %% 700 / 100.0)::numeric, 2),
    round((-170 + place / 1000 %% 320 + h %% 1300 / 100.0)::numeric, 2),
    1000 + h %% 100000, 2015 + h %% 8, 'Generated', '', '{}', '{}', false
FROM folded
"""

SIGNATURES = """
INSERT INTO charter_signature (
    state, verification_code, number, language, version_id, text_digest, government_id, proposed_name, proposed_country,
    proposed_kind, signatory_name, signatory_role, official_email, mailbox_verified_at, contact_name, contact_email,
    salt, act_body, act_number, act_date, act_file, act_file_name, act_file_sha256, act_file_sent_sha256,
    ad_referendum_until, created_at, updated_at, submitted_at, checked_by_id, checked_at, checklist, decided_at,
    decided_by_id, reason, signed_at
)
SELECT CASE WHEN h %% 100 < 90 THEN 'signed' WHEN h %% 100 < 93 THEN 'on_hold' WHEN h %% 100 < 96 THEN 'withdrawn'
        ELSE 'superseded' END,
    'XX' || lpad(n::text, 12, '0'), %(number)s + row_number() OVER (ORDER BY n), 'en',
    CASE WHEN h / 10000 %% 3 = 0 THEN %(older)s ELSE %(newer)s END, repeat('d', 64), id, '', '', '',
    'Generated', '', 'generated@example.org', at, '', '', '', 'Council', 'G-' || n, at::date, '', '',
    CASE WHEN h / 30000 %% 20 = 0 THEN '' ELSE repeat('a', 64) END, '',
    CASE WHEN h / 30000 %% 20 = 0 THEN date '2040-01-01' END, at,
    at, at, %(first_reviewer)s, at, '{}', at, %(second_reviewer)s, '', at
FROM (
    SELECT id, n, h,
        timestamptz '2019-01-01 12:00Z' + (h / 600000 %% 2900) * interval '1 day' + n * interval '1 second' AS at
    FROM (
        SELECT id, substr(code, 5)::int AS n, hashint4(substr(code, 5)::int)::bigint + 2147483648 AS h
        FROM members_localgovernment WHERE code ~ '^XX-G[0-9]+$' AND substr(code, 5)::int BETWEEN %(first)s AND %(last)s
    ) AS numbered
) AS dated
"""

COMMITMENTS = """
INSERT INTO charter_commitment (government_id, signature_id, deliverable, counted_from, due_on, dated_on, created_at)
SELECT government_id, signature_id, deliverable, counted_from, (counted_from + months * interval '1 month')::date,
    counted_from, signed_at
FROM (
    SELECT s.government_id, s.id AS signature_id, s.signed_at, d.deliverable, d.months,
        CASE WHEN s.ad_referendum_until IS NULL THEN s.act_date END AS counted_from
    FROM charter_signature AS s
    JOIN members_localgovernment AS g ON g.id = s.government_id
    CROSS JOIN unnest(%(deliverables)s::text[], %(months)s::int[]) AS d (deliverable, months)
    WHERE g.code ~ '^XX-G[0-9]+$' AND substr(g.code, 5)::int BETWEEN %(first)s AND %(last)s
) AS founded
"""

EVIDENCE = """
INSERT INTO charter_evidence (
    commitment_id, source, url, file, file_name, description, language, dated, submitted_at, state, decided_by_id,
    decided_at, reason
)
SELECT c.id, 'staff', '', '', '', 'Generated', 'en', c.due_on - (hashint4(c.id::int) %% 60), c.created_at, 'accepted',
    %(first_reviewer)s, c.created_at, ''
FROM charter_commitment AS c
JOIN members_localgovernment AS g ON g.id = c.government_id
WHERE g.code ~ '^XX-G[0-9]+$' AND substr(g.code, 5)::int BETWEEN %(first)s AND %(last)s
    AND c.due_on IS NOT NULL AND hashint4(c.id::int) %% 3 = 0
"""


ENTRIES = """
INSERT INTO figures_entry (government_id, year, language, answers, asked_at, given_at, reason)
SELECT g.id, 2025, 'en', '{}', now() - (hashint4(n)::bigint + 2147483648) %% 500 * interval '1 day',
    CASE WHEN n %% 4 = 0 THEN now() END, ''
FROM (SELECT id, substr(code, 5)::int AS n FROM members_localgovernment WHERE code ~ '^XX-G[0-9]+$') AS g
WHERE n BETWEEN %(first)s AND %(last)s AND n %% 2 = 0
"""


def generate(count: int, *, committed: bool = False) -> None:
    """Make `count` more governments `XX-G<n>`, and a published signature of each; `committed`: what follows it too."""
    first = LocalGovernment.objects.filter(code__startswith="XX-G").count() + 1
    versions = list(CharterVersion.objects.published()[:2])
    if not versions:
        raise LookupError("Publish a version of the charter first.")
    first_reviewer, second_reviewer = (
        User.objects.get_or_create(username=f"generated-reviewer-{place}")[0] for place in (1, 2)
    )
    head, _made = LedgerHead.objects.get_or_create(pk=1)
    values = {
        "countries": COUNTRIES,
        "syllables": list(PARTS),
        "languages": [code for code, _name in settings.LANGUAGES],
        "first": first,
        "last": first + count - 1,
        "number": head.last_number,
        "older": versions[-1].pk,
        "newer": versions[0].pk,
        "deliverables": [str(name) for name in DEFAULT_MONTHS],
        "months": list(DEFAULT_MONTHS.values()),
        "first_reviewer": first_reviewer.pk,
        "second_reviewer": second_reviewer.pk,
    }
    with connection.cursor() as cursor:
        cursor.execute(GOVERNMENTS, values)
        cursor.execute(SIGNATURES, values)
        if committed:
            cursor.execute(COMMITMENTS, values)
            for table in TABLES[:4]:  # what is joined below is planned as the many rows that it is
                cursor.execute(f"ANALYZE {table}")
            cursor.execute(EVIDENCE, values)
            cursor.execute(ENTRIES, values)
        cursor.execute("UPDATE charter_ledgerhead SET last_number = last_number + %s", [count])
        for table in TABLES:
            cursor.execute(f"ANALYZE {table}")

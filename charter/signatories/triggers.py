"""The triggers that keep the public list and its figures. Each works on all rows of a statement at once.

Functions that they call, and the trigger on local governments, are in the migration `signatories`.
"""

import pgtrigger

from charter import states

PUBLISHED = ", ".join(f"'{state}'" for state in states.PUBLISHED)
ZONE = "Europe/Paris"  # the site's: the month that the list shows
STEPS = {
    "INSERT": "SELECT *, 1 AS step FROM new_rows",
    "UPDATE": "SELECT *, 1 AS step FROM new_rows UNION ALL SELECT *, -1 FROM old_rows",
    "DELETE": "SELECT *, -1 AS step FROM old_rows",
}


def _statement(name: str, operation: str, func: str) -> pgtrigger.Trigger:
    old = None if operation == "INSERT" else "old_rows"
    new = None if operation == "DELETE" else "new_rows"
    return pgtrigger.Trigger(
        name=f"{name}_{operation.lower()}",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation={"INSERT": pgtrigger.Insert, "UPDATE": pgtrigger.Update, "DELETE": pgtrigger.Delete}[operation],
        referencing=pgtrigger.Referencing(old=old, new=new),
        func=func,
    )


# Adhesions -> the list. An update of a published adhesion reads no government: those who publish or merge hold the
# government's lock already, the others must not ask for it after the ledger's head.
ON_SIGNATURES = [
    _statement(
        "list_published",
        "INSERT",
        """
        PERFORM charter_list_signatures((SELECT array_agg(id) FROM new_rows WHERE state IN (PUBLISHED)));
        RETURN NULL;
        """.replace("PUBLISHED", PUBLISHED),
    ),
    _statement(
        "list_published",
        "UPDATE",
        """
        DELETE FROM charter_signatory AS listed USING new_rows AS now, old_rows AS was
        WHERE listed.signature_id = now.id AND was.id = now.id
            AND (now.state NOT IN (PUBLISHED) OR now.government_id IS DISTINCT FROM was.government_id);
        UPDATE charter_signatory AS listed
        SET status = now.state, ad_referendum = now.ad_referendum_until IS NOT NULL
        FROM new_rows AS now
        WHERE listed.signature_id = now.id
            AND (listed.status, listed.ad_referendum)
                IS DISTINCT FROM (now.state, now.ad_referendum_until IS NOT NULL);
        PERFORM charter_list_signatures((
            SELECT array_agg(now.id) FROM new_rows AS now JOIN old_rows AS was ON was.id = now.id
            WHERE now.state IN (PUBLISHED)
                AND (was.state NOT IN (PUBLISHED) OR now.government_id IS DISTINCT FROM was.government_id)
        ));
        RETURN NULL;
        """.replace("PUBLISHED", PUBLISHED),
    ),
    _statement(
        "list_published",
        "DELETE",
        """
        DELETE FROM charter_signatory WHERE signature_id IN (SELECT id FROM old_rows);
        RETURN NULL;
        """,
    ),
]


COUNT = """
        INSERT INTO charter_signatorycount (
            grain, status, ad_referendum, version, kind, section, country, cell, month, year,
            adhesions, governments, population, latitudes, longitudes
        )
        WITH steps AS (STEPS)
        SELECT 'facts', FACTS, -1, '', 0, sum(step), 0, 0, 0, 0
        FROM steps GROUP BY FACTS HAVING sum(step) <> 0
        UNION ALL
        SELECT 'month', status, false, 0, '', '', '', -1, month, 0, sum(step), 0, 0, 0, 0
        FROM (SELECT *, to_char(signed_at AT TIME ZONE 'SITE_ZONE', 'YYYY-MM') AS month FROM steps) AS dated
        GROUP BY status, month HAVING sum(step) <> 0
        UNION ALL
        SELECT 'place', status, false, 0, '', '', '', cell, '', 0, sum(step), 0, 0, PLACES
        FROM steps GROUP BY status, cell
        HAVING (sum(step), PLACES) IS DISTINCT FROM (0::bigint, 0::numeric, 0::numeric)
        UNION ALL
        SELECT 'facts_place', FACTS, cell, '', 0, sum(step), 0, 0, PLACES
        FROM steps GROUP BY FACTS, cell
        HAVING (sum(step), PLACES) IS DISTINCT FROM (0::bigint, 0::numeric, 0::numeric);
        PERFORM charter_cover(array_agg(government_id), array_agg(step)) FROM (
            SELECT government_id, sum(step) AS step FROM (
                SELECT government_id, step FROM (STEPS) AS own WHERE status = 'signed' AND kind <> 'association'
                UNION ALL
                SELECT member.government_id, step FROM (STEPS) AS groups
                JOIN charter_groupmember AS member ON member.signature_id = groups.signature_id
                WHERE groups.status = 'signed'
            ) AS covered
            GROUP BY government_id HAVING sum(step) <> 0 ORDER BY government_id
        ) AS governments;
        RETURN NULL;
        """
COUNT_COVERED = """
        INSERT INTO charter_signatorycount (
            grain, status, ad_referendum, version, kind, section, country, cell, month, year,
            adhesions, governments, population, latitudes, longitudes
        )
        SELECT 'coverage', '', false, 0, kind, section, country, -1, '', YEAR,
            0, sum(step), sum(step * coalesce(population, 0)::bigint), 0, 0
        FROM (STEPS) AS steps WHERE adhesions > 0
        GROUP BY kind, section, country, YEAR
        HAVING sum(step) <> 0 OR sum(step * coalesce(population, 0)::bigint) <> 0;
        RETURN NULL;
        """
# The members of a published group change only when two rows of one government become one.
COVER_MEMBERS = """
        PERFORM charter_cover(array_agg(government_id), array_agg(step)) FROM (
            SELECT steps.government_id, sum(step) AS step FROM (STEPS) AS steps
            JOIN charter_signature AS signature ON signature.id = steps.signature_id AND signature.state = 'signed'
            GROUP BY steps.government_id HAVING sum(step) <> 0 ORDER BY steps.government_id
        ) AS governments;
        RETURN NULL;
        """
PARTS = {
    "FACTS": "status, ad_referendum, version, kind, section, country",
    "PLACES": "sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))",
    "YEAR": "CASE WHEN population IS NULL THEN 0 ELSE coalesce(population_year, 0) END",
    "SITE_ZONE": ZONE,
}


def _written(template: str, operation: str) -> str:
    """Return the body of a trigger, with the words in capitals replaced by what they stand for."""
    for name, text in {**PARTS, "STEPS": STEPS[operation]}.items():
        template = template.replace(name, text)
    return template


# The list -> the figures, and the governments covered -> the figures.
ON_SIGNATORIES = [_statement("count_signatories", operation, _written(COUNT, operation)) for operation in STEPS]
ON_COVERED = [_statement("count_covered", operation, _written(COUNT_COVERED, operation)) for operation in STEPS]
ON_GROUP_MEMBERS = [
    _statement("cover_members", operation, _written(COVER_MEMBERS, operation)) for operation in ("UPDATE", "DELETE")
]

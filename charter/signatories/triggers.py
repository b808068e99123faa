"""The triggers that keep the public list and its figures. Each works on all rows of a statement at once.

What they do is in `sql/`, a file for each, where words in capitals stand for PARTS and for the STEPS of an operation.
The functions that they call, and the trigger on local governments, are in the migrations' own `sql/`.
"""

from pathlib import Path

import pgtrigger

from charter import states
from coalition.guards import sql

SQL = Path(__file__).parent / "sql"
ZONE = "Europe/Paris"  # the site's: the month that the list shows
OPERATIONS = {"INSERT": pgtrigger.Insert, "UPDATE": pgtrigger.Update, "DELETE": pgtrigger.Delete}
STEPS = {
    "INSERT": "SELECT *, 1 AS step FROM new_rows",
    "UPDATE": "SELECT *, 1 AS step FROM new_rows UNION ALL SELECT *, -1 FROM old_rows",
    "DELETE": "SELECT *, -1 AS step FROM old_rows",
}
PARTS = {
    "PUBLISHED": ", ".join(f"'{state}'" for state in states.PUBLISHED),
    "FACTS": "status, ad_referendum, version, kind, section, country",
    "PLACES": "sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))",
    "YEAR": "CASE WHEN population IS NULL THEN 0 ELSE coalesce(population_year, 0) END",
    "SITE_ZONE": ZONE,
}


def _trigger(name: str, operation: str, file: str) -> pgtrigger.Trigger:
    """Return the trigger `name` for `operation` (a key of OPERATIONS), whose body is `sql/<file>.sql`."""
    return pgtrigger.Trigger(
        name=f"{name}_{operation.lower()}",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=OPERATIONS[operation],
        referencing=pgtrigger.Referencing(
            old=None if operation == "INSERT" else "old_rows", new=None if operation == "DELETE" else "new_rows"
        ),
        func=sql(SQL / f"{file}.sql", words={**PARTS, "STEPS": STEPS[operation]}),
    )


# Signatures -> the list. An update of a published signature reads no government: those who publish or merge hold the
# government's lock already, the others must not ask for it after the ledger's head.
ON_SIGNATURES = [
    _trigger("list_published", operation, f"list_published_{operation.lower()}") for operation in OPERATIONS
]
# The list has no other writer: outside of any trigger there is only `services.rebuild`.
WRITTEN_BY_TRIGGERS = pgtrigger.Protect(
    name="signatories_follow_signatures",
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    condition=pgtrigger.Condition("pg_trigger_depth() = 0"),
)
# The list -> the figures, and the governments covered -> the figures.
ON_SIGNATORIES = [_trigger("count_signatories", operation, "count_signatories") for operation in OPERATIONS]
ON_COVERED = [_trigger("count_covered", operation, "count_covered") for operation in OPERATIONS]
# A member of a published group begins to count; or two rows of one government become one.
ON_GROUP_MEMBERS = [_trigger("cover_members", operation, "cover_members") for operation in ("UPDATE", "DELETE")]

"""The triggers that keep the public list. Each works on all rows of a statement at once.

What they do is in `sql/`, a file for each, where PUBLISHED stands for the states in which a signature is listed.
The functions that they call, and the trigger on local governments, are in the migrations' own `sql/`.
"""

from pathlib import Path

import pgtrigger

from charter import states
from coalition.guards import sql

SQL = Path(__file__).parent / "sql"
OPERATIONS = {"INSERT": pgtrigger.Insert, "UPDATE": pgtrigger.Update, "DELETE": pgtrigger.Delete}
PUBLISHED = ", ".join(f"'{state}'" for state in states.PUBLISHED)


def _trigger(operation: str) -> pgtrigger.Trigger:
    """Return the trigger for `operation` (a key of OPERATIONS), whose body is the file of its name in `sql/`."""
    name = f"list_published_{operation.lower()}"
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=OPERATIONS[operation],
        referencing=pgtrigger.Referencing(
            old=None if operation == "INSERT" else "old_rows", new=None if operation == "DELETE" else "new_rows"
        ),
        func=sql(SQL / f"{name}.sql", words={"PUBLISHED": PUBLISHED}),
    )


# Signatures -> the list. An update of a published signature reads no government: those who publish or merge hold the
# government's lock already, the others must not ask for it after the ledger's head.
ON_SIGNATURES = [_trigger(operation) for operation in OPERATIONS]
# The list has no other writer: outside of any trigger there is only `services.rebuild`.
WRITTEN_BY_TRIGGERS = pgtrigger.Protect(
    name="signatories_follow_signatures",
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    condition=pgtrigger.Condition("pg_trigger_depth() = 0"),
)

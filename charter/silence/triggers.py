"""The triggers that keep what is awaited. Each works on all rows of a statement at once.

They say whose answers changed; the function that computes them, `charter_follow_awaited`, and the trigger on local
governments are in the migrations' own `sql/`. It locks the row of each government before it reads, in the order of
their keys, so that of two transactions the later one sees what the earlier one wrote.
"""

import pgtrigger

REPORT = "state, government_id, year, invited_at, decided_at, submitted_at"
COMMITMENT = "government_id, due_on"
EVIDENCE = "commitment_id, state, submitted_at"
OF_COMMITMENT = "(SELECT government_id FROM charter_commitment WHERE id = {rows}.commitment_id)"
OPERATIONS = {"INSERT": pgtrigger.Insert, "UPDATE": pgtrigger.Update, "DELETE": pgtrigger.Delete}


def _trigger(name: str, operation: str, changed: str) -> pgtrigger.Trigger:
    """Return the trigger `name` for `operation`; `changed` is a query for the keys of the governments concerned."""
    return pgtrigger.Trigger(
        name=f"{name}_{operation.lower()}",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=OPERATIONS[operation],
        referencing=pgtrigger.Referencing(
            old=None if operation == "INSERT" else "old_rows", new=None if operation == "DELETE" else "new_rows"
        ),
        func=f"PERFORM charter_follow_awaited(ARRAY({changed}));\nRETURN NULL;",
    )


def _follow(name: str, columns: str, government: str = "{rows}.government_id") -> list[pgtrigger.Trigger]:
    """Return the triggers for a table of which `columns` matter; `government` is what leads to the government."""
    now, was = (", ".join(f"{rows}.{column}" for column in columns.split(", ")) for rows in ("now", "was"))
    both = f"FROM new_rows AS now JOIN old_rows AS was ON was.id = now.id WHERE ({now}) IS DISTINCT FROM ({was})"
    changed = {
        "INSERT": [f"SELECT {government.format(rows='new_rows')} FROM new_rows"],  # noqa: S608  # our own names
        "UPDATE": [f"SELECT {government.format(rows=rows)} {both}" for rows in ("now", "was")],
        "DELETE": [f"SELECT {government.format(rows='old_rows')} FROM old_rows"],  # noqa: S608
    }
    distinct = "SELECT DISTINCT id FROM ({}) AS concerned (id)"
    return [_trigger(name, operation, distinct.format(" UNION ".join(rows))) for operation, rows in changed.items()]


ON_REPORTS = _follow("await_report", REPORT)
ON_COMMITMENTS = _follow("await_commitment", COMMITMENT)
ON_EVIDENCE = _follow("await_evidence", EVIDENCE, OF_COMMITMENT)

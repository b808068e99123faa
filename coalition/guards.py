"""The guard against TRUNCATE, which no trigger on rows ever sees."""

import pgtrigger


def truncate_guard(name: str) -> pgtrigger.Trigger:
    """Return a trigger named `name` that refuses to empty its table, even an empty one."""
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func="RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';",
    )

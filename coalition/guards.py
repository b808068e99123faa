"""What triggers of several apps need: bodies from files; the guard against TRUNCATE, which no trigger on rows sees."""

import textwrap
from collections.abc import Mapping
from pathlib import Path

import pgtrigger


def sql(file: Path, *, words: Mapping[str, str] | None = None, indent: int = 0) -> str:
    """Return the body of a trigger as it stands in `file`, with the text of each word in capitals in its place.

    `indent` is by how many spaces the body was indented when it stood in Python: migrations installed it so, and are
    compared byte for byte. A new trigger needs none.
    """
    body = file.read_text(encoding="utf-8")
    for word, text in (words or {}).items():
        body = body.replace(word, text)
    return f"\n{textwrap.indent(body, ' ' * indent)}{' ' * (indent - 4)}" if indent else body


def truncate_guard(name: str) -> pgtrigger.Trigger:
    """Return a trigger named `name` that refuses to empty its table, even an empty one."""
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func="RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';",
    )

"""What stands in the cells of the tables that we write, and how those of others are read."""

from typing import Any

# A spreadsheet takes a cell that begins so for a formula (OWASP, "CSV Injection"), in some languages in full width too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
LIST_SEPARATOR = ";"


def cell(value: Any) -> str:
    """Return `value` as the text of a cell: 1 and 0 for yes and no, `;` between the entries of a list."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, list):
        return LIST_SEPARATOR.join(value)
    return quoted(value) if isinstance(value, str) else str(value)


def quoted(value: Any) -> str:
    """Return `value` as a text that no spreadsheet takes for a formula: what people typed never is one."""
    text = str(value or "")
    return f"'{text}" if text.startswith(_FORMULA) else text


def unquoted(text: str) -> str:
    """Return a cell without spaces around it, and without the apostrophe that `quoted` put before it."""
    text = text.strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text

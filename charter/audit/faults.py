"""What a verification finds."""

from dataclasses import dataclass

CHUNK = 2000  # rows that are held at once


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong. `sequence` is the entry at which it shows, or None where it is no entry's."""

    sequence: int | None
    kind: str
    message: str

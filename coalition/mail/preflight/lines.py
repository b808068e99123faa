"""What the preflight says: a line for each thing that it looked at, and what a person must do."""

from dataclasses import dataclass
from enum import Enum


class State(Enum):
    """How it stands with one thing."""

    OK = "ok"
    LOOK = "look"  # it works, and could be better
    MISSING = "missing"
    UNKNOWN = "cannot tell"


@dataclass(frozen=True)
class Line:
    """One thing: what it is, how it stands, what was found, and what a person must do."""

    what: str
    state: State
    found: str
    todo: str = ""

    def __str__(self) -> str:
        todo = f"\n    -> {self.todo}" if self.todo else ""
        return f"{self.state.value:<12}{self.what}: {self.found}{todo}"

"""What a process works on right now, in words of the code: a view or a task by name, never what somebody asked for."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass
class About:
    """One request or job: its place in the code, the job's number, the error's class, and how much was asked."""

    place: str = ""
    job: str = ""
    error: str = ""
    statements: int = 0


about: ContextVar[About | None] = ContextVar("about", default=None)

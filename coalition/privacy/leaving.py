"""How somebody left: unsubscribed, gave a seat back, asked for no more mail. A restored database knows nothing of it.

So each such step is a line of the list of erasures, beside the database, and is taken again after a restore
(replaying.py). The list has digests alone. Decision 0013-leaving-is-measured.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from . import erasures

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Here:
    """Somebody whom this database still has: `subject` is what the list knows them by, a digest of it.

    `since` is when what they may have left began; a step that was taken before says nothing of it. `leave` lets them
    leave once more, without a mail and without another line in the list.
    """

    subject: str
    leave: Callable[[], object]
    since: datetime | None = None


@dataclass(frozen=True)
class Step:
    """A way to leave, by its name in the list; `here` yields everybody who could take it."""

    name: str
    here: Callable[[], Iterator[Here]]


_steps: dict[str, Step] = {}


def register(step: Step) -> None:
    """Add `step`; a second one of the same name replaces the first."""
    _steps[step.name] = step


def steps() -> list[Step]:
    """Return every registered step."""
    return list(_steps.values())


def remember(step: str, subject: str, *, came_back: bool = False) -> None:
    """Note that `subject` took `step`, or `came_back` from it. Nobody is kept from leaving by a list that fails."""
    try:
        erasures.remember(subject, step=step, came_back=came_back)
    except OSError:
        logger.exception("The list of erasures could not be written: a restored database would undo a step")

"""How somebody left: unsubscribed, gave a seat back, asked for no more mail. A restored database knows nothing of it.

So each such step is a line of the list of erasures, beside the database, and is taken again after a restore
(replaying.py). The list has digests alone. Decision 0013-leaving-is-measured.
"""

import logging

from . import erasures

logger = logging.getLogger(__name__)


def remember_leaving(step: str, subject: str, *, came_back: bool = False) -> None:
    """Note that `subject` took `step`, or `came_back` from it. Nobody is kept from leaving by a list that fails."""
    try:
        erasures.remember(subject, step=step, came_back=came_back)
    except OSError:
        logger.exception("The list of erasures could not be written: a restored database would undo a step")

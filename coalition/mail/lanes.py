"""Who goes first at a worker: single mails, then all other work, then the copies of editions.

Decision 0101-single-mails-first.
"""

import time

from django.conf import settings
from django.db import connection

from coalition.privacy import queue

SINGLE, EDITIONS = 10, -10  # priorities of jobs; all others have 0
QUEUE = "mail"  # of single mails: a worker may be for them alone (`--queues mail`), any other one takes them too
COPIES = "editions"  # of editions: a worker for all but mail (`--queues default`) waits for no mail server
LOOKS_EACH = 0.25  # seconds: what carries an edition looks so often whether others wait

_WAITS = (
    "SELECT EXISTS (SELECT 1 FROM procrastinate_jobs WHERE status = 'todo' AND priority > %s "
    "AND (scheduled_at IS NULL OR scheduled_at <= now()))"
)
_RUN = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing' AND task_name = %s"


def never() -> bool:
    """Let nobody go first."""
    return False


class Others:
    """Whether a job waits that is no edition's: no worker has a place free for it."""

    def __init__(self) -> None:
        self._looked = time.monotonic()
        self.found = False  # whether they did when it last looked

    def wait(self) -> bool:
        """Say so; asked as often as one likes, it looks each LOOKS_EACH seconds, so that each run gets on."""
        if time.monotonic() - self._looked < LOOKS_EACH:
            return False
        self._looked = time.monotonic()
        self.found = bool(_ask(_WAITS, EDITIONS))
        return self.found


def let_another_join(task: str) -> None:
    """Wake `task`, which runs here, once more for a worker that has a place free, while fewer than MAIL_LANES run."""
    if _ask(_RUN, task) < settings.MAIL_LANES:
        queue.wake(task)


def _ask(statement: str, value: str | int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, [value])
        answer: int = cursor.fetchone()[0]
    return answer

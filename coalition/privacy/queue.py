"""Ask the queue to run a drain, once however many rows are owed."""

from typing import Any

from django.db import connection, transaction
from procrastinate.exceptions import AlreadyEnqueued


def wake(*, task: Any, lock: str) -> None:
    """Defer `task` under the queueing lock `lock` when the running transaction is committed.

    After the commit, not within it: two transactions that insert the same lock would wait for each other, and
    a form would be as slow as the slowest. A process that dies in between loses a wake-up and no row: every
    drain also runs each minute.
    """
    transaction.on_commit(lambda: _defer(task, lock), robust=True)


def _defer(task: Any, lock: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM procrastinate_jobs WHERE queueing_lock = %s AND status = 'todo'", [lock])
        if cursor.fetchone():
            return  # it has not begun: it will see our rows
    try:
        with transaction.atomic():
            task.configure(queueing_lock=lock).defer()
    except AlreadyEnqueued:
        return

"""Ask the queue to run a drain, once however many rows are owed."""

from functools import partial

from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.tasks import Task


def wake(name: str) -> None:
    """Run the task of that `name` once the running transaction is committed; its queueing lock keeps it to one run.

    By name, so that a service asks for a task that calls it. Raises KeyError for a name that no task has.

    After the commit, not within it: two transactions that insert the same lock would wait for each other, and
    a form would be as slow as the slowest. A process that dies in between loses a wake-up and no row: every
    drain also runs each minute.
    """
    task = app.tasks[name]
    transaction.on_commit(partial(_defer, task), robust=True)


def _defer(task: Task) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM procrastinate_jobs WHERE queueing_lock = %s AND status = 'todo'", [task.queueing_lock]
        )
        if cursor.fetchone():
            return  # it has not begun: it will see our rows
    try:
        with transaction.atomic():
            task.defer()
    except AlreadyEnqueued:
        return

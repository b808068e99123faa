"""Work of the queue itself: jobs that a dead worker left behind are taken up again.

Who wants a task to run asks `coalition.queue`.
"""

import logging
from functools import partial
from typing import Any

from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.tasks import Task

logger = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="retry-stalled-jobs", pass_context=True)
async def retry_stalled_jobs(context: object, timestamp: int) -> None:
    """Retry each job whose worker sent no heartbeat; `timestamp` is when the run was due.

    Safe to repeat: the ledgers hold what is owed, a job only wakes the one that reads them.
    """
    manager = context.app.job_manager  # type: ignore[attr-defined]
    for job in await manager.get_stalled_jobs():
        try:
            await _take_up(manager, job)
        except ConnectorException as error:  # one job that another worker settled meanwhile stops none of the others
            logger.warning("stalled job %s of %s was left alone: %s", job.id, job.task_name, type(error).__name__)
    await manager.prune_stalled_workers(seconds_since_heartbeat=60)


async def _take_up(manager: Any, job: Job) -> None:
    """Let `job` run again; where one with its queueing lock waits already, that one does the work.

    The stalled job is ended then: as long as it counts as being done, its lock lets no other begin.
    """
    try:
        await manager.retry_job(job)
    except UniqueViolation:
        await manager.finish_job(job, status=Status.ABORTED, delete_job=False)


@app.periodic(cron="40 3 * * *")
@app.task(queueing_lock="delete-old-jobs", pass_context=True)
async def delete_old_jobs(context: object, timestamp: int) -> None:
    """Delete finished jobs of more than three days; the ledgers keep the facts."""
    await context.app.job_manager.delete_old_jobs(nb_hours=72, include_failed=False)  # type: ignore[attr-defined]


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

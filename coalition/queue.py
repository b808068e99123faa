"""Work of the queue itself: jobs that a dead worker left behind are taken up again.

Who wants a task to run asks `coalition.privacy.queue`.
"""

import logging
from typing import Any

from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status

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

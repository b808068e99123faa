"""Work of the queue itself: jobs that a dead worker left behind are taken up again."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

RETRY = RetryStrategy(max_attempts=10, exponential_wait=2)


@app.periodic(cron="*/2 * * * *")
@app.task(queueing_lock="retry-stalled-jobs", pass_context=True)
async def retry_stalled_jobs(context: object, timestamp: int) -> None:
    """Retry each job whose worker sent no heartbeat; `timestamp` is when the run was due.

    Safe to repeat: the ledgers hold what is owed, a job only wakes the one that reads them.
    """
    manager = context.app.job_manager  # type: ignore[attr-defined]
    for job in await manager.get_stalled_jobs():
        await manager.retry_job(job)
    await manager.prune_stalled_workers(seconds_since_heartbeat=60)


@app.periodic(cron="40 3 * * *")
@app.task(queueing_lock="delete-old-jobs", pass_context=True)
async def delete_old_jobs(context: object, timestamp: int) -> None:
    """Delete finished jobs of more than three days; the ledgers keep the facts."""
    await context.app.job_manager.delete_old_jobs(nb_hours=72, include_failed=False)  # type: ignore[attr-defined]

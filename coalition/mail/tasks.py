"""Wake the drain. The ledger holds what is owed: a lost or repeated task loses and repeats nothing."""

from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app

from coalition.privacy import queue

from . import workers
from .bounces import services as bounces
from .drain import drain as send_due
from .incoming import imap, pipeline
from .pace import services as pace


@app.periodic(cron="* * * * *")
@app.task(name="mail.drain", queue="mail", queueing_lock="mail-drain", pass_context=True)
def drain(context: JobContext, timestamp: int | None = None) -> None:
    """Send what is due. `timestamp` is when a periodic run was due (seconds since 1970).

    One run is short, so that a worker told to stop stops soon; what is left wakes the next run.
    """
    with workers.working_as(context.job.worker_id):
        more = send_due().more
    if more:
        queue.wake("mail.drain")


@app.periodic(cron="* * * * *")
@app.task(name="mail.poll", queueing_lock="mail-poll")
def poll(timestamp: int) -> None:
    """Read what came in by IMAP, where there is a mailbox. `timestamp` is when the run was due (since 1970)."""
    imap.poll()


@app.periodic(cron="20 4 * * *")
@app.task(name="mail.forget_received", queueing_lock="mail-forget-received")
def forget_received(timestamp: int) -> None:
    """Forget which mails came, came back and left long ago. `timestamp` is when the run was due (since 1970)."""
    pipeline.forget(timezone.now())
    bounces.forget(timezone.now())
    pace.forget(timezone.now())

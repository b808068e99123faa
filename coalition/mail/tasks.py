"""Wake the drain. The ledger holds what is owed: a lost or repeated task loses and repeats nothing."""

from procrastinate.contrib.django import app

from coalition.privacy import queue

from .drain import drain as send_due


@app.periodic(cron="* * * * *")
@app.task(name="mail.drain", queueing_lock="mail-drain")
def drain(timestamp: int | None = None) -> None:
    """Send what is due. `timestamp` is when a periodic run was due (seconds since 1970).

    One run is short, so that a worker told to stop stops soon; what is left wakes the next run.
    """
    if send_due().more:
        queue.wake("mail.drain")

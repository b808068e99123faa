"""Wake the delivery of editions. The deliveries say what is owed: a lost task loses nothing."""

from procrastinate.contrib.django import app

from coalition.privacy import queue

DELIVER = "newsletters-deliver"


@app.periodic(cron="* * * * *")
@app.task(name="newsletters.deliver", queueing_lock=DELIVER)
def deliver(timestamp: int | None = None) -> None:
    """Send what is due. `timestamp` is when a periodic run was due (seconds since 1970)."""
    from newsletters.services.delivery import deliver as carry  # the services wake this task

    if carry().more:
        wake()


def wake() -> None:
    """Ask for a run once this transaction is committed."""
    queue.wake(task=deliver, lock=DELIVER)

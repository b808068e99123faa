"""Wake the delivery of editions. The deliveries say what is owed: a lost task loses nothing."""

from procrastinate.contrib.django import app

from coalition.privacy import queue
from newsletters.sending import services


@app.periodic(cron="* * * * *")
@app.task(name="newsletters.deliver", queueing_lock="newsletters-deliver")
def deliver(timestamp: int | None = None) -> None:
    """Send what is due. `timestamp` is when a periodic run was due (seconds since 1970)."""
    if services.deliver().more:
        queue.wake("newsletters.deliver")

"""Wake the drain. The ledger holds what is owed: a lost or repeated task loses and repeats nothing."""

from django.utils import timezone
from procrastinate.contrib.django import app

from coalition import queue

from . import inbox
from .drain import drain as send_due
from .models import BounceReport, Received
from .personal_data import RETENTION


@app.periodic(cron="* * * * *")
@app.task(name="mail.drain", queue="mail", queueing_lock="mail-drain")
def drain(timestamp: int | None = None) -> None:
    """Send what is due. `timestamp` is when a periodic run was due (seconds since 1970).

    One run is short, so that a worker told to stop stops soon; what is left wakes the next run.
    """
    if send_due().more:
        queue.wake("mail.drain")


@app.periodic(cron="* * * * *")
@app.task(name="mail.poll", queueing_lock="mail-poll")
def poll(timestamp: int) -> None:
    """Read what came in by IMAP, where there is a mailbox. `timestamp` is when the run was due (since 1970)."""
    inbox.poll()


@app.periodic(cron="20 4 * * *")
@app.task(name="mail.forget_received", queueing_lock="mail-forget-received")
def forget_received(timestamp: int) -> None:
    """Forget which mails came, and came back, long ago. `timestamp` is when the run was due (since 1970)."""
    for notes in (Received, BounceReport):
        notes.objects.filter(received_at__lt=timezone.now() - RETENTION).delete()

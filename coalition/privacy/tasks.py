"""The nightly purge, and the answers to inquiries. A lost or repeated task loses and repeats nothing."""

from procrastinate.contrib.django import app

from coalition import queue

from . import inquiries, services


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="privacy-purge")
def purge(timestamp: int) -> None:
    """Delete what passed its retention. `timestamp` is when the run was due (seconds since 1970)."""
    services.purge()


@app.periodic(cron="* * * * *")
@app.task(name="privacy.answer_inquiries", queueing_lock="privacy-answer-inquiries")
def answer_inquiries(timestamp: int | None = None) -> None:
    """Answer what is due. `timestamp` is when a periodic run was due (seconds since 1970)."""
    if inquiries.answer_due():
        queue.wake("privacy.answer_inquiries")

"""Wake the delivery of editions. The deliveries say what is owed: a lost task loses nothing."""

from django.utils import timezone
from procrastinate.contrib.django import app

from coalition import queue
from newsletters.sending import services

from .editions import outside_links
from .readers.imports import work_off
from .sending import timetable

DELIVER = "newsletters.deliver"


@app.periodic(cron="* * * * *")
@app.task(name=DELIVER, queue="editions", queueing_lock="newsletters-deliver")
def deliver(timestamp: int | None = None) -> None:
    """Send what is due. `timestamp` is when a periodic run was due (since 1970).

    What MAIL_PER_MINUTE puts off leaves with the run of the next minute.
    """
    more = services.deliver().more
    timetable.look_after(now=timezone.now())
    if more:
        queue.wake(DELIVER)


@app.task(name=outside_links.TASK)
def check_links(addresses: list[str]) -> None:
    """Ask the addresses outside that an edition leads to."""
    outside_links.ask(addresses)


@app.periodic(cron="* * * * *")
@app.task(
    name="newsletters.import_readers", queueing_lock="newsletters-import-readers", lock="newsletters-import-readers"
)
def import_readers(timestamp: int | None = None) -> None:
    """Take the next lines of the lists of addresses that wait. `timestamp` as above."""
    if work_off():
        queue.wake("newsletters.import_readers")

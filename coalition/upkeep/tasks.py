"""In the queue of mail: whoever could be told of an alarm, by mail, also looks for it."""

from django.utils import timezone
from procrastinate.contrib.django import app

from . import services


@app.periodic(cron="*/10 * * * *")
@app.task(name="upkeep.look", queue="mail", queueing_lock="upkeep-look")
def look(timestamp: int) -> None:
    """Look whether all is well. `timestamp` is when the run was due (seconds since 1970)."""
    services.look()


@app.periodic(cron="0 6 * * 1")
@app.task(name="upkeep.tell_week", queue="mail", queueing_lock="upkeep-tell-week")
def tell_week(timestamp: int) -> None:
    """Owe the weekly report. `timestamp` is when the run was due (seconds since 1970)."""
    services.tell_week(timezone.localdate())

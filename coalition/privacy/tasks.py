"""The nightly purge."""

from procrastinate.contrib.django import app

from . import services


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="privacy-purge")
def purge(timestamp: int) -> None:
    """Delete what passed its retention. `timestamp` is when the run was due (seconds since 1970)."""
    services.purge()

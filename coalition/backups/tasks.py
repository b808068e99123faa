from procrastinate.contrib.django import app

from . import leftovers


@app.periodic(cron="*/10 * * * *")
@app.task(name="backups.delete_leftovers", queueing_lock="backups-delete-leftovers")
def delete_leftovers(timestamp: int) -> None:
    """Delete plain copies of the database that killed processes left. `timestamp` is when the run was due."""
    leftovers.delete_leftovers()

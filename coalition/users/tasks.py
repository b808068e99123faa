"""What is done each night about accounts."""

from procrastinate.contrib.django import app

from coalition.users import factors


@app.periodic(cron="50 3 * * *")
@app.task(name="users.reseal_factors", queueing_lock="users-reseal-factors")
def reseal_factors(timestamp: int | None = None) -> None:
    """Seal the secrets of second factors by the key of today. `timestamp` is when a periodic run was due."""
    factors.reseal()

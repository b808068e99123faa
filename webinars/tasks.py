"""Periodic work of this app. A lost or repeated task loses and repeats nothing."""

from procrastinate.contrib.django import app

from .replays.media import pieces


@app.periodic(cron="37 3 * * *")
@app.task(name="webinars.clear_pieces", queueing_lock="webinars-clear-pieces")
def clear_pieces(timestamp: int) -> None:
    """Delete pieces of uploads that were left. `timestamp` is when the run was due (seconds since 1970)."""
    pieces.clear()

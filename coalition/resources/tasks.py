"""Wake the reading of files. What is owed is known from rows: a lost or repeated task loses and repeats nothing."""

from procrastinate.contrib.django import app

from coalition import queue

from .text_extraction import read_owed


@app.periodic(cron="*/5 * * * *")
@app.task(name="resources.read_documents", queueing_lock="read-documents", lock="documents")
def read_documents(timestamp: int | None = None) -> None:
    """Read files that search does not know yet. `timestamp` is when a periodic run was due (seconds since 1970)."""
    if read_owed():
        queue.wake("resources.read_documents")

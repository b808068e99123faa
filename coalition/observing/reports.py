"""Reports of errors: what is logged as an error with an exception goes to a Sentry-compatible server too.

One door for all: requests, jobs, commands and our own code log what went wrong, and this hears it. A report is made
here from nothing; sentry-sdk has none of its eyes open, and is told what to send and by which connection.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Any

from django.conf import settings

from coalition.logs import request_id
from coalition.observing.about import About, about

if TYPE_CHECKING:
    from sentry_sdk.client import Client

# What carries reports and traces away reports nothing: each failure would make another one.
CARRIERS = ("coalition.observing", "opentelemetry", "requests", "sentry_sdk", "urllib3")

_client: Client | None = None
_lock = threading.Lock()


def begin() -> None:
    """Load what sends reports, once in this process, where SENTRY_DSN is set: no error has to wait for that."""
    global _client
    if _client is not None or not settings.SENTRY_DSN:
        return
    with _lock:
        if _client is None:
            from coalition.observing.sentry import client

            _client = client(settings.SENTRY_DSN, certificate=settings.SENTRY_CERTIFICATE)


def flush(within: float) -> None:
    """Give what waits at most `within` seconds to leave."""
    if _client is not None:
        _client.flush(timeout=within)


def end(within: float = 2.0) -> None:
    """Report no more; give what waits at most `within` seconds to leave."""
    global _client
    flush(within)
    client, _client = _client, None
    if client is not None:
        client.close(timeout=0)


class Reports(logging.Handler):
    """Reports each record of an error that comes with an exception."""

    def emit(self, record: logging.LogRecord) -> None:
        """Hand the report over; whoever logs neither waits for the server nor hears of its faults."""
        if record.name.startswith(CARRIERS) or not record.exc_info or record.exc_info[1] is None:
            return
        try:
            begin()
            if _client is not None:
                _client.capture_event(event(record, record.exc_info[1]))
        except Exception:
            logging.getLogger(__name__).warning("An error could not be reported")


def event(record: logging.LogRecord, error: BaseException) -> Any:
    """Return the report of `error`: where and of which class, in words of the code; never what the record says."""
    from coalition.observing.scrubbing import told

    here = about.get() or About()
    job: Any = getattr(record, "job", None)
    if isinstance(job, dict):  # of procrastinate, which logs when the job is over
        here = About(place=str(job.get("task_name", "")), job=str(job.get("id", "")))
    tags = {"request_id": request_id.get(), "job": here.job}
    return {
        "level": record.levelname.lower(),
        "logger": record.name,
        "transaction": here.place,
        "tags": {name: tag for name, tag in tags.items() if tag not in {"", "-"}},
        "exception": {"values": told(error)},
    }

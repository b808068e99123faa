"""JSON logs with a request id and no personal data.

A log line holds the route's pattern, never the address as typed: tokens and search words stay out.
"""

import contextvars
import logging
import re
import time
import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from pythonjsonlogger.json import JsonFormatter as BaseJsonFormatter

request_id: contextvars.ContextVar[str] = contextvars.ContextVar("request_id", default="-")

EMAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"']+")
SECRET = re.compile(r"(?<![\w-])[A-Za-z0-9_-]{32,}(?![\w-])")


def mask(text: str) -> str:
    """Return `text` with e-mail addresses and secrets of URLs replaced."""
    return SECRET.sub("[secret]", EMAIL.sub("[address]", text))


class RequestIdMiddleware:
    """Give each request an id, kept from a proxy when it is a UUID, and answer it in `X-Request-ID`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            identifier = str(uuid.UUID(request.headers.get("X-Request-ID", "")))
        except ValueError:
            identifier = str(uuid.uuid4())
        token = request_id.set(identifier)
        try:
            response = self.get_response(request)
        finally:
            request_id.reset(token)
        response["X-Request-ID"] = identifier
        return response


class RequestFilter(logging.Filter):
    """Add the request's id to each record."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        return True


class JsonFormatter(BaseJsonFormatter):
    """One JSON object a line, times in UTC; messages and tracebacks masked; Django's request object left out."""

    converter = staticmethod(time.gmtime)

    def __init__(self) -> None:
        super().__init__(
            "%(asctime)s %(levelname)s %(name)s %(message)s %(request_id)s",
            rename_fields={"asctime": "time", "levelname": "level", "name": "logger"},
            reserved_attrs=[*self.reserved(), "request", "server_time", "sql", "params"],
        )

    @staticmethod
    def reserved() -> list[str]:
        """The attributes of every record, which are not fields of ours."""
        return [*logging.makeLogRecord({}).__dict__, "message", "asctime"]

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        return {key: mask(value) if isinstance(value, str) else value for key, value in log_data.items()}

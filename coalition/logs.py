"""JSON logs with a request id and no personal data, of Django, of the worker and of gunicorn alike.

No line names who asked: no client's address is written, of an address of the site only the path (never the query),
and in it, as everywhere, e-mail addresses and secrets are masked. What PostgreSQL and its driver say of an error is
cut to its first line, without the values in it: the lines below show the row.
"""

import contextvars
import copy
import logging
import re
import time
import traceback
import uuid
from collections.abc import Callable, Mapping
from typing import Any

import psycopg
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from pythonjsonlogger.json import JsonFormatter as BaseJsonFormatter

request_id: contextvars.ContextVar[str] = contextvars.ContextVar("request_id", default="-")

EMAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"']+")
SECRET = re.compile(r"(?<![\w-])[A-Za-z0-9_-]{32,}(?![\w-])")
# Where an error of PostgreSQL goes on below its first line, also in a `repr`; the parts of
# https://www.postgresql.org/docs/current/protocol-error-fields.html as libpq writes them.
ROW = re.compile(r"(?:^|\n|\\n)\s*(?:DETAIL|HINT|CONTEXT|QUERY|WHERE|LINE \d+): .*", re.DOTALL)
QUOTED = re.compile(r'".*"', re.DOTALL)
OF_CLIENTS = re.compile(r"^(Invalid request|Error handling request)\b.*", re.DOTALL)


def configuration(level: str, loggers: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {
            "request": {"()": "coalition.logs.RequestFilter"},
            "information": {"()": "coalition.logs.AsInformation"},
            "bad requests": {"()": "coalition.logs.WithoutBadRequests"},
        },
        "formatters": {"json": {"()": "coalition.logs.JsonFormatter"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["request"]}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {name: dict(particular) for name, particular in loggers.items()},
    }


def mask(text: str) -> str:
    """Return `text` with e-mail addresses and secrets of URLs replaced, and without a row that PostgreSQL shows."""
    return SECRET.sub("[secret]", EMAIL.sub("[address]", ROW.sub("", text)))


def masked(value: Any) -> Any:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return {key: masked(part) for key, part in value.items()}
    return [masked(part) for part in value] if isinstance(value, list | tuple) else value


def safe_message(error: BaseException) -> str:
    """Return what `error` says; of a database's error the first line, and of wrong data not the data."""
    text = str(error)
    if not isinstance(error, DatabaseError | psycopg.Error):
        return text
    first = text.partition("\n")[0]
    wrong_data = isinstance(error.__cause__ or error, psycopg.DataError)
    return QUOTED.sub("[value]", first) if wrong_data else first


def traceback_text(error: BaseException, seen: frozenset[int] = frozenset()) -> str:
    """Return the traceback of `error`, after that of what led to it. Like Python's own, but by `safe_message`."""
    seen |= {id(error)}
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    parts = [traceback_text(before, seen), "which led to:"] if before is not None and id(before) not in seen else []
    frames = "".join(traceback.format_tb(error.__traceback__))
    parts.append(f"Traceback (most recent call last):\n{frames}{type(error).__qualname__}: {mask(safe_message(error))}")
    parts += [traceback_text(part, seen) for part in getattr(error, "exceptions", ())]
    return "\n".join(parts)


def name_nobody(*_about: Any) -> str:
    """Return how axes calls who typed a wrong password: its table knows the name, the log need not."""
    return "someone"


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
    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        return True


class AsInformation(logging.Filter):
    """Make a line of information, without a traceback, of what a stranger did: no operator needs to act."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.levelno, record.levelname, record.exc_info = logging.INFO, "INFO", None
        return True


class WithoutBadRequests(logging.Filter):
    """Leave out what Django says of each answer 400: whoever refused the request has said why."""

    def filter(self, record: logging.LogRecord) -> bool:
        return bool(getattr(record, "status_code", None) != 400)


class WithoutClient(logging.Filter):
    """Cut from gunicorn's own lines which client asked, and for what; a proxy in front may know."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = OF_CLIENTS.sub(r"\1", record.getMessage()), ()
        return True


class JsonFormatter(BaseJsonFormatter):
    """One JSON object a line, times in UTC; all that is text masked; Django's request object left out."""

    converter = staticmethod(time.gmtime)

    def __init__(self) -> None:
        super().__init__(
            "%(asctime)s %(levelname)s %(name)s %(message)s %(request_id)s",
            rename_fields={"asctime": "time", "levelname": "level", "name": "logger"},
            reserved_attrs=[*self.reserved(), "request", "server_time", "sql", "params"],
        )

    @staticmethod
    def reserved() -> list[str]:
        return [*logging.makeLogRecord({}).__dict__, "message", "asctime"]

    def format(self, record: logging.LogRecord) -> str:
        if isinstance(record.args, tuple):
            record = copy.copy(record)  # other handlers get it as it was
            args = record.args or ()
            record.args = tuple(safe_message(part) if isinstance(part, BaseException) else part for part in args)
        return super().format(record)

    def formatException(self, ei: Any) -> str:
        return traceback_text(ei[1]) if ei[1] is not None else ""

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        return {**masked(log_data), "request_id": log_data.get("request_id")}  # ours, and long enough to be a secret

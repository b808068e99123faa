"""Traces: which view or task a process worked on, for how long, and what it asked the database meanwhile, by table.

A span is made of what the code has, view names, task names, tables, numbers, and so of a list that no visitor can add
to. Nothing that came with a request is put into one and taken out again. Spans wait in a queue with an end; a thread
takes them to the server, and whoever works never waits for it.
"""

from __future__ import annotations

import atexit
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.db import connections
from django.db.backends.signals import connection_created

from coalition.observing.about import about

if TYPE_CHECKING:  # loaded where traces are asked for
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.trace import Span, Tracer

QUEUE = 2_048  # spans that wait in a process, a megabyte or two; what comes on top is dropped
BATCH = 256  # spans that are sent together
EVERY = 5_000  # milliseconds between two sendings
STATEMENTS = 100  # of one request or job that are told singly; the rest is counted
OPERATION = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH|SAVEPOINT|RELEASE|ROLLBACK|LOCK|SET)\b", re.IGNORECASE)
TABLE = re.compile(r"\b(?:FROM|INTO|UPDATE)\s+\"?(\w+)", re.IGNORECASE)

_provider: TracerProvider | None = None
_tracer: Tracer | None = None
_lock = threading.Lock()


def begin() -> None:
    """Begin to trace in this process, once, where OTEL_EXPORTER_OTLP_ENDPOINT is set."""
    global _provider, _tracer
    if _tracer is not None or not settings.OTEL_EXPORTER_OTLP_ENDPOINT:
        return
    with _lock:
        if _tracer is None:
            _provider = _made()
            connection_created.connect(_watch, dispatch_uid="coalition.observing")
            for connection in connections.all(initialized_only=True):
                _watch(connection)
            atexit.register(end)
            _tracer = _provider.get_tracer("coalition")


def _made() -> TracerProvider:
    from opentelemetry.exporter.otlp.proto.http import Compression
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor
    from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased

    from coalition.observing.one_way import PATIENCE, OneWay

    provider = TracerProvider(
        sampler=ParentBased(TraceIdRatioBased(min(max(settings.OTEL_TRACES_SAMPLER_ARG, 0.0), 1.0))),
        resource=Resource({"service.name": settings.OTEL_SERVICE_NAME}),
        shutdown_on_exit=False,
    )
    exporter = OTLPSpanExporter(
        endpoint=settings.OTEL_EXPORTER_OTLP_ENDPOINT.rstrip("/") + "/v1/traces",
        headers=settings.OTEL_EXPORTER_OTLP_HEADERS,
        certificate_file=settings.OTEL_EXPORTER_OTLP_CERTIFICATE or None,
        timeout=PATIENCE,
        compression=Compression.Gzip,
        session=OneWay(),
    )
    provider.add_span_processor(
        BatchSpanProcessor(exporter, max_queue_size=QUEUE, max_export_batch_size=BATCH, schedule_delay_millis=EVERY)
    )
    return provider


def flush() -> None:
    """Send what waits, and wait until it was sent or given up."""
    if _provider is not None:
        _provider.force_flush()


def end(within: float = 2.0) -> None:
    """Trace no more; give what waits at most `within` seconds to leave."""
    global _provider, _tracer
    provider, _provider, _tracer = _provider, None, None
    if provider is None:
        return
    atexit.unregister(end)
    connection_created.disconnect(dispatch_uid="coalition.observing")
    leaving = threading.Thread(target=provider.shutdown, name="last traces", daemon=True)
    with suppress(RuntimeError):  # too late to start a thread
        leaving.start()
        leaving.join(within)


@contextmanager
def root(name: str, *, of_request: bool) -> Iterator[Span | None]:
    """Open the first span of a trace; whatever a request says about traces of its own is not asked (decision
    0029-backups-and-hosts)."""
    if _tracer is None:
        yield None
        return
    from opentelemetry.context import Context
    from opentelemetry.trace import SpanKind, use_span

    kind = SpanKind.SERVER if of_request else SpanKind.CONSUMER
    span = _tracer.start_span(name, context=Context(), kind=kind)
    with use_span(span, end_on_exit=True, record_exception=False, set_status_on_exception=False):
        yield span


def mark(span: Span, facts: dict[str, Any], *, error: str) -> None:
    """Let `span` tell `facts`, and that it ended by an `error`, a word of the code, if one is given."""
    from opentelemetry.trace import StatusCode

    for name, fact in facts.items():
        span.set_attribute(name, fact)
    if error:
        span.set_attribute("error.type", error)
        span.set_status(StatusCode.ERROR)


def _watch(connection: Any, **_about: Any) -> None:
    """Let the statements of `connection` be told (receiver of `connection_created`)."""
    if statement not in connection.execute_wrappers:
        connection.execute_wrappers.append(statement)


def statement(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Execute one statement of the database, in a span where a trace is open (a wrapper of Django's `execute`)."""
    told, tracer = about.get(), _tracer
    if told is None or tracer is None:
        return execute(sql, params, many, context)
    told.statements += 1
    from opentelemetry.trace import SpanKind, get_current_span

    if told.statements > STATEMENTS or not get_current_span().is_recording():
        return execute(sql, params, many, context)
    operation, table = what(sql)
    facts = {"db.system.name": "postgresql", "db.operation.name": operation, "db.collection.name": table}
    with tracer.start_as_current_span(
        f"{operation} {table}".strip(),
        kind=SpanKind.CLIENT,
        attributes={name: fact for name, fact in facts.items() if fact},
        record_exception=False,
        set_status_on_exception=False,
    ) as span:
        try:
            return execute(sql, params, many, context)
        except Exception as error:
            mark(span, {}, error=type(error).__qualname__)
            raise


def what(sql: Any) -> tuple[str, str]:
    """Return what a statement does and to which table, in words of this list and names of our models alone."""
    if not isinstance(sql, str):
        return "SQL", ""
    operation = OPERATION.match(sql)
    table = next((name for name in TABLE.findall(sql) if name in tables()), "")
    return (operation[1].upper() if operation else "SQL"), table


@cache
def tables() -> frozenset[str]:
    """Return the tables of all models."""
    return frozenset(model._meta.db_table for model in apps.get_models(include_auto_created=True))

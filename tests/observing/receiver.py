"""A server of the operator's own, on loopback: it decodes traces (OTLP) and reports (Sentry's envelopes) as they came.

It can also be frozen, answer nonsense, or send whoever comes to somebody else.
"""

import gzip
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

KINDS = ("internal", "server", "client", "producer", "consumer")


@dataclass(frozen=True)
class Came:
    """One request to the server."""

    path: str
    headers: str
    body: bytes


@dataclass(frozen=True)
class Span:
    """One span as it was received."""

    name: str
    kind: str
    facts: dict[str, Any]
    trace: str
    number: str
    parent: str
    nanoseconds: int
    failed: bool
    rest: int  # events and links


class Receiver:
    """The server; `mood` says how it answers, and `received` holds what came."""

    def __init__(self, mood: str = "takes", elsewhere: str = "") -> None:
        self.mood, self.elsewhere = mood, elsewhere
        self.received: list[Came] = []
        self.arrived, self.thawed = threading.Event(), threading.Event()
        handler = type("Handling", (Handler,), {"receiver": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = False  # closing waits for them
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.dsn = f"http://public@127.0.0.1:{self.server.server_port}/7"

    def __enter__(self) -> Self:
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05})
        self.thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.thawed.set()
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def everything(self) -> str:
        """Return all that was received, in one text: addresses, headers and bodies."""
        parts = [part for came in self.received for part in (came.path, came.headers, came.body.decode("latin-1"))]
        return "\n".join(parts) + json.dumps(self.reports(), ensure_ascii=False)

    def spans(self) -> list[Span]:
        """Return every span that came."""
        return [span for came in self.received if came.path == "/v1/traces" for span in spans_of(came.body)]

    def reports(self) -> list[dict[str, Any]]:
        """Return every report that came."""
        return [event for came in self.received if came.path == "/api/7/envelope/" for event in events_of(came.body)]


class Handler(BaseHTTPRequestHandler):
    """Answers as the receiver's mood is."""

    receiver: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers["Content-Encoding"] == "gzip":
            body = gzip.decompress(body)
        receiver = self.receiver
        receiver.received.append(Came(self.path, str(self.headers), body))
        receiver.arrived.set()
        if receiver.mood == "frozen":
            receiver.thawed.wait()
            self.close_connection = True
        elif receiver.mood == "garbage":
            self.wfile.write(b"\x16\x03\x01 this is no answer \xff\xfe\r\n\r\n" * 20)
            self.close_connection = True
        elif receiver.mood == "endless":
            self.endless()
        elif receiver.mood == "elsewhere":
            self.answer(307, Location=receiver.elsewhere)
        else:
            self.answer(200 if receiver.mood == "takes" else int(receiver.mood), **{"Set-Cookie": "kept=for-good"})

    def answer(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in ({"Content-Length": "0"} | headers).items():
            self.send_header(name, value)
        self.end_headers()

    def endless(self) -> None:
        """Answer with a body that ends when the other side hangs up."""
        self.answer(200, **{"Content-Length": str(10**15)})
        self.close_connection = True
        try:
            while not self.receiver.thawed.is_set():
                self.wfile.write(b"x" * 65_536)
        except OSError:
            self.receiver.thawed.set()

    def log_message(self, *_arguments: Any) -> None:
        """Tell nobody."""


def spans_of(body: bytes) -> Iterator[Span]:
    """Yield the spans of one message, with the attributes of whoever sent it."""
    message = ExportTraceServiceRequest.FromString(body)
    for resource in message.resource_spans:
        for scope in resource.scope_spans:
            for span in scope.spans:
                yield Span(
                    name=span.name,
                    kind=KINDS[span.kind - 1],
                    facts={fact.key: getattr(fact.value, fact.value.WhichOneof("value")) for fact in span.attributes},
                    trace=span.trace_id.hex(),
                    number=span.span_id.hex(),
                    parent=span.parent_span_id.hex(),
                    nanoseconds=span.end_time_unix_nano - span.start_time_unix_nano,
                    failed=span.status.code == 2,
                    rest=len(span.events) + len(span.links),
                )


def events_of(body: bytes) -> Iterator[dict[str, Any]]:
    """Yield the events of one envelope: its head, then the head and the body of each item, a line each."""
    _head, *items = body.rstrip(b"\n").split(b"\n")
    for head, item in zip(items[::2], items[1::2], strict=True):
        assert json.loads(head)["type"] == "event"
        yield json.loads(item)


@dataclass
class Canaries:
    """Words that must be found nowhere; each place that is asked for gets one of its own."""

    words: list[str] = field(default_factory=list)

    def __call__(self, place: str) -> str:
        word = f"canary{len(self.words)}{place}"
        self.words.append(word)
        return word

    def found(self, text: str) -> list[str]:
        """Return those that `text` holds."""
        return [word for word in self.words if word in text]

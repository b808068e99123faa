"""A provider of mail, played on loopback: it takes requests over HTTP, and answers them as it is told."""

import json
import threading
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

GOOD = {
    "mailgun": (200, '{"id": "<1@coalition.example>", "message": "Queued. Thank you."}'),
    "postmark": (200, '{"ErrorCode": 0, "Message": "OK", "MessageID": "b7bc2f4a", "To": "%s"}'),
    "resend": (200, '{"id": "49a3999c"}'),
    "mailersend": (202, ""),
}
CUT = (0, "")  # the connection ends without an answer


class Handler(BaseHTTPRequestHandler):
    """Takes one request after another on a connection."""

    protocol_version = "HTTP/1.1"
    server: "Api"

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        body = self.rfile.read(length)
        if len(body) < length:
            self.server.incomplete.append(len(body) - length)
            self.close_connection = True
            return
        self.server.taken.append((self.path, dict(self.headers), fields(self.headers["Content-Type"], body)))
        status, words = self.server.answers.pop(0) if self.server.answers else GOOD[self.server.name]
        self.close_connection = not status or self.server.hangs_up
        if not status:
            return
        said = (words % self.server.taken[-1][2].get("To", "") if "%s" in words else words).encode()
        self.send_response(status)
        kind = "application/json" if said else "text/html"
        for name, value in (("Content-Type", kind), ("Content-Length", str(len(said))), ("Location", "/elsewhere"),
                            ("X-Message-Id", "5e42957d")):  # fmt: skip
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Api(ThreadingHTTPServer):
    """The server. `taken` holds path, headers and fields of each whole request, `incomplete` how much others lacked."""

    daemon_threads = True

    def __init__(self, name: str) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.name, self.answers, self.hangs_up = name, list[tuple[int, str]](), False
        self.taken, self.incomplete = list[tuple[str, dict[str, str], dict[str, Any]]](), list[int]()
        self._thread = threading.Thread(target=self.serve_forever, daemon=True)
        self._thread.start()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is no fault of ours."""

    def stop(self) -> None:
        self.shutdown()
        self.server_close()
        self._thread.join()


def fields(kind: str, body: bytes) -> dict[str, Any]:
    """Return the fields of a body of JSON or of a form; files under the name of their field."""
    if kind.startswith("application/json"):
        return json.loads(body)
    if kind.startswith("application/x-www-form-urlencoded"):
        from urllib.parse import parse_qsl

        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    form = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body, policy=policy.default)
    return {part.get_param("name", header="content-disposition"): part.get_content() for part in form.iter_parts()}

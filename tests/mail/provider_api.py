"""Postmark, played on loopback: it takes mails as JSON, and answers them as it is told."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

GOOD = (200, '{"ErrorCode": 0, "Message": "OK", "MessageID": "b7bc2f4a", "To": "a@town.example"}')
CUT = (0, "")  # the connection ends without an answer


class Handler(BaseHTTPRequestHandler):
    """Takes one request after another on a connection."""

    protocol_version = "HTTP/1.1"
    server: "Api"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append((dict(self.headers), json.loads(body)))
        status, words = self.server.answers.pop(0) if self.server.answers else GOOD
        self.close_connection = not status
        if status:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(words.encode())))
            self.end_headers()
            self.wfile.write(words.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Api(ThreadingHTTPServer):
    """The server. `taken` holds headers and fields of each request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers, self.taken = list[tuple[int, str]](), list[tuple[dict[str, str], dict[str, Any]]]()
        self._thread = threading.Thread(target=self.serve_forever, daemon=True)
        self._thread.start()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is no fault of ours."""

    def stop(self) -> None:
        self.shutdown()
        self.server_close()
        self._thread.join()

"""The neutral site that *Leave this site* leads to, on loopback and of another name than ours."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

PAGE = b"<!doctype html><title>An encyclopaedia</title><h1>Welcome to an encyclopaedia</h1>"


class NeutralSite:
    """A small web server that answers one page and keeps the headers of each request for it; `with` stops it."""

    def __init__(self) -> None:
        asked = self.asked = []  # type: list[dict[str, str]]

        class Handler(BaseHTTPRequestHandler):
            """Answer the page to everyone."""

            def do_GET(self) -> None:
                if self.path == "/":
                    asked.append({name.lower(): value for name, value in self.headers.items()})
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(PAGE)))
                self.end_headers()
                self.wfile.write(PAGE)

            def log_message(self, *_about: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://localhost:{self.server.server_address[1]}/"

    def __enter__(self) -> Self:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.server.shutdown()
        self.server.server_close()

"""The one client for requests that leave the site: what it refuses to reach and to read."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests

from coalition.outbound import Failure, OutboundFailed, _redirect_on_host, fetch, fetch_newer, probe

SIZE = 50_000
REDIRECTS = {
    "/redirect": "/good",
    "/again": "http://127.0.0.1:{port}/redirect",
    "/round": "/round",
    "/elsewhere": "http://localhost:{port}/good",
    "/port": "http://127.0.0.1:1/good",
    "/password": "http://me:secret@127.0.0.1:{port}/good",
    "/file": "file:///etc/passwd",
    "/nowhere": "http://[/",
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.paths.append(self.path)  # type: ignore[attr-defined]
        if target := REDIRECTS.get(self.path):
            self.send_response(302)
            self.send_header("Location", target.format(port=self.server.server_port))
            self.end_headers()
            return
        if self.path == "/trickle":  # of a head that never ends
            for _step in range(40):
                self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                time.sleep(0.05)
            return
        self.send_response(404 if self.path == "/missing" else 200)
        self.end_headers()
        if self.path == "/slow":
            for _step in range(20):
                self.wfile.write(b"x")
                time.sleep(0.05)
        elif self.path == "/large":
            self.wfile.write(b"x" * SIZE)
        else:
            self.wfile.write(b"good")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body + self.headers["User-Agent"].encode() + self.headers["X-Kind"].encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[ThreadingHTTPServer]:
    """A server on loopback that notes the paths that were asked."""
    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.paths = []  # type: ignore[attr-defined]
    running.handle_error = lambda request, address: None  # type: ignore[method-assign]
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield running
    running.shutdown()
    running.server_close()
    thread.join()


def test_it_brings_the_body(server):
    url = f"http://127.0.0.1:{server.server_port}"

    assert fetch(f"{url}/good", allow_loopback=True) == b"good"
    posted = fetch(url, method="POST", data=b"question ", headers={"X-Kind": "kind"}, allow_loopback=True)
    assert posted == b"question coalitionkind"


@pytest.mark.parametrize("path", ["/redirect", "/missing"])
def test_only_a_plain_answer_counts(server, path):
    server.paths.clear()

    with pytest.raises(OutboundFailed):
        fetch(f"http://127.0.0.1:{server.server_port}{path}", allow_loopback=True)
    assert server.paths == [path]


@pytest.mark.parametrize(
    ("path", "asked"),
    [("/redirect", ["/redirect", "/good"]), ("/again", ["/again", "/redirect", "/good"]), ("/round", ["/round"] * 4),
     *(([path, [path]]) for path in ("/elsewhere", "/port", "/password", "/file", "/nowhere"))],
)  # fmt: skip
def test_a_redirect_is_followed_on_one_host_alone(server, path, asked):
    server.paths.clear()

    def fetched() -> bytes:
        url = f"http://127.0.0.1:{server.server_port}{path}"
        return fetch_newer(url, max_bytes=SIZE, max_seconds=9, allow_loopback=True).content

    if asked[-1] == "/good":
        assert fetched() == b"good"
    else:
        with pytest.raises(OutboundFailed) as failed:
            fetched()
        assert failed.value.cause in (Failure.STATUS, Failure.UNREACHABLE)
    assert server.paths == asked


@pytest.mark.parametrize(
    ("location", "followed"),
    [
        ("/other", "https://town.example/other"),
        ("https://town.example:443/other", "https://town.example:443/other"),
        ("webcal://town.example/other", "https://town.example/other"),
        ("http://town.example/other", ""),
        ("https://town.example:8443/other", ""),
        ("https://www.town.example/other", ""),
        ("https://me@town.example/other", ""),
    ],
)
def test_redirect_from_a_default_port_is_followed_to_the_same_scheme_host_and_port_only(location, followed):
    assert redirect_target("https://town.example/all.ics", location) == followed


@pytest.mark.parametrize(
    ("location", "followed"),
    [
        ("http://town.example:8080/other", "http://town.example:8080/other"),
        ("http://town.example/other", ""),
        ("http://town.example:80/other", ""),
        ("https://town.example/other", ""),
        ("https://town.example:8080/other", ""),
    ],
)
def test_redirect_from_another_port_is_followed_to_that_port_only(location, followed):
    assert redirect_target("http://town.example:8080/all.ics", location) == followed


def redirect_target(address: str, location: str) -> str:
    answer = requests.Response()
    answer.status_code, answer.headers["Location"] = 302, location
    return _redirect_on_host(address, answer)


def test_the_size_is_capped(server):
    url = f"http://127.0.0.1:{server.server_port}/large"

    assert len(fetch(url, allow_loopback=True, max_bytes=SIZE)) == SIZE
    with pytest.raises(OutboundFailed, match="larger than"):
        fetch(url, allow_loopback=True, max_bytes=SIZE - 1)


def test_the_machines_proxy_is_not_asked(server, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "")

    assert fetch(f"http://127.0.0.1:{server.server_port}/good", allow_loopback=True) == b"good"


def test_it_asks_for_a_status_alone(server):
    base = f"http://127.0.0.1:{server.server_port}"

    assert [probe(base + path, allow_loopback=True) for path in ("/good", "/missing", "/redirect")] == [200, 404, 302]
    with pytest.raises(OutboundFailed):
        probe(f"{base}/good")


def test_a_head_or_a_body_that_never_ends_is_not_waited_for(server):
    with pytest.raises(OutboundFailed, match="too long"):
        probe(f"http://127.0.0.1:{server.server_port}/trickle", allow_loopback=True, max_seconds=0.3)
    with pytest.raises(OutboundFailed, match="too long"):
        fetch(f"http://127.0.0.1:{server.server_port}/slow", allow_loopback=True, max_seconds=0.2)

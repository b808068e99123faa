"""Eighty addresses that would make the site ask its own network: none is asked, however it is written."""

import re
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import urllib3.util.connection

from coalition.outbound import OutboundFailed, fetch, fetch_newer, probe

PUBLIC = "93.184.216.34"
WRITTEN = """
127.0.0.1 127.0.0.2 127.255.255.254 127.1 127.0.1 0177.0.0.1 0x7f.0.0.1 0x7f000001 2130706433 017700000001 127.0.0.1.
localhost LOCALHOST localhost. 0 0.0.0.0 0.0.0.1 000.0.0.0
10.0.0.1 10.255.255.255 167772161 0x0a000001 012.0.0.1
172.16.0.1 172.31.255.254 2886729729 192.168.0.1 192.168.1.254 3232235521 0xc0a80001
169.254.169.254 2852039166 0xa9fea9fe 0251.0376.0251.0376 169.254.0.1
100.64.0.1 100.127.255.254 192.0.0.1 192.0.2.1 198.18.0.1 198.51.100.1 203.0.113.1 192.88.99.1
224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
[::1] [::] [0:0:0:0:0:0:0:1] [::ffff:127.0.0.1] [::ffff:7f00:1] [::ffff:10.0.0.1] [::ffff:169.254.169.254] [::ffff:0:0]
[fc00::1] [fd00::1] [fe80::1] [ff02::1] [2001:db8::1] [2002:7f00:1::] [64:ff9b::7f00:1] [64:ff9b:1::1] [100::1]
[2001::1] [3fff::1] [5f00::1] [fec0::1] [::127.0.0.1] [::10.0.0.1]
inside.example mapped.example many.example
"""
HOSTS = WRITTEN.split()
OTHERS = [
    "file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "dict://127.0.0.1:11211/", "unix:///var/run/x",
    "//127.0.0.1/", "http:///127.0.0.1", "http://", "nonsense", "javascript:alert(1)",
    f"http://{PUBLIC}@127.0.0.1:{{port}}/", "http://127.0.0.1:{port}\\@public.example/", "http://127.0.0.1:{port}#@public.example/",
    "http://\u2460\u2461\u2466.0.0.1:{port}/", "http://[::1%25lo]:{port}/", "http://127。0。0。1:{port}/",
]  # fmt: skip
ADDRESSES = [f"http://{host}:{{port}}/x.ics" for host in HOSTS] + OTHERS
NAMES = {
    "inside.example": ["10.1.2.3"], "mapped.example": ["::ffff:10.1.2.3"], "many.example": ["10.1.2.3", PUBLIC],
    "public.example": [PUBLIC],
}  # fmt: skip
REAL = socket.getaddrinfo


class Canary(BaseHTTPRequestHandler):
    """Notes every request."""

    def do_GET(self) -> None:
        self.server.hits.append(self.path)
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def canary() -> Iterator[ThreadingHTTPServer]:
    """A server on this machine."""
    running = ThreadingHTTPServer(("127.0.0.1", 0), Canary)
    running.hits = []
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield running
    running.shutdown()
    running.server_close()
    thread.join()


@pytest.fixture
def connected(monkeypatch, canary) -> list[str]:
    """The addresses to which a connection was tried: none is made. Names are resolved by a table, numbers as always."""
    canary.hits.clear()
    tried: list[str] = []

    def connect(address, *args, **kwargs):
        tried.append(address[0].strip("[]"))
        raise OSError

    def resolve(host, port, *args, **kwargs):
        if host in NAMES:
            return [row for address in NAMES[host] for row in REAL(address, port, *args, **kwargs)]
        if re.fullmatch(r"[a-z-]+(\.[a-z-]+)+", host):
            raise socket.gaierror
        return REAL(host, port, *args, **kwargs)

    monkeypatch.setattr(urllib3.util.connection, "create_connection", connect)
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return tried


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_connection_is_tried(connected, canary, address):
    url = address.format(port=canary.server_port)

    for ask in (
        lambda: fetch_newer(url, max_bytes=10, max_seconds=5),
        lambda: fetch(url, max_seconds=5),
        lambda: probe(url, max_seconds=5),
    ):
        with pytest.raises(OutboundFailed):
            ask()
    assert (connected, canary.hits) == ([], [])


def test_a_name_that_answers_otherwise_the_second_time_is_asked_once(connected, monkeypatch):
    """What was checked is what is connected to: no second answer of a name server is ever used."""
    asked = []

    def resolve(host, port, *args, **kwargs):
        asked.append(host)
        return REAL(PUBLIC if asked.count(host) == 1 else "127.0.0.1", port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(OutboundFailed):
        fetch_newer("https://rebinds.example/x.ics", max_bytes=10, max_seconds=5)

    assert (set(connected), asked.count("rebinds.example")) == ({PUBLIC}, 1)

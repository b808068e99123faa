"""The examples of nginx and Caddy, run as they are but for ports and certificate: large bodies where acts are sent."""

import re
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from coalition.stack import ROOT, free_port
from tests.attacks.measuring import LONG
from tests.attacks.proxy_programs import HOST, _program, packaged_nginx, program, trusting

pytestmark = pytest.mark.attack

MEGABYTE = 1024 * 1024
TOLD = ("Host", "X-Forwarded-For", "X-Forwarded-Proto")


class Site(BaseHTTPRequestHandler):
    """Answers each request with what the proxy told of it."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        body = "\n".join(str(self.headers[name]) for name in TOLD).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def site() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def version(name: str) -> tuple[int, ...]:
    told = subprocess.run([_program(name), "version"], capture_output=True, text=True, check=True).stdout
    return tuple(map(int, re.findall(r"\d+", told)[:3]))


def post(connection: HTTPConnection, path: str, size: int) -> tuple[int, str]:
    """Send `size` bytes; return the status and what the site was told."""
    try:
        connection.request("POST", path, b"x" * size, {"Host": HOST, "X-Forwarded-For": "6.6.6.6"})
    except (BrokenPipeError, ConnectionResetError, ssl.SSLError):  # refused before all was sent
        return 413, ""
    response = connection.getresponse()
    body = response.read().decode()
    return response.status, body


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [
        ("/en/", MEGABYTE, 200),
        ("/en/", 4 * MEGABYTE, 413),
        ("/en/charterer/", 4 * MEGABYTE, 413),
        ("/ar/charter/sign/x/act/", 11 * MEGABYTE, 200),
        ("/fr/charter/sign/x/act/", 13 * MEGABYTE, 413),
        ("/en/initiatives/proposal/x/write/", 11 * MEGABYTE, 200),
        ("/cms/documents/add/", 31 * MEGABYTE, 200),
    ],
)
def test_nginx_takes_large_bodies_where_acts_are_sent(through_nginx, path, size, status):
    connection = HTTPSConnection("127.0.0.1", through_nginx, context=trusting(), timeout=30)
    try:
        answered, told = post(connection, path, size)
    finally:
        connection.close()

    assert answered == status
    if status == 413:
        page = refusal(HTTPSConnection("127.0.0.1", through_nginx, context=trusting(), timeout=30))
        assert page.count("<section lang=") == page.count("10\N{NO-BREAK SPACE}") == 4
    if status == 200:
        assert told.splitlines() == [HOST, "6.6.6.6, 127.0.0.1", "https"]


def test_nginx_asks_who_comes_while_the_site_is_away_to_come_again_and_logs_no_address(tmp_path: Path):
    plain, secure = free_port(), free_port()
    with program(tmp_path, packaged_nginx(tmp_path, free_port(), plain, secure), [plain, secure]):
        connection = HTTPSConnection("127.0.0.1", secure, context=trusting(), timeout=30)
        connection.request("GET", "/en/e/meeting/c/a-secret/", headers={"Host": HOST})
        answer = connection.getresponse()
        page = answer.read().decode()
        connection.close()

    assert (answer.status, answer.getheader("Retry-After"), page.count("<section lang=")) == (503, "60", 4)
    assert "secret" not in (tmp_path / "log").read_text() + (tmp_path / "out").read_text()


@pytest.fixture(scope="module")
def through_nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    folder, plain, secure = tmp_path_factory.mktemp("nginx"), free_port(), free_port()
    with site() as upstream, program(folder, packaged_nginx(folder, upstream, plain, secure), [plain, secure]):
        yield secure


@pytest.mark.skipif(not LONG, reason="Caddy is for `make attack`")
def test_caddy_takes_large_bodies_where_acts_are_sent(tmp_path: Path):
    port = free_port()
    text = (ROOT / "packaging" / "Caddyfile").read_text().replace("{$SITE_URL}", f"http://:{port}")
    options = f"{{\n\tadmin off\n\tstorage file_system {tmp_path}/caddy\n"
    with site() as upstream:
        text = text.replace("{$UPSTREAM:127.0.0.1:8000}", f"127.0.0.1:{upstream}").replace("{\n", options, 1)
        if version("caddy") < (2, 6, 4):  # Debian 13 has 2.6.2, which buffers by other words: those that setup writes
            text = text.replace("request_buffers 65MB", "buffer_requests\n\t\tmax_buffer_size 65MB")
            text = text.replace("response_buffers 8MB", "buffer_responses")
        (tmp_path / "Caddyfile").write_text(text)
        command = [_program("caddy"), "run", "--adapter", "caddyfile", "--config", f"{tmp_path}/Caddyfile"]
        with program(tmp_path, command, [port]):
            taken = {}
            for path, size in (
                ("/en/", 1),
                ("/en/", 4),
                ("/ar/charter/x/", 11),
                ("/fr/charter/x/", 13),
                ("/cms/x/", 31),
            ):
                connection = HTTPConnection("127.0.0.1", port, timeout=30)
                taken[path, size] = post(connection, path, size * MEGABYTE)[0]
                connection.close()
            page = refusal(HTTPConnection("127.0.0.1", port, timeout=30))

    assert list(taken.values()) == [200, 413, 200, 413, 200]
    assert page.count("<section lang=") == page.count("10\N{NO-BREAK SPACE}") == 4


def refusal(connection: HTTPConnection) -> str:
    """Return what is answered to who sends little more than is taken, so that the answer is read before the end."""
    status, page = post(connection, "/en/", 3 * MEGABYTE + 50_000)
    connection.close()
    assert status == 413
    return page

"""The web server itself: what reaches the site of a request, and what a client cannot do to the others."""

import asyncio
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import psutil
import pytest

from coalition import leash
from coalition.boundary import Boundary
from coalition.server import bodies as reading
from coalition.server.application import MAX_WAITING, Door
from coalition.server.bodies import MAX_BODY, MAX_DOCUMENT, SMALL, Bodies, Refused
from coalition.server.environ import BadRequest
from coalition.stack import ROOT, free_port
from tests import activation

from . import hatch


@dataclass
class Served:
    """The small site of hatch.py behind the real server."""

    port: int
    log: Path
    process: subprocess.Popen[bytes]

    def raw(self, request: bytes) -> bytes:
        """Send these bytes, and return all that comes back until the server hangs up."""
        with self.connect() as connection:
            connection.sendall(request)
            return b"".join(iter(lambda: connection.recv(65536), b""))

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)

    def ask(self, path: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        with closing(connection):
            connection.request("GET" if body is None else "POST", path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()

    def told(self, request: bytes) -> dict[str, str]:
        """Return the environ that `request` became."""
        head, _, body = self.raw(request).partition(b"\r\n\r\n")
        assert head.split()[1] == b"200", head
        found: dict[str, str] = json.loads(body)
        return found

    def workers(self) -> list[int]:
        found = []
        for child in psutil.Process(self.process.pid).children():
            with suppress(psutil.Error):  # it ends just now
                found += [child.pid] if "spawn_main" in " ".join(child.cmdline()) else []
        return found


@contextmanager
def serving(
    folder: Path, *, processes: int = 1, proxies: int = 0, door: socket.socket | None = None
) -> Iterator[Served]:
    """Serve at a free port, or at the `door` that this test holds as a service manager does."""
    port, log = door.getsockname()[1] if door else free_port(), folder / "web.log"
    command = [sys.executable, "-m", "tests.project.hatching", str(0 if door else port), str(processes)]
    with log.open("wb") as output:
        process = subprocess.Popen(
            activation.command(door, command) if door else leash.command(command),
            pass_fds=[door.fileno()] if door else [],
            cwd=ROOT,
            env={**os.environ, "HATCH_PROXIES": str(proxies), "A_SECRET_OF_THE_PROCESS": "hush"},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    served = Served(port, log, process)
    try:
        wait_for(lambda: served.ask("/")[0] == 200)
        yield served
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(30)


def wait_for(condition: Any, seconds: float = 40) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if condition():
                return
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.05)
    raise AssertionError("it did not happen in time")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("served"), proxies=1) as running:
        yield running


def request(target: str = "/", *headers: str, version: str = "1.1", method: str = "GET", body: str = "") -> bytes:
    lines = [f"{method} {target} HTTP/{version}", "Host: coalition.example", "Connection: close", *headers]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode("latin-1")


@pytest.mark.parametrize(
    "headers",
    [
        ("X-Forwarded-For: 203.0.113.9", "X_Forwarded_For: 6.6.6.6"),
        ("X_Forwarded_For: 6.6.6.6", "X-Forwarded-For: 203.0.113.9"),
        ("X-Forwarded-For: 6.6.6.6", "X_Forwarded-For: 6.6.6.6", "X-Forwarded-For: 203.0.113.9"),
        ("X-Forwarded-For: 6.6.6.6", "x-forwarded-for: 203.0.113.9", "REMOTE_ADDR: 6.6.6.6"),
    ],
)
def test_no_spelling_of_a_header_stands_for_the_one_of_our_proxy(served, headers):
    told = served.told(request("/", *headers, "X-Forwarded-Proto: https", "X_Forwarded_Proto: http"))

    assert (told["REMOTE_ADDR"], told["wsgi.url_scheme"]) == ("203.0.113.9", "https")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (request("/a%20b/%C3%A9?q=%C3%A9"), {"PATH_INFO": "/a b/Ã©", "QUERY_STRING": "q=%C3%A9", "SCRIPT_NAME": ""}),
        (request("http://evil.example/en/"), {"PATH_INFO": "/en/", "HTTP_HOST": "coalition.example"}),
        (request("//evil.example/en/"), {"PATH_INFO": "//evil.example/en/", "HTTP_HOST": "coalition.example"}),
        (request("/", "Script-Name: /evil", "SCRIPT_NAME: /evil"), {"PATH_INFO": "/", "SCRIPT_NAME": ""}),
        (request("/", version="1.0"), {"SERVER_PROTOCOL": "HTTP/1.0"}),
        (request("/", "Cookie: a=1", "Cookie: b=2"), {"HTTP_COOKIE": "a=1; b=2"}),
        (request("/", "Accept-Language: fr", "Accept-Language: ar"), {"HTTP_ACCEPT_LANGUAGE": "fr,ar"}),
        (request("/", "Content-Length: 3", method="POST", body="abc"), {"body": sha256(b"abc").hexdigest()}),
    ],
)
def test_what_the_site_is_told(served, asked, expected):
    told = served.told(asked)

    assert {name: told[name] for name in expected} == expected


def test_nothing_of_the_process_is_part_of_a_request(served):
    told = served.told(request("/"))

    assert [name for name in told if name in os.environ or "SECRET" in name] == []


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (request("/", "Host: evil.example"), 400),
        (request("*", method="OPTIONS"), 400),
        (request("/", "X-Forwarded-For: \xff"), 400),
        (request("/", "Cookie: \xe9=1"), 400),
        (request("/", "Content-Length: 3", "Content-Length: 4", method="POST", body="abc"), 400),
        (request("/", "Content-Length: -3", method="POST", body="abc"), 400),
        (request("/", "Transfer-Encoding: chunked", method="POST", body="3\r\nabc\r\n0\r\n\r\n"), 411),
        (request("/", f"Content-Length: {MAX_BODY + 1}", method="POST"), 413),
        (request("/cms/documents/", f"Content-Length: {MAX_DOCUMENT + 1}", method="POST"), 413),
        (request("/", "X-Long: " + "x" * 70_000), 431),
        (request("/" + "x" * 70_000), 431),
        (request("/", *(f"X-{number}: x" for number in range(150))), 431),
        (b"GET /Amina HTTP/1.1\r\nAmina Mandela\r\n\r\n", 400),
    ],
    ids=lambda value: str(value)[:40] if isinstance(value, bytes) else str(value),
)
def test_what_is_no_request_reaches_no_site(served, asked, status):
    assert served.raw(asked).startswith(f"HTTP/1.1 {status} ".encode())


def test_a_document_of_an_editor_may_be_longer_than_any_form(served):
    body = "x" * (MAX_BODY + 1)
    sent = request("/cms/documents/multiple/add/", f"Content-Length: {len(body)}", method="POST", body=body)

    assert served.told(sent)["body"] == sha256(body.encode()).hexdigest()


def test_a_long_header_that_is_allowed_arrives(served):
    assert served.told(request("/", "Cookie: a=" + "x" * 16_000))["HTTP_COOKIE"] == "a=" + "x" * 16_000


def test_long_answers_and_files_arrive_whole(served):
    assert served.ask("/long/") == (200, b"x" * hatch.LONG)
    assert served.ask("/file/") == (200, Path(hatch.__file__).read_bytes())


def test_an_answer_from_memory_takes_no_turn_of_the_event_loop(served):
    head = served.raw(request("/kept/"))
    only_head = served.raw(request("/kept/", method="HEAD"))

    assert head.endswith(b"kept")
    assert b"x-from: memory" in head
    assert b"content-length: 4" in only_head
    assert only_head.endswith(b"\r\n\r\n")


def test_slow_clients_keep_nobody_waiting(served):
    """More of each kind than there are threads, and meanwhile a visitor is answered."""
    slow = [served.connect() for _client in range(5 * hatch.THREADS)]
    kinds = [b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\nslow", b"GET / HTTP/1.1\r\nHost: a", b""]
    for number, client in enumerate(slow):
        client.sendall(kinds[number % len(kinds)])
    readers = [served.connect() for _client in range(5 * hatch.THREADS)]
    for client in readers:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.sendall(b"GET /long/ HTTP/1.1\r\nHost: a\r\n\r\n")
    began = time.monotonic()

    assert served.ask("/kept/") == (200, b"kept")
    assert served.ask("/", b"a form")[0] == 200
    assert time.monotonic() - began < 10

    assert [slow[number].recv(100) for number in (1, 2)] == [b"", b""]  # whose headers never end is hung up on
    for client in [*slow, *readers]:
        client.close()


class Trickle:
    """A body that comes in these pieces, each after so many seconds."""

    def __init__(self, *pieces: bytes, after: float = 0) -> None:
        self.pieces, self.after = list(pieces), after

    def __aiter__(self) -> "Trickle":
        return self

    async def __anext__(self) -> bytes:
        await asyncio.sleep(self.after)
        if not self.pieces:
            raise StopAsyncIteration
        return self.pieces.pop(0)


def read(bodies: Bodies, body: Trickle, length: int) -> tuple[str, int]:
    """Read `body`, which is said to have this length; return what came of it, and what room is taken meanwhile."""
    environ: dict[str, Any] = {"CONTENT_LENGTH": str(length)}
    try:
        taken = asyncio.run(bodies.read(body, environ))
    except Refused as refusal:
        return str(refusal.status), bodies.held
    except BadRequest:
        return "400", bodies.held
    return environ["wsgi.input"].read().decode(), taken


def test_a_body_is_read_whole_or_not_at_all(monkeypatch):
    monkeypatch.setattr(reading, "SILENCE", 0.05)

    assert read(Bodies(), Trickle(b"a ", b"form"), 6) == ("a form", 0)
    assert read(Bodies(), Trickle(b"a "), 6) == ("400", 0)
    assert read(Bodies(), Trickle(b"a ", b"form", after=1), 6) == ("408", 0)


def test_a_body_that_comes_too_slowly_is_given_up(monkeypatch):
    monkeypatch.setattr(reading, "PATIENCE", 0.1)

    assert read(Bodies(), Trickle(*[b"x"] * 100, after=0.02), 100) == ("408", 0)


def test_large_bodies_take_room_and_a_small_form_finds_it_anyway(monkeypatch):
    monkeypatch.setattr(reading, "ROOM", 2 * SMALL)
    bodies = Bodies()
    large = b"x" * (SMALL + 1)

    assert read(bodies, Trickle(large), len(large)) == (large.decode(), len(large))
    assert read(bodies, Trickle(large), len(large)) == ("503", len(large))
    assert read(bodies, Trickle(b"a form"), 6) == ("a form", 0)
    bodies.release(len(large))
    assert read(bodies, Trickle(large), len(large)) == (large.decode(), len(large))


@pytest.mark.parametrize(("path", "refused"), [("/en/", True), ("/live/", False)])
def test_who_would_wait_too_long_is_asked_to_come_again_but_a_probe_is_not(path, refused):
    door = Door(Boundary(hatch.Site()), threads=1)
    door.waiting = MAX_WAITING
    try:
        status = asyncio.run(door.turn({"PATH_INFO": path, "REQUEST_METHOD": "GET", "wsgi.input": BytesIO()})).status
    except Refused as refusal:
        status = refusal.status
    door.pool.shutdown()

    assert status == (503 if refused else 200)


def test_a_stop_answers_what_was_asked_and_leaves_nothing(tmp_path):
    with serving(tmp_path, processes=2) as served, ThreadPoolExecutor() as pool:
        workers = served.workers()
        asked = pool.submit(served.ask, "/slow/")
        time.sleep(0.3)
        served.process.send_signal(signal.SIGTERM)

        assert asked.result()[0] == 200
        assert served.process.wait(20) == 0
        assert [pid for pid in workers if psutil.pid_exists(pid)] == []
        assert served.log.read_text() == ""


def test_a_crash_and_a_reload_bring_new_processes_and_the_site_answers(tmp_path):
    with serving(tmp_path) as served:
        (first,) = served.workers()
        os.kill(first, signal.SIGKILL)
        wait_for(lambda: served.workers() not in ([], [first]) and served.ask("/")[0] == 200)

        (second,) = served.workers()
        served.process.send_signal(signal.SIGHUP)
        statuses = []

        def is_another() -> bool:
            statuses.append(served.ask("/")[0])
            return len(served.workers()) == 1 and served.workers() != [second]

        wait_for(is_another)
        assert set(statuses) == {200}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows how many wait")
def test_who_waits_in_the_queue_of_a_process_that_ends_is_answered_by_the_next(tmp_path):
    """The one process stands still, so whoever comes waits; the process that takes over finds them in its queue."""
    with serving(tmp_path) as served, ThreadPoolExecutor() as pool:
        (first,) = served.workers()
        os.kill(first, signal.SIGSTOP)
        asked = [pool.submit(served.ask, "/") for _visitor in range(5)]
        wait_for(lambda: waiting(served.port) == 5)
        served.process.send_signal(signal.SIGHUP)

        try:
            assert [visitor.result()[0] for visitor in asked] == [200] * 5
            assert served.workers() != [first]
        finally:
            os.kill(first, signal.SIGCONT)


def waiting(port: int) -> int:
    """Return how many connections wait in the queue of the socket that listens at `port` (proc(5), /proc/net/tcp)."""
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()]
    (found,) = [line for line in lines if line[1].endswith(f":{port:04X}") and line[3] == "0A"]
    return int(found[4].partition(":")[2], 16)


def test_a_door_that_is_held_by_the_service_manager_refuses_nobody_while_the_server_starts_anew(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as door, ThreadPoolExecutor() as pool:
        with serving(tmp_path, door=door) as served:
            assert served.ask("/")[0] == 200
        asked = pool.submit(served.ask, "/")
        wait_for(lambda: waiting(served.port) == 1)
        with serving(tmp_path, door=door):
            assert asked.result()[0] == 200


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent was killed")
def test_processes_end_with_the_one_that_started_them(tmp_path):
    with serving(tmp_path) as served:
        workers = served.workers()
        served.process.kill()

        wait_for(lambda: not any(psutil.pid_exists(pid) for pid in workers))


def test_the_log_is_json_and_names_no_client(served):
    client = served.connect()
    client.sendall(request("/broken/?q=Amina", "X-Forwarded-For: 203.0.113.77"))
    assert client.recv(100).startswith(b"HTTP/1.1 500 ")
    served.raw(b"GET /Amina HTTP/1.1\r\nAmina Mandela\r\n\r\n")

    lines = [json.loads(line) for line in served.log.read_text().splitlines()]
    assert {(line["level"], line["message"]) for line in lines} == {("ERROR", "A request failed")}
    assert [word for word in ("Amina", "203.0.113", "broken/") if word in served.log.read_text()] == []

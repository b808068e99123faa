"""The site behind gunicorn, as docs/operations.md says it: memory answers, no header moves it, nobody is refused."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress

import psycopg
import pytest

from coalition import child_process
from coalition.stack import ROOT, free_port
from tests.databases import create, database_environment, drop, prepared, query, server_parameters

DATABASE = f"test_gunicorn_{os.getpid()}"
HOST = "coalition.example"
type Answer = tuple[int, dict[str, str], bytes]


def ask(port: int, path: str, patience: float = 20, **headers: str) -> Answer:
    """Ask for `path` with these headers, spelled as here, and wait `patience` seconds for each part of the answer."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=patience)) as connection:
        connection.request("GET", path, headers={"Accept-Encoding": "identity", **headers})
        response = connection.getresponse()
        told = {name: value for name, value in response.getheaders() if name != "Date"}  # the web server's own clock
        return response.status, told, response.read()


@pytest.fixture(scope="module")
def port(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of `gunicorn coalition.wsgi` on the demonstration's content."""
    create(DATABASE, like=prepared())
    query(DATABASE, "UPDATE wagtailcore_site SET hostname = %s, port = 443", HOST)
    environment = os.environ | database_environment(DATABASE)
    environment |= {
        "DJANGO_SETTINGS_MODULE": "coalition.settings.test",
        "SITE_URL": f"https://{HOST}",
        "PAGE_CACHE_ENABLED": "true",
        "PYTHONWARNINGS": "ignore",
    }
    free, log = free_port(), tmp_path_factory.mktemp("gunicorn") / "web.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            child_process.command(
                [sys.executable, "-m", "gunicorn", "coalition.wsgi", "--bind", f"127.0.0.1:{free}", "--threads", "2"]
            ),
            cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        deadline = time.monotonic() + 40
        while time.monotonic() < deadline and server.poll() is None:
            with suppress(OSError, http.client.HTTPException):
                if ask(free, "/live/")[0] == 200:
                    break
            time.sleep(0.05)
        yield free
    finally:
        server.terminate()
        server.wait(30)
        drop(DATABASE)


def test_the_process_lives_and_answers_from_memory(port):
    """What is kept asks nothing of PostgreSQL: it comes although nobody may read a page there."""
    assert ask(port, "/live/")[::2] == (200, b'{"status": "ok"}')
    made = [ask(port, "/en/") for _time in range(3)]
    with psycopg.connect(**server_parameters(DATABASE)) as connection:
        connection.execute("LOCK TABLE wagtailcore_page IN ACCESS EXCLUSIVE MODE")

        kept = ask(port, "/en/", patience=5)
        with pytest.raises(TimeoutError):
            ask(port, "/en/charter/", patience=0.3)

    assert [kept, *made] == [kept] * 4
    assert (kept[0], "X-Request-ID" in kept[1]) == (200, False)


@pytest.mark.parametrize(
    ("number", "headers"),
    [
        (1, {"SCRIPT_NAME": "/evil"}),
        (2, {"Script-Name": "/evil"}),
        (3, {"X_Forwarded_Host": "evil.example", "X_Forwarded_Proto": "https"}),
        (4, {"X-Forwarded-Host": "evil.example", "X-Forwarded-Prefix": "/evil", "Forwarded": "host=evil.example"}),
        (5, {"PATH_INFO": "/fr/evil/", "REMOTE_ADDR": "6.6.6.6"}),
    ],
)
def test_a_forged_header_changes_nothing(port, number, headers):
    """The forger asks first, for an address of its own, so that a page of it would be what is kept."""
    address = f"/en/charter/?at={number}"  # a parameter that is known: no other is part of what is kept

    forged = ask(port, address, **headers)
    page = ask(port, address)

    assert (forged[0], page[0]) == (200, 200)
    assert forged[2] == page[2]
    assert b"evil" not in page[2]


def test_a_setting_that_is_missing_refuses_the_start_with_one_sentence():
    without = {name: value for name, value in os.environ.items() if name != "DJANGO_SECRET_KEY"}
    started = subprocess.run(
        [sys.executable, "-m", "gunicorn", "coalition.wsgi", "--bind", f"127.0.0.1:{free_port()}"],
        cwd=ROOT, env=without | {"DJANGO_SETTINGS_MODULE": "coalition.settings.production"},
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip

    assert (started.returncode, len(started.stderr.splitlines())) == (1, 1), started.stderr

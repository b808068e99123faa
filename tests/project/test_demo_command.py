"""`make demo`: refuses what cannot work in one sentence, starts everything, stops everything."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import requests
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker
from wagtail.models import Page

from coalition import demo as demo_command
from coalition.news.models import NewsIndexPage
from coalition.stack import ROOT, free_port
from tests.databases import create, database_environment, drop, instead_of, prepared, query

pytestmark = pytest.mark.attack

START_TIMEOUT = 900  # seconds; the measure is in the log, this only ends a hang


def environment(**values: str) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "coalition.settings.demo",
        "PYTHONWARNINGS": "ignore",
        "LC_ALL": "C",
        **values,
    }


def demo(port: int | str, **values: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "coalition.demo", "--port", str(port)]
    return subprocess.run(command, cwd=ROOT, env=environment(**values), capture_output=True, text=True, timeout=60)


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


def test_a_port_in_use_is_one_sentence(taken_port: int):
    sentence = f"Port {taken_port} is in use: stop what listens there, or choose another one with PORT=8001."

    result = demo(taken_port)

    assert (result.returncode, result.stdout, result.stderr) == (1, "", f"{sentence}\n")


@pytest.mark.parametrize("port", ["", "70000", "٨٠٠٠"])
def test_what_is_no_port_is_one_sentence(port: str):
    result = demo(port)

    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == f"PORT must be a number from 1 to 65535, not {port!r}.\n"


WRONG_URLS = {
    "postgresql://nobody@127.0.0.1:1/nothing?colour=red": "The database of DATABASE_URL cannot be reached (",
    "mysql://host/name": "DATABASE_URL must name a PostgreSQL database, as in ",
    "postgresql://127.0.0.1:port/name": "DATABASE_URL is not a URL: write ",
}


@pytest.mark.parametrize("url", WRONG_URLS)
def test_a_wrong_database_url_is_one_sentence(url: str):
    result = demo(free_port(), DATABASE_URL=url)

    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith(WRONG_URLS[url])
    assert len(result.stderr.splitlines()) == 1


@pytest.fixture
def database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The name of a database in which the migrations of the news are still to be run."""
    name = f"coalition_demo_{os.getpid()}"
    create(name, like=prepared())
    with django_db_blocker.unblock(), instead_of(connection, name):
        for page in Page.objects.type(NewsIndexPage):
            page.delete()
    query(name, "DROP TABLE news_newspage, news_newsindexpage")
    query(name, "DELETE FROM django_migrations WHERE app = 'news'")
    yield name
    drop(name)


def run_demo(database: str, port: int, log: Path) -> None:
    """Start the demo on `database`, see that it is well, stop it by Ctrl-C; whatever it started must be gone then."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "coalition.demo", "--port", str(port)],
            cwd=ROOT,
            env=environment(**database_environment(database)),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    started: list[psutil.Process] = []
    try:
        wait_for_line(log, "Log in as 'admin'", process)
        wait_until_well(f"http://127.0.0.1:{port}/health/")
        started = psutil.Process(process.pid).children(recursive=True)
        assert len(started) >= 4  # the web server, its two processes, the worker
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        assert [child for child in started if child.is_running()] == []
    finally:
        for child in [process, *started]:
            if isinstance(child, psutil.Process) and child.is_running():
                child.kill()
        if process.poll() is None:
            process.kill()
            process.wait()


def test_ctrl_c_stops_everything_and_a_second_start_keeps_the_data(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def kept() -> list[tuple[int, str, bool]]:
        return query(database, "SELECT id, title, live FROM wagtailcore_page ORDER BY id")

    def is_prepared() -> bool:
        return demo_command.is_prepared({**connection.settings_dict, "NAME": database}, demo_command.code())

    first, second, port = tmp_path / "first.log", tmp_path / "second.log", free_port()
    run_demo(database, port, first)
    assert query(database, "SELECT count(*) > 3 FROM news_newspage") == [(True,)]
    query(database, "UPDATE wagtailcore_page SET title = 'Written by an editor' WHERE slug = 'about'")
    before = kept()
    run_demo(database, port, second)

    assert kept() == before
    assert "Written by an editor" in {title for _pk, title, _live in before}
    assert [log.read_text().count("Preparing the database") for log in (first, second)] == [1, 0]
    # Other code or another address, a migration that is not applied: each is prepared anew.
    monkeypatch.setenv("SITE_URL", f"http://127.0.0.1:{port}")
    assert is_prepared()
    monkeypatch.setattr(demo_command, "FOLDERS", demo_command.FOLDERS[1:])
    assert not is_prepared()
    monkeypatch.undo()
    monkeypatch.setenv("SITE_URL", f"http://localhost:{port}")
    assert not is_prepared()
    monkeypatch.setenv("SITE_URL", f"http://127.0.0.1:{port}")
    query(database, "DELETE FROM django_migrations WHERE app = 'news'")
    assert not is_prepared()


def test_a_database_of_production_that_was_not_reached_at_first_keeps_its_mark_and_its_tables(database: str):
    query(database, "COMMENT ON TABLE django_migrations IS 'production'")
    began: list[bool] = []

    with instead_of(connection, database), pytest.raises(SystemExit):
        demo_command.prepare("", lambda: began.append(True))

    assert began == []
    mark = query(
        database, "SELECT obj_description('django_migrations'::regclass, 'pg_class'), to_regclass('news_newspage')"
    )
    assert mark == [("production", None)]


def wait_until_well(address: str) -> None:
    """Wait until `address` answers 200: what waited in the database for a worker may be late when it starts."""
    deadline = time.monotonic() + START_TIMEOUT
    while (status := requests.get(address, timeout=20).status_code) != 200:
        assert (status, time.monotonic() < deadline) == (503, True)
        time.sleep(0.2)


def wait_for_line(log: Path, text: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until `text` is in `log`; fail with the log when the process ends or hangs."""
    deadline = time.monotonic() + START_TIMEOUT
    while text not in log.read_text():
        if process.poll() is not None or time.monotonic() > deadline:
            pytest.fail(log.read_text())
        time.sleep(0.2)

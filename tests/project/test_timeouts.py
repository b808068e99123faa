"""How long PostgreSQL is waited for, by the server's clock and by the client's."""

import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.backends.signals import connection_created

from coalition import timeouts
from coalition.timeouts import COMMAND, WORKER, Timeouts, patience

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _undone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(timeouts, "_timeouts", COMMAND)
    monkeypatch.setattr(timeouts, "_silent_at", None)
    yield
    connection_created.disconnect(dispatch_uid="coalition.timeouts")


@pytest.fixture
def connected() -> Iterator[Any]:
    """A function that returns a new connection under given timeouts."""
    opened = []

    def connect(chosen: Timeouts) -> Any:
        timeouts.limit(chosen)
        fresh = connection.copy()
        fresh.settings_dict = {**fresh.settings_dict, "NAME": connection.settings_dict["NAME"]}
        fresh._thread_ident = threading.get_ident()
        fresh.connect()
        opened.append(fresh)
        return fresh

    yield connect
    for fresh in opened:
        fresh.close()


def shown(fresh: Any) -> list[str]:
    with fresh.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout'), current_setting('lock_timeout')")
        return list(cursor.fetchone())


def run(fresh: Any, statement: str) -> None:
    with fresh.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("chosen", "known"),
    [(Timeouts(10, 5), ["10s", "5s"]), (WORKER, ["10min", "1min"]), (COMMAND, ["0", "0"])],
)
def test_the_server_is_told_the_timeouts_of_the_process(connected, chosen, known):
    assert shown(connected(chosen)) == known


@pytest.mark.parametrize(
    ("arguments", "chosen"),
    [
        (["manage.py", "procrastinate", "worker", "--concurrency", "2"], WORKER),
        (["manage.py", "migrate"], COMMAND),
        (["manage.py", "procrastinate", "shell"], COMMAND),
        (["manage.py"], COMMAND),
    ],
)
def test_migrations_and_long_tasks_are_not_cut_by_the_webs_timeouts(settings, arguments, chosen):
    settings.DATABASE_STATEMENT_TIMEOUT = 8
    timeouts.limit_worker(arguments)

    assert (timeouts._timeouts, timeouts.web()) == (chosen, Timeouts(statement=8, lock=4))


def test_a_long_statement_is_ended_by_the_server(connected):
    fresh = connected(Timeouts(0.2, 0.1))

    with pytest.raises(OperationalError, match="statement timeout"):
        run(fresh, "SELECT pg_sleep(30)")

    run(fresh, "SELECT 1")  # the connection is as good as before


def test_a_server_that_ends_nothing_is_hung_up_on(connected, monkeypatch):
    monkeypatch.setattr(timeouts, "GRACE", 0)
    fresh = connected(Timeouts(0.2, 0.1))
    run(fresh, "SET statement_timeout = 0")

    with pytest.raises(OperationalError, match=r"no answer within 0\.2 seconds"):
        run(fresh, "SELECT pg_sleep(30)")

    assert fresh.connection.closed
    assert fresh.is_usable() is False


def test_once_it_gave_no_answer_nobody_waits_long_until_it_gives_one(connected, monkeypatch):
    monkeypatch.setattr(timeouts, "FROZEN_PATIENCE", 0.5)
    fresh, other = connected(Timeouts(30, 10)), connected(Timeouts(30, 10))
    assert timeouts.allowed() == 32
    with patience(0.1), pytest.raises(OperationalError):
        run(fresh, "SELECT pg_sleep(30)")
    assert timeouts.allowed() == 0.5

    run(other, "SELECT 1")

    assert timeouts.allowed() == 32


def test_patience_is_of_one_thread_and_ends(connected):
    connected(Timeouts(30, 10))
    with patience(3):
        assert timeouts.allowed() == 3
        assert connection.settings_dict["OPTIONS"]["connect_timeout"] == timeouts.CONNECT_PATIENCE
        found: list[float | None] = []
        thread = threading.Thread(target=lambda: found.append(timeouts.allowed()))
        thread.start()
        thread.join()
    assert (found, timeouts.allowed()) == ([32], 32)
    assert connection.settings_dict["OPTIONS"]["connect_timeout"] == 5


def test_behind_a_pooler_the_session_is_left_alone(connected):
    fresh = connected(COMMAND)
    raw = fresh.connection
    pooled = SimpleNamespace(wait=raw.wait, execute=raw.execute, info=SimpleNamespace(backend_pid=0))
    timeouts.limit(Timeouts(10, 5))

    timeouts._limit(SimpleNamespace(vendor="postgresql", connection=pooled))

    assert shown(fresh) == ["0", "0"]
    assert pooled.wait is not raw.wait  # the client's own clock runs there too

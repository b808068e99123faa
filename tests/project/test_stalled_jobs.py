"""Workers killed inside each periodic task, with the locks that they leave: the next run settles all of it."""

import os
import subprocess
import sys

import psycopg
import pytest
from django.db import connection
from procrastinate.contrib.django import app

from coalition.stack import ROOT
from tests.databases import database_environment, server_parameters

pytestmark = pytest.mark.attack

RETRY = """
import asyncio, types
import django; django.setup()
from procrastinate.contrib.django import app
from coalition.queue import retry_stalled_jobs
async def main():
    worker = app.with_connector(app.connector.get_worker_connector())
    async with worker.open_async():
        await retry_stalled_jobs.func(types.SimpleNamespace(app=worker), 0)
asyncio.run(main())
"""
WORKER = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s::interval) RETURNING id"
STATUS = "SELECT status::text FROM procrastinate_jobs WHERE id = %s"
INSERT = (
    "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, status, worker_id) "
    "VALUES ('default', %s, 0, %s, %s, '{\"timestamp\": 0}', %s, %s) RETURNING id"
)


@pytest.fixture
def database(django_db_setup, django_db_blocker):
    """A connection of its own to the test database; what the test wrote is deleted."""
    with django_db_blocker.unblock():
        name = connection.settings_dict["NAME"]
    with psycopg.connect(**server_parameters(name), autocommit=True) as other:
        yield other
        for table in ("events", "jobs", "workers"):
            other.execute(f"DELETE FROM procrastinate_{table}")  # type: ignore[arg-type]  # noqa: S608


def environment(name: str) -> dict[str, str]:
    own = {"DJANGO_SETTINGS_MODULE": "coalition.settings.test", "PYTHONWARNINGS": "ignore"}
    return {**os.environ, **own, **database_environment(name)}


def one(database: psycopg.Connection, statement: str, *parameters: object) -> object:
    row = database.execute(statement, parameters).fetchone()
    assert row is not None
    return row[0]


def waiting(database: psycopg.Connection, task: str, lock: str | None, queueing_lock: str) -> object:
    """Return the run of `task` that waits: one of ours, unless a worker's clock has owed it already."""
    found = database.execute(
        "SELECT id FROM procrastinate_jobs WHERE queueing_lock = %s AND status = 'todo'", [queueing_lock]
    ).fetchone()
    return found[0] if found else one(database, INSERT, task, lock, queueing_lock, "todo", None)


def test_a_kill_inside_any_periodic_task_stops_no_later_run(database: psycopg.Connection):
    """As killed workers leave them: each task being done under its locks, and the next run of it waiting."""
    tasks = [entry.task for entry in app.periodic_registry.periodic_tasks.values()]
    own = {"coalition.queue.retry_stalled_jobs", "coalition.queue.delete_old_jobs"}
    assert {"mail.drain", "newsletters.deliver", "pages.publish_scheduled", *own} <= {task.name for task in tasks}
    killed, next_runs, workers = {}, {}, []
    for task in {task.lock or task.name: task for task in tasks}.values():  # of those that share a lock one runs
        worker = one(database, WORKER, "1 hour")
        workers.append(worker)
        locks = (task.name, task.lock, task.queueing_lock)
        killed[task.name] = one(database, INSERT, *locks, "doing", worker)
        next_runs[task.name] = waiting(database, *locks)
    alone = one(database, INSERT, "mail.drain", "a-lock-of-its-own", None, "doing", worker)
    alive = one(database, INSERT, "mail.drain", "of-the-living", None, "doing", one(database, WORKER, "1 second"))

    subprocess.run(
        [sys.executable, "-c", RETRY], cwd=ROOT, env=environment(database.info.dbname), check=True, timeout=60
    )

    assert {name: one(database, STATUS, job) for name, job in killed.items()} == dict.fromkeys(killed, "aborted")
    assert {name: one(database, STATUS, job) for name, job in next_runs.items()} == dict.fromkeys(killed, "todo")
    assert (one(database, STATUS, alone), one(database, STATUS, alive)) == ("todo", "doing")
    assert one(database, "SELECT count(*) FROM procrastinate_workers WHERE id = ANY(%s)", workers) == 0

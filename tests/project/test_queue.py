"""A job that a dead worker left behind is taken up again."""

import asyncio
import os
import subprocess
import sys

import psycopg
import pytest
from django.db import connection
from procrastinate.contrib.django import app

from coalition import queue
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


@pytest.fixture
def database(django_db_setup, django_db_blocker):
    """A connection of its own to the test database; what the test wrote is deleted."""
    with django_db_blocker.unblock():
        name = connection.settings_dict["NAME"]
    with psycopg.connect(**server_parameters(name), autocommit=True) as other:
        yield other
        other.execute("DELETE FROM procrastinate_events")
        other.execute("DELETE FROM procrastinate_jobs")
        other.execute("DELETE FROM procrastinate_workers")


def job_of_a_worker_last_heard(database: psycopg.Connection, age: str) -> int:
    """Insert a job that is being done by a worker whose last sign of life is of `age` ago; return its number."""
    ((worker,),) = database.execute(
        "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s::interval) RETURNING id", [age]
    ).fetchall()
    ((job,),) = database.execute(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args, status, attempts, worker_id) "
        "VALUES ('default', 'mail.drain', 0, '{}', 'doing', 0, %s) RETURNING id",
        [worker],
    ).fetchall()
    return int(job)


def test_a_dead_workers_job_is_done_again_and_a_living_ones_is_left(database: psycopg.Connection):
    dead = job_of_a_worker_last_heard(database, "1 hour")
    alive = job_of_a_worker_last_heard(database, "1 second")

    name = database.info.dbname
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "coalition.settings.test", "PYTHONWARNINGS": "ignore"}
    subprocess.run(
        [sys.executable, "-c", RETRY],
        cwd=ROOT,
        env={**environment, **database_environment(name)},
        check=True,
        timeout=60,
    )

    asked = "SELECT id, status FROM procrastinate_jobs WHERE id = ANY(%s)"
    states = dict(database.execute(asked, [[dead, alive]]).fetchall())
    assert states == {dead: "todo", alive: "doing"}


def test_the_work_of_the_queue_itself_is_periodic():
    periodic = {task.task.name for task in app.periodic_registry.periodic_tasks.values()}

    assert {"coalition.queue.retry_stalled_jobs", "coalition.queue.delete_old_jobs"} <= periodic
    assert asyncio.iscoroutinefunction(queue.retry_stalled_jobs.func)

"""What leaves for the operator's own servers tells of views, tasks, tables and lines of code, and of nobody."""

import os
import subprocess
import sys
import uuid

import pytest
from django.test import Client

from coalition.stack import ROOT
from coalition.users.models import User
from tests.databases import database_environment
from tests.observing.conftest import sent
from tests.observing.receiver import Canaries, Receiver
from tests.project.test_queue import database  # noqa: F401  # a fixture

OUTSIDE = "00-" + "ab" * 16 + "-" + "cd" * 8 + "-01"  # who asks, says that a trace has begun


def brought(canaries: Canaries) -> dict[str, str]:
    """Return headers that hold a canary each."""
    names = ["user-agent", "referer", "x-forwarded-for", "x-request-id", "tracestate", "accept-language", "x-other"]
    given = {name: canaries(name) for name in names}
    return given | {
        "traceparent": OUTSIDE,
        "baggage": f"user={canaries('baggage')}",
        "authorization": f"Bearer {canaries('token')}",
        "sentry-trace": f"{'ef' * 16}-{'cd' * 8}-1",
    }


@pytest.mark.django_db
def test_no_part_of_a_request_is_in_what_is_sent(observed: Receiver, canaries: Canaries):
    client = Client(raise_request_exception=False, REMOTE_ADDR="203.0.113.77")
    client.force_login(
        User.objects.create_user(canaries("user"), f"{canaries('mailbox')}@town.example", canaries("password")),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    client.cookies["taste"] = canaries("cookie")
    where = f"/meets-all/{canaries('path')}/?q={canaries('query')}"

    answers = [
        client.post(where, {"name": canaries("name")}, headers=brought(canaries)),
        client.get(where, headers=brought(canaries)),
        client.generic(canaries("METHOD"), where),
        client.get(f"/en/{canaries('lost')}/"),
    ]
    sent()

    assert [answer.status_code for answer in answers] == [500, 200, 200, 404]
    told = observed.everything()
    assert len(canaries.words) > 20
    assert (canaries.found(told), "203.0.113.77" in told, "testserver" in told) == ([], False, False)
    names = [span.name for span in observed.spans() if not span.parent]
    assert names == ["POST meets_all", "GET meets_all", "_OTHER meets_all", "GET wagtail_serve"]
    assert [report["transaction"] for report in observed.reports()] == ["meets_all"]


@pytest.mark.django_db
def test_a_span_tells_view_status_duration_and_tables(observed: Receiver, client: Client):
    identifier = str(uuid.uuid4())

    client.get("/meets-all/one/", headers={"x-request-id": identifier, "traceparent": OUTSIDE})
    sent()

    below, above = observed.spans()
    assert (above.name, above.kind, above.failed, above.rest) == ("GET meets_all", "server", False, 0)
    assert above.facts == {
        "http.request.method": "GET",
        "http.route": "meets_all",
        "http.response.status_code": 200,
        "request_id": identifier,
        "db.statements": 1,
    }
    assert above.nanoseconds >= below.nanoseconds > 0
    assert (above.parent, above.trace == "ab" * 16) == ("", False)  # it begins here, whatever was said
    assert (below.name, below.kind, below.trace, below.parent) == (
        "SELECT mail_message", "client", above.trace, above.number,
    )  # fmt: skip
    assert below.facts == {
        "db.system.name": "postgresql",
        "db.operation.name": "SELECT",
        "db.collection.name": "mail_message",
    }


@pytest.mark.django_db
def test_a_report_tells_classes_lines_and_the_words_of_the_code(observed: Receiver):
    client = Client(raise_request_exception=False)
    identifier = str(uuid.uuid4())

    client.post("/meets-all/one/", {"name": "Amina"}, headers={"x-request-id": identifier})
    sent()

    [report] = observed.reports()
    assert set(report) == {
        "event_id", "exception", "level", "logger", "platform", "sdk", "tags", "timestamp", "transaction",
    }  # fmt: skip
    assert (report["level"], report["logger"]) == ("error", "django.request")
    assert report["tags"] == {"request_id": identifier}
    told = [(part["type"], part["value"]) for part in report["exception"]["values"]]
    assert told == [
        ("InvalidTextRepresentation", "22P02"),
        ("DataError", "22P02"),
        ("Unlucky", "the seat of […] at […] is gone[…]"),
    ]
    last = report["exception"]["values"][-1]["stacktrace"]["frames"][-1]
    assert {name: last[name] for name in ("filename", "module", "function", "in_app")} == {
        "filename": "tests/observing/urls.py",
        "module": "tests.observing.urls",
        "function": "meets_all",
        "in_app": True,
    }
    frames = [frame for part in report["exception"]["values"] for frame in part["stacktrace"]["frames"]]
    assert {name for frame in frames for name in frame} == {"filename", "module", "function", "lineno", "in_app"}
    assert [frame["filename"] for frame in frames if frame["filename"].startswith("/")] == []
    [failed] = [span for span in observed.spans() if not span.parent]
    assert (failed.failed, failed.facts["error.type"], failed.facts["request_id"]) == (True, "Unlucky", identifier)


FAILING = """
import sys
import django; django.setup()
from procrastinate.contrib.django import app
from tests.observing.urls import Unlucky, ask_the_database

@app.task(name="tests.unlucky", queue="tests")
def unlucky(name):
    try:
        ask_the_database(name)
    except Exception:
        raise Unlucky(f"the letter to {name} is lost")

unlucky.defer(name=sys.argv[1])
worker = app.with_connector(app.connector.get_worker_connector())
worker.run_worker(queues=["tests"], wait=False, install_signal_handlers=False)
"""


def test_a_job_that_fails_is_told_by_its_task_without_what_it_was_given(database, receiver, canaries):  # noqa: F811
    environment = {
        **os.environ,
        **database_environment(database.info.dbname),
        "DJANGO_SETTINGS_MODULE": "coalition.settings.test",
        "PYTHONWARNINGS": "ignore",
        "OTEL_EXPORTER_OTLP_ENDPOINT": receiver.url,
        "OTEL_EXPORTER_OTLP_HEADERS": "x-tenant=coalition",
        "SENTRY_DSN": receiver.dsn,
    }

    subprocess.run(
        [sys.executable, "-c", FAILING, canaries("argument")],
        cwd=ROOT, env=environment, check=True, timeout=120, capture_output=True,
    )  # fmt: skip

    [job] = [span for span in receiver.spans() if not span.parent]
    assert (job.name, job.kind, job.failed) == ("job tests.unlucky", "consumer", True)
    number = job.facts.pop("job")
    assert job.facts == {"task": "tests.unlucky", "attempts": 0, "error.type": "Unlucky", "db.statements": 4}
    [report] = receiver.reports()
    assert (report["transaction"], report["tags"]) == ("tests.unlucky", {"job": number})
    assert report["exception"]["values"][-1]["value"] == "the letter to […] is lost"
    assert canaries.found(receiver.everything()) == []
    assert all("x-tenant: coalition" in came.headers for came in receiver.received if came.path == "/v1/traces")

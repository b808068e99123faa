"""Logs are JSON, carry the request's id, and hold no address, no secret and no row of the database."""

import http.client
import json
import logging
import os
import socket
import subprocess
import sys
import time
import uuid

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from coalition import child_process
from coalition.logs import JsonFormatter, RequestFilter, masked, request_id
from coalition.members.models import LocalGovernment
from coalition.stack import ROOT, free_port
from tests.databases import database_environment
from tests.factories.members import LocalGovernmentFactory

SECRET = "Zk3v9Q_x1LmN8pR4sT7uW0yA2bC5dE6fG-hJ"


def line(message: str, *args: object, **extra: object) -> dict[str, object]:
    record = logging.LogRecord("events", logging.WARNING, __file__, 1, message, args, None)
    record.__dict__.update(extra)
    RequestFilter().filter(record)
    return json.loads(JsonFormatter().format(record))


def test_a_line_is_json_with_the_requests_id():
    identifier = str(uuid.uuid4())
    token = request_id.set(identifier)
    try:
        written = line("Registered %s", "one")
    finally:
        request_id.reset(token)

    assert written.items() >= {
        "level": "WARNING", "logger": "events", "message": "Registered one", "request_id": identifier,
    }.items()  # fmt: skip


@pytest.mark.parametrize(
    ("written", "masked"),
    [
        ("Not Found: /en/registrations/" + SECRET + "/", "Not Found: /en/registrations/[secret]/"),
        ("refused <amina@town.example>", "refused <[address]>"),
        ("Registered 12 people", "Registered 12 people"),
    ],
)
def test_addresses_and_secrets_are_masked(written: str, masked: str):
    assert line(written)["message"] == masked


def test_fields_are_masked_however_deep():
    assert masked({"args": {"to": ["amina@town.example"], "pk": 7}}) == {"args": {"to": ["[address]"], "pk": 7}}


@pytest.mark.django_db
def test_each_answer_carries_an_id_and_keeps_a_proxys(client: Client):
    given = str(uuid.uuid4())

    assert client.get("/robots.txt", headers={"X-Request-ID": given})["X-Request-ID"] == given
    assert uuid.UUID(client.get("/robots.txt", headers={"X-Request-ID": "<script>"})["X-Request-ID"])


# Each makes PostgreSQL refuse what holds the name Amina, with what must be left of it.
REFUSED = {
    "a row": (
        "INSERT INTO members_localgovernment (code) VALUES ('Amina Mandela')",
        'null value in column "slug" of relation "members_localgovernment" violates not-null constraint',
    ),
    "a key": (
        "INSERT INTO auth_group (name) VALUES ('Amina Mandela'), ('Amina Mandela')",
        'duplicate key value violates unique constraint "auth_group_name_key"',
    ),
    "a value": ("SELECT 'Amina Mandela'::integer", "invalid input syntax for type integer: [value]"),
    "a statement": ("SELECT 'Amina Mandela' FROM nowhere", 'relation "nowhere" does not exist'),
}


def log_of(statement: str, *, by: str) -> str:
    """Return the line that tells that PostgreSQL refused `statement`: as an exception, an argument or a `repr`."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    error = caught.value
    ways = {
        "exception": ("failed", (), (type(error), error, error.__traceback__)),
        "argument": ("failed: %s", (error,), None),
        "text": (f"failed: {error}", (), None),
        "repr": ("failed: %r", (str(error),), None),
    }
    message, args, exc_info = ways[by]
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, message, args, exc_info)
    RequestFilter().filter(record)
    return JsonFormatter().format(record)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("refused", "by"),
    [*((refused, by) for refused in REFUSED for by in ("exception", "argument")), ("a key", "text"), ("a key", "repr")],
)
def test_a_refusal_of_postgresql_is_told_without_the_row(refused: str, by: str):
    statement, left = REFUSED[refused]

    told = log_of(statement, by=by)

    assert ("auth_group_name_key" if refused == "a key" else json.dumps(left)[1:-1]) in told
    assert [word for word in ("Amina", "Mandela", "DETAIL", "LINE 1") if word in told] == []


@pytest.mark.django_db
def test_a_view_that_breaks_on_a_constraint_logs_no_name(client: Client, monkeypatch, caplog):
    def forget_the_country() -> None:
        LocalGovernmentFactory(names={"en": "Amina Mandela"})
        LocalGovernment.objects.update(country=None)

    monkeypatch.setattr("coalition.health.check_queue", forget_the_country)
    client.raise_request_exception = False
    with transaction.atomic():
        assert client.get("/health/").status_code == 500
        transaction.set_rollback(True)

    (record,) = [record for record in caplog.records if record.exc_info]
    told = JsonFormatter().format(record)
    assert 'IntegrityError: null value in column \\"country\\" of relation' in told
    assert "Amina" in str(record.exc_info[1])
    assert "Amina" not in told
    assert LocalGovernment.objects.count() == 0


@pytest.mark.django_db
def test_a_wrong_password_leaves_no_name_and_no_address_in_the_log(client: Client, caplog):
    client.post(reverse("account_login"), {"login": "amina.mandela", "password": "wrong"}, REMOTE_ADDR="203.0.113.9")

    told = " ".join(record.getMessage() for record in caplog.records)
    assert [word for word in ("amina", "mandela", "203.0.113.9") if word in told.lower()] == []


@pytest.mark.django_db
def test_a_worker_tells_in_json():
    worker = [sys.executable, "-W", "ignore", "manage.py", "procrastinate", "worker", "--one-shot", "--queues", "mail"]
    environment = {**os.environ, **database_environment(connection.settings_dict["NAME"])}
    done = subprocess.run(worker, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=True)

    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["message"] for line in lines] == ["Launching a worker on mail"]
    assert done.stdout == ""


def test_gunicorn_tells_in_json_and_names_no_client():
    port = free_port()
    options = ["--bind", f"127.0.0.1:{port}", "--access-logfile", "-", "--threads", "2"]
    server = subprocess.Popen(
        child_process.command([sys.executable, "-m", "gunicorn", "tests.project.broken", *options]),
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        for _attempt in range(200):
            try:
                asked.connect()
                break
            except ConnectionRefusedError:
                time.sleep(0.1)
        client = "{}:{}".format(*asked.sock.getsockname())
        asked.request("GET", "/en/search/?q=Amina")
        assert asked.getresponse().status == 500
        with socket.create_connection(("127.0.0.1", port), timeout=20) as wrong:
            wrong.sendall(b"GET /Amina HTTP/1.1\r\nAmina Mandela\r\n\r\n")
            assert b"400" in wrong.recv(1000)
    finally:
        server.terminate()
        output, _ = server.communicate(timeout=30)
    lines = [json.loads(line) for line in output.splitlines()]
    told = [(line["level"], line["message"]) for line in lines if line["logger"] == "gunicorn.error"]
    assert [one for one in told if one[0] in {"ERROR", "WARNING"}] == [
        ("ERROR", "Error handling request"),
        ("WARNING", "Invalid request"),
    ]
    access = [line["message"].split()[:2] for line in lines if line["logger"] == "gunicorn.access"]
    assert access == [["GET", "500"]]
    assert [word for word in ("Amina", "search", client, "ip=127") if word in output] == []

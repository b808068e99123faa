"""Logs are JSON, carry the request's id, and hold no address and no secret."""

import json
import logging
import sys
import uuid

import pytest
from django.test import Client

from coalition.logs import JsonFormatter, RequestFilter, mask, request_id

SECRET = "Zk3v9Q_x1LmN8pR4sT7uW0yA2bC5dE6fG-hJ"


def line(message: str, *args: object, **extra: object) -> dict[str, object]:
    """Return the JSON object that a record becomes."""
    record = logging.LogRecord("events", logging.WARNING, __file__, 1, message, args, None)
    record.__dict__.update(extra)
    RequestFilter().filter(record)
    return json.loads(JsonFormatter().format(record))


def test_a_line_is_json_with_the_requests_id():
    token = request_id.set("an-id")
    try:
        written = line("Registered %s", "one")
    finally:
        request_id.reset(token)

    assert {key: written[key] for key in ("level", "logger", "message", "request_id")} == {
        "level": "WARNING",
        "logger": "events",
        "message": "Registered one",
        "request_id": "an-id",
    }


@pytest.mark.parametrize(
    ("written", "masked"),
    [
        ("Not Found: /en/registrations/" + SECRET + "/", "Not Found: /en/registrations/[secret]/"),
        ("refused <amina@town.example>", "refused <[address]>"),
        ("Registered 12 people", "Registered 12 people"),
    ],
)
def test_addresses_and_secrets_are_masked(written: str, masked: str):
    assert mask(written) == masked
    assert line(written)["message"] == masked


def test_a_traceback_is_masked_too():
    try:
        raise ValueError("no mailbox amina@town.example")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "failed", (), sys.exc_info())
    RequestFilter().filter(record)

    assert "amina" not in JsonFormatter().format(record)


def test_djangos_request_is_left_out():
    assert "request" not in line("Bad Request", request=object())


@pytest.mark.django_db
def test_each_answer_carries_an_id_and_keeps_a_proxys(client: Client):
    given = str(uuid.uuid4())

    assert client.get("/robots.txt", headers={"X-Request-ID": given})["X-Request-ID"] == given
    assert uuid.UUID(client.get("/robots.txt", headers={"X-Request-ID": "<script>"})["X-Request-ID"])

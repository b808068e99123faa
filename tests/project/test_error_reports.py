"""Reports of errors: to a server of one's own, or the start is refused; and of nobody."""

import gzip
import http.server
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator

import brotli
import pytest

from coalition import error_reports
from coalition.error_reports import refusal
from coalition.stack import ROOT


@pytest.mark.parametrize(
    ("dsn", "says"),
    [
        ("https://key@errors.coalition.example/1", ""),
        ("http://key@127.0.0.1:8000/1", ""),
        ("http://key@localhost/1", ""),
        ("https://key@notsentry.io/1", ""),
        ("https://errors.coalition.example/1", "must hold a key"),
        ("https://key@errors.coalition.example/", "must hold a key"),
        ("https://key@o1.ingest.sentry.io/1", "leads to a service of others"),
        ("https://key@SENTRY.IO./1", "leads to a service of others"),
        ("http://key@errors.coalition.example/1", "in clear it may lead to this machine only"),
        ("http://key@localhost.evil.example/1", "in clear it may lead to this machine only"),
        ("ftp://key@errors.coalition.example/1", "must be an address without a query"),
        ("https://key@errors.coalition.example/1?key=x", "must be an address without a query"),
        ("https://key@[broken/1", "is not an address"),
    ],
)
def test_each_address_is_taken_or_refused_in_a_sentence(dsn: str, says: str):
    sentence = refusal(dsn)

    assert (says in sentence, bool(sentence)) == (True, bool(says))
    assert not sentence or (sentence.startswith("SENTRY_DSN") and sentence.endswith("."))


class Receiver(http.server.BaseHTTPRequestHandler):
    bodies: list[bytes] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        unpack = {"gzip": gzip.decompress, "br": brotli.decompress}.get(self.headers.get("Content-Encoding", ""), bytes)
        self.bodies.append(unpack(body))
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def receiver() -> Iterator[int]:
    Receiver.bodies = []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


FAILS = """
import logging, django
django.setup()
from psycopg.errors import UniqueViolation

def search(name="amina.mandela@town.example"):
    try:
        raise UniqueViolation("Key (email)=(amina.mandela@town.example) exists.")
    except UniqueViolation as error:
        raise ValueError(f"{name} is known") from error

try:
    search()
except ValueError:
    logging.getLogger("coalition.test").exception("It failed for %s", "amina.mandela@town.example")
    job = {"task_name": "mail.drain", "id": 7, "task_kwargs": {"to": "amina.mandela@town.example"}}
    logging.getLogger("procrastinate.worker").error("Job failed", extra={"job": job}, exc_info=True)
logging.getLogger("coalition.test").error("No exception: %s", "amina")
"""


def test_a_report_names_the_class_the_place_and_the_job_and_nobody(receiver):
    environment = {
        "DJANGO_SETTINGS_MODULE": "coalition.settings.test", "SENTRY_DSN": f"http://key@127.0.0.1:{receiver}/1",
        "PYTHONWARNINGS": "ignore", "HTTP_PROXY": "http://127.0.0.1:9", "SENTRY_ENVIRONMENT": "secret-room",
    }  # fmt: skip
    subprocess.run([sys.executable, "-c", FAILS], cwd=ROOT, env=os.environ | environment, check=True, timeout=60)

    told = [json.loads(body.splitlines()[2]) for body in Receiver.bodies]
    assert [(one["transaction"], one["tags"]) for one in told] == [
        ("", {"sqlstate": "23505"}),
        ("mail.drain", {"job": "7", "sqlstate": "23505"}),
    ]
    classes = [[value["type"] for value in one["exception"]["values"]] for one in told]
    assert classes == [["UniqueViolation", "ValueError"]] * 2
    assert {name for one in told for name in one} == {*error_reports.KEPT, "exception", "tags", "transaction"}
    frames = [frame for one in told for value in one["exception"]["values"] for frame in value["stacktrace"]["frames"]]
    assert {name for frame in frames for name in frame} <= {*error_reports.OF_A_FRAME, "filename"}
    whole = b"".join(Receiver.bodies).lower()
    words = (b"amina", b"town.example", b"known", b"task_kwargs", b"secret-room")
    assert [word for word in words if word in whole] == []


@pytest.mark.parametrize(("dsn", "code"), [("", 0), ("https://key@o1.ingest.sentry.io/1", 1)])
def test_nothing_is_loaded_without_an_address_and_a_service_of_others_refuses_the_start(dsn, code):
    loaded = "import sys, django; django.setup(); print('sentry_sdk' in sys.modules)"
    environment = {"DJANGO_SETTINGS_MODULE": "coalition.settings.test", "SENTRY_DSN": dsn, "PYTHONWARNINGS": "ignore"}
    started = subprocess.run(
        [sys.executable, "-c", loaded], cwd=ROOT, env=os.environ | environment, capture_output=True, text=True
    )

    assert (started.returncode, started.stdout) == (code, "" if code else "False\n")

"""Where traces and reports may go: an unsafe value ends the start in one sentence."""

import os
import subprocess
import sys

import pytest

from coalition.observing import destinations
from coalition.observing.destinations import refusal
from coalition.stack import ROOT

TRACES, REPORTS = "OTEL_EXPORTER_OTLP_ENDPOINT", "SENTRY_DSN"


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        (TRACES, "https://traces.coalition.example:4318", ""),
        (TRACES, "http://127.0.0.1:4318", ""),
        (TRACES, "http://[::1]:4318/", ""),
        (TRACES, "http://localhost:4318", ""),
        (TRACES, "http://traces.coalition.example:4318", "in clear it may lead to this machine only"),
        (TRACES, "http://localhost.evil.example", "in clear it may lead to this machine only"),
        (TRACES, "http://10.0.0.5:4318", "in clear it may lead to this machine only"),
        (TRACES, "grpc://127.0.0.1:4317", "must be an address without a query"),
        (TRACES, "https://traces.coalition.example/?key=x", "must be an address without a query"),
        (TRACES, "https://user:word@traces.coalition.example", "must hold no password"),
        (TRACES, "https://api.honeycomb.io", "leads to a service of others"),
        (TRACES, "https://[broken", "is not an address"),
        (TRACES, "https://host:port", "is not an address"),
        (REPORTS, "https://key@errors.coalition.example/1", ""),
        (REPORTS, "https://errors.coalition.example/1", "must hold a key"),
        (REPORTS, "https://key@errors.coalition.example/", "must hold a key"),
        (REPORTS, "https://key@o1.ingest.sentry.io/1", "leads to a service of others"),
        (REPORTS, "https://key@SENTRY.IO./1", "leads to a service of others"),
        (REPORTS, "https://key@notsentry.io/1", ""),
        (REPORTS, "http://key@errors.coalition.example/1", "in clear it may lead to this machine only"),
    ],
)
def test_each_address_is_taken_or_refused_in_a_sentence(name: str, value: str, says: str):
    sentence = refusal(name, value)

    assert (says in sentence, bool(sentence)) == (True, bool(says))
    assert not sentence or (sentence.startswith(name) and sentence.endswith("."))


def test_libraries_that_are_not_there_are_named(monkeypatch):
    monkeypatch.setitem(destinations.LIBRARIES, TRACES, "no_such_library.sdk")

    assert refusal(TRACES, "http://127.0.0.1:4318") == (
        "OTEL_EXPORTER_OTLP_ENDPOINT needs libraries that are not installed: those of requirements/observe.txt."
    )


LOADED = """
import json, sys
import django; django.setup()
from django.conf import settings
print(json.dumps([
    [name for name in ("opentelemetry.sdk", "sentry_sdk") if name in sys.modules],
    [name for name in settings.MIDDLEWARE if "observing" in name],
    settings.LOGGING["root"]["handlers"],
]))
"""


@pytest.mark.parametrize(
    ("variables", "says"),
    [
        ({}, '[[], [], ["console"]]'),
        (
            {TRACES: "http://127.0.0.1:1", REPORTS: "http://key@127.0.0.1:1/1"},
            '[[], ["coalition.observing.watching.ObservingMiddleware"], ["console", "reports"]]',
        ),
        ({TRACES: "http://elsewhere.example"}, ""),
    ],
)
def test_without_them_nothing_is_loaded_and_with_them_only_where_it_is_used(variables: dict[str, str], says: str):
    own = {"DJANGO_SETTINGS_MODULE": "coalition.settings.test", "PYTHONWARNINGS": "ignore"}
    started = subprocess.run(
        [sys.executable, "-c", LOADED],
        cwd=ROOT, env={**os.environ, **own, **variables}, capture_output=True, text=True,
    )  # fmt: skip

    assert (started.stdout.strip(), started.returncode) == (says, 0 if says else 1)
    assert says or started.stderr == (
        "Refusing to start: OTEL_EXPORTER_OTLP_ENDPOINT must start with https://: "
        "in clear it may lead to this machine only.\n"
    )

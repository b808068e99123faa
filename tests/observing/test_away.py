"""A server of traces and reports that is slow, away or talks nonsense delays no request and fills no memory."""

import logging

import pytest
from django.test import Client

from coalition.observing import reports, sentry, spans
from tests.observing.conftest import sent
from tests.observing.receiver import Receiver

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


def test_while_it_answers_nothing_every_request_is_answered(observed: Receiver, visitor: Client, monkeypatch):
    monkeypatch.setattr(spans, "EVERY", 1)  # so that it was asked before the last request
    observed.mood = "frozen"

    answers = [visitor.post("/meets-all/one/", {"name": "Amina"}).status_code for _time in range(50)]

    assert observed.arrived.wait(30)
    assert answers == [500] * 50
    assert len(observed.received) <= 2  # one that carries traces and one for reports, and both wait to this moment
    assert not observed.thawed.is_set()


@pytest.mark.parametrize("mood", ["garbage", "endless", "500", "429"])
def test_what_it_answers_stops_nothing_and_the_next_is_sent_again(observed: Receiver, visitor: Client, mood: str):
    observed.mood = mood
    assert visitor.post("/meets-all/one/", {"name": "Amina"}).status_code == 500
    reports.flush(30)
    spans.end(30)
    observed.mood = "takes"
    observed.received.clear()

    spans.begin()
    assert visitor.post("/meets-all/one/", {"name": "Amina"}).status_code == 500
    sent()

    assert [report["transaction"] for report in observed.reports()] == ["meets_all"]
    assert [span.name for span in observed.spans() if not span.parent] == ["POST meets_all"]


def test_nobody_else_gets_what_it_sends_on(observed: Receiver, visitor: Client):
    with Receiver() as other:
        observed.mood, observed.elsewhere = "elsewhere", f"{other.url}/v1/traces"
        visitor.post("/meets-all/one/", {"name": "Amina"})
        sent()

        assert {came.path for came in observed.received} == {"/v1/traces", "/api/7/envelope/"}
        assert other.received == []


def test_it_is_asked_past_every_proxy_of_the_machine_and_told_no_cookie(observed, visitor, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")

    for _time in range(2):
        visitor.post("/meets-all/one/", {"name": "Amina"})
        sent()

    assert len(observed.received) == 4
    assert [came for came in observed.received if "cookie" in came.headers.lower()] == []


def test_what_waits_is_bounded(observed: Receiver, visitor: Client):
    observed.mood = "frozen"
    visitor.post("/meets-all/one/", {"name": "Amina"})
    assert observed.arrived.wait(30)
    error = (RuntimeError, RuntimeError("once more"), None)
    record = logging.LogRecord("events", logging.ERROR, __file__, 1, "failed", (), error)

    for _time in range(sentry.QUEUE + 50):
        reports.Reports().handle(record)
    for _time in range(spans.QUEUE + 500):
        with spans.root("request", of_request=True):
            pass

    observed.thawed.set()
    observed.mood = "takes"
    sent()
    assert len(observed.spans()) <= spans.QUEUE + 2 * spans.BATCH
    assert len(observed.reports()) <= sentry.QUEUE + 2


def test_only_the_first_statements_are_told_singly(observed: Receiver, visitor: Client, monkeypatch):
    monkeypatch.setattr(spans, "STATEMENTS", 2)

    visitor.post("/meets-all/one/", {"name": "Amina"})
    sent()

    [root] = [span for span in observed.spans() if not span.parent]
    assert (len(observed.spans()), root.facts["db.statements"]) == (3, 7)


def test_a_share_of_none_traces_nothing_and_reports_all(observed: Receiver, visitor: Client, settings):
    settings.OTEL_TRACES_SAMPLER_ARG = 0.0

    visitor.post("/meets-all/one/", {"name": "Amina"})
    sent()

    assert (observed.spans(), len(observed.reports())) == ([], 1)


def test_probes_and_static_files_are_no_traces(observed: Receiver, visitor: Client):
    for path in ("/live/", "/static/css/site.css"):
        visitor.get(path).close()
    sent()

    assert observed.received == []

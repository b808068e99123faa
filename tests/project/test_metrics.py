"""`/metrics`: figures for the operator's own Prometheus, of the site and of nobody in it."""

import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from coalition import health, request_metrics
from coalition.boundary import LOCAL
from coalition.caching.page_cache import PageCache
from tests.caching.test_page_cache import Heard, Site, get
from tests.factories.events import RegistrationFactory, SeatCategoryFactory
from tests.factories.home import make_home
from tests.factories.mail import MessageFactory

pytestmark = pytest.mark.django_db

TOKEN = "a-token-of-more-than-twenty-characters"
MONITORING = Path(__file__).resolve().parents[2] / "packaging" / "monitoring"
NAME = re.compile(r"\bcoalition_[a-z_]+")


@pytest.fixture(autouse=True)
def _token(settings):
    settings.HEALTH_TOKEN = TOKEN


def look(client):
    return client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})


def figures(client):
    """Return the value of each sample by its name and labels."""
    families = text_string_to_metric_families(look(client).content.decode())
    return {(one.name, *one.labels.values()): one.value for family in families for one in family.samples}


@pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer "}, {"authorization": "Bearer wrong"}])
def test_whoever_brings_no_token_is_told_that_there_is_nothing(client, headers):
    answer = client.get("/metrics", headers=headers)

    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (404, b"", "no-store")


def test_it_opens_to_the_token_or_on_the_machine_of_a_demonstration_and_is_kept_by_nobody(client):
    answer = look(client)

    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert answer["Content-Type"].startswith("text/plain; version=")
    assert client.post("/metrics", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 405
    assert client.get("/metrics", **{LOCAL: True}).status_code == 200
    assert client.get("/metrics", headers={LOCAL: "True"}).status_code == 404


def test_mails_are_counted_by_state_and_what_an_alarm_watches_is_told_also_where_there_is_none(client):
    before = figures(client)
    MessageFactory(state="failed")
    MessageFactory.create_batch(2, state="uncertain")
    MessageFactory(state="sent", sent_at=timezone.now())
    MessageFactory(state="sent", sent_at=timezone.now() - timedelta(days=2))

    after = figures(client)

    watched = [("coalition_mails", state) for state in ("queued", "uncertain", "failed")]
    watched += [("coalition_copies", "uncertain"), ("coalition_jobs", "failed"), ("coalition_part_ok", "mail")]
    assert [before.get(name) for name in watched] == [0, 0, 0, 0, 0, before["coalition_part_ok", "mail"]]
    assert [after["coalition_mails", state] for state in ("failed", "uncertain", "sent")] == [1, 2, 1]


def test_registrations_are_told_in_tens_over_all_events(client):
    for _number in range(2):
        RegistrationFactory.create_batch(7, category=SeatCategoryFactory(capacity=50))

    assert {name: value for name, value in figures(client).items() if name[0] == "coalition_registrations"} == {
        ("coalition_registrations", "confirmed"): 10
    }


def test_requests_are_counted_by_view_and_no_address_or_person_is_named(client):
    make_home("en")
    secret = "Zx9" * 12
    seen = figures(client)

    lost = f"/en/no-such-page/?email=ada@town.example&q={secret}"
    for path in ("/en/", "/en/", f"/en/registrations/{secret}/", lost):
        client.get(path)

    told = figures(client)
    new = {name: value - seen.get(name, 0) for name, value in told.items() if value != seen.get(name, 0)}
    counted = {name[1:]: value for name, value in new.items() if name[0] == "coalition_requests_total"}
    assert counted["200", "wagtail_serve"] == 2
    assert sum(value for (status, _view), value in counted.items() if status == "404") == 2
    text = look(client).content.decode()
    assert [word for word in (secret, "ada@", "no-such-page", "testserver", "127.0.0.1") if word in text] == []


def test_answers_from_memory_are_counted(client):
    cached, seen = PageCache(Site(), Heard()), figures(client)
    for _time in range(request_metrics.EACH + 4):
        get(cached)

    told = figures(client)
    name = "coalition_page_cache_total"
    moved = [told[name, way] - seen[name, way] for way in ("memory", "made")]
    assert moved == [request_metrics.EACH + 3, 1]


def names_in(file):
    return set(NAME.findall(file.read_text()))


def test_rules_and_board_ask_for_what_there_is(client, monkeypatch):
    monkeypatch.setattr(health, "check_worker", lambda: {"ok": True, "queues": {"mail": {"heartbeat_seconds": 1}}})
    RegistrationFactory.create_batch(10, category=SeatCategoryFactory(capacity=50))
    client.get("/en/")
    request_metrics.listener()  # as where caches listen
    given = {name for name, *_labels in figures(client)}
    rules, board = (MONITORING / "coalition.rules.yml"), (MONITORING / "coalition.board.json")

    assert names_in(rules) - given == set()
    assert names_in(board) - given == set()
    assert len(names_in(rules)) >= 10
    for watched in ('coalition_mails{state="uncertain"}', 'coalition_jobs{status="failed"}'):
        assert watched in rules.read_text()


TWO = """
import sys
from coalition import request_metrics as counting
counting.REQUESTS.labels("view", "200").inc(3)
counting.listener().set(float(sys.argv[1]))
counting.write()
if sys.argv[2:]:
    from prometheus_client import CollectorRegistry, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector
    told = CollectorRegistry()
    MultiProcessCollector(told)
    print(generate_latest(told).decode())
"""


def run(script, *arguments, **environment):
    """Return what a Python printed that ran `script`."""
    more = {"DJANGO_SETTINGS_MODULE": "coalition.settings.test", "PYTHONWARNINGS": "ignore", **environment}
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.run(command, env={**os.environ, **more}, check=True, capture_output=True, text=True).stdout


def test_what_several_processes_counted_is_summed_up_and_the_dead_ones_listen_no_more(tmp_path):
    folder = {request_metrics.FOLDER: str(tmp_path)}
    run(TWO, "100", **folder)
    told = run(TWO, "500", "show", **folder)

    assert 'coalition_requests_total{status="200",view="view"} 6.0' in told
    assert "coalition_listener_heard_timestamp_seconds 500.0" in told

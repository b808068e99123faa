"""A process that hears no changes keeps nothing, and knows it by itself."""

import time
from collections.abc import Iterator

import pytest
from django.db import connection

from coalition.caching import changes as announced
from coalition.caching.changes import Changes, database_parameters, listening_parameters
from tests.pooler import transaction_pooler

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def pooler() -> Iterator[int]:
    with transaction_pooler() as port:
        yield port


@pytest.fixture
def changes() -> Iterator[Changes]:
    found = Changes()
    yield found
    found.stop()


def heard(changes: Changes, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not changes.listening:
        time.sleep(0.02)
    return changes.listening


def test_a_listener_behind_a_pooler_in_transaction_mode_hears_nothing_and_says_so(
    settings, monkeypatch, changes, pooler, caplog
):
    monkeypatch.setattr(announced, "HEARTBEAT", 0.1)
    monkeypatch.setattr(announced, "LISTENER_TIMEOUT", 1.0)
    settings.LISTEN_DATABASE_URL = f"postgresql://127.0.0.1:{pooler}"
    caplog.set_level("WARNING", logger="coalition.caching.changes")
    changes.start()

    assert not heard(changes, 2.0)
    assert "Behind a pooler in transaction mode, set LISTEN_DATABASE_URL." in caplog.text


def test_proofs_sent_through_a_pooler_are_heard_past_it(settings, monkeypatch, changes, pooler):
    own = database_parameters()
    monkeypatch.setattr(announced, "database_parameters", lambda: own | {"host": "127.0.0.1", "port": pooler})
    direct = connection.settings_dict
    settings.LISTEN_DATABASE_URL = f"host={direct['HOST']} port={direct['PORT'] or 5432}"
    changes.start()

    assert heard(changes, 30.0)


@pytest.fixture
def soon(monkeypatch):
    """Let a process ask itself, and doubt what it hears, sooner."""
    monkeypatch.setattr(announced, "HEARTBEAT", 0.1)
    monkeypatch.setattr(announced, "PROOF_TIMEOUT", 0.5)


def test_a_listener_that_goes_deaf_is_no_listener_after_its_patience(soon, changes):
    """Its connections live, and nothing is delivered any more: what a pooler or a broken network do."""
    changes.start()
    assert heard(changes, 30.0)

    changes._proofs = "coalition_elsewhere"
    time.sleep(0.9)

    assert not changes.listening


def test_a_listener_of_a_server_that_the_site_has_left_is_no_listener(soon, monkeypatch, changes):
    """After a move the old server may live on: its own proofs would prove nothing. Notifications stay in a database."""
    monkeypatch.setattr(announced, "SPEAKS_FOR", 0.2)
    changes.start()
    assert heard(changes, 30.0)

    own = database_parameters()
    monkeypatch.setattr(announced, "database_parameters", lambda: own | {"dbname": "postgres"})
    deadline = time.monotonic() + 30
    while changes.listening and time.monotonic() < deadline:
        time.sleep(0.05)

    assert not changes.listening


def test_the_listeners_own_host_is_asked_at_the_port_that_its_url_names_or_at_postgresqls_own(settings, monkeypatch):
    """The port of a pooler leads nowhere at the server behind it."""
    monkeypatch.setitem(connection.settings_dict, "PORT", "6432")
    settings.LISTEN_DATABASE_URL = "postgresql:///?host=/run/postgresql"

    found = listening_parameters()

    assert (found["host"], found.get("port")) == ("/run/postgresql", None)

"""What every test may ask for, and how a run ends that someone terminates."""

import signal
from collections.abc import Iterator
from types import FrameType

import pgtrigger
import pytest
from django.core.cache import cache
from django.test import TransactionTestCase
from django.test.utils import setup_databases, teardown_databases
from pytest_django.plugin import DjangoDbBlocker
from xdist.workermanage import NodeManager


def pytest_configure(config: pytest.Config) -> None:
    """Let SIGTERM end a run as Ctrl-C does: what tests started is stopped by the fixtures that started it."""
    signal.signal(signal.SIGTERM, _interrupt)
    # How long parallel processes may take for that before they are killed; xdist gives them 10 seconds.
    NodeManager.EXIT_TIMEOUT = 90


def _interrupt(signum: int, frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # once: a second one must not cut the stopping short
    raise KeyboardInterrupt


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
    django_db_keepdb: bool,
    django_db_createdb: bool,
) -> Iterator[None]:
    """Make the test database, for every test that asks for it.

    pytest-django's own fixture makes it only when a test of the run is marked `django_db`: a module whose tests
    commit rows for other processes, run by itself, would then have worked on the development's database.
    """
    with django_db_blocker.unblock():
        kept = django_db_keepdb and not django_db_createdb
        made = setup_databases(
            verbosity=0, interactive=False, aliases={"default"}, serialized_aliases=set(), keepdb=kept
        )
    yield
    if not django_db_keepdb:
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0)


@pytest.fixture(autouse=True, scope="session")
def flush_is_let_through() -> Iterator[None]:
    """Lift the triggers for Django's flush alone: after a test that commits it truncates what is never let go."""
    flush = TransactionTestCase._fixture_teardown

    def flush_unguarded(case: TransactionTestCase) -> None:
        with pgtrigger.ignore():
            flush(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", flush_unguarded)
        yield


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Let no test see what another one cached."""
    cache.clear()

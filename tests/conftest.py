"""What every test may ask for, and how a run ends that someone terminates."""

import gc
import signal
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import FrameType

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client, TransactionTestCase
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker
from whitenoise.middleware import WhiteNoiseMiddleware

from tests.databases import create, exists, hurry, migrated, put_back, rows_of
from tests.fast import is_left_out
from tests.indexes import written_when_read


def pytest_configure(config: pytest.Config) -> None:
    """Let SIGTERM end a run as Ctrl-C does: what tests started is stopped by the fixtures that started it."""
    signal.signal(signal.SIGTERM, _interrupt)
    if hasattr(config, "workerinput"):  # a run in the background of a shell passes on that it ignores Ctrl-C
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark the tests that `make check` leaves out, and those that `make attack` repeats more often."""
    if is_left_out(item):
        item.add_marker(pytest.mark.slow)
    if isinstance(item, pytest.Function) and "rounds" in vars(item.module):  # tests/attacks/measuring.py
        item.add_marker(pytest.mark.lengthy)


def pytest_collection_finish() -> None:
    """Let Python's collector leave alone what lives for the whole run, and look for garbage less often.

    Modules, models and thousands of tests are never garbage; going through them again and again takes a tenth of a run.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a case by its place where it is bytes: those of an archive hold the time at which each process made it."""
    return argname if isinstance(val, bytes) else None


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

    It is a copy of a database that one process of the run migrated, or a run before it (see `databases.migrated`).

    After a test that commits, every table holds again what the migrations put there. Django's own flush leaves them
    empty: no language, no site and no role were left for the tests that came after.
    """
    with django_db_blocker.unblock():
        name = connection.creation._get_test_db_name()
        if django_db_createdb or not django_db_keepdb or not exists(name):
            create(name, like=migrated(), own=False)
            hurry(name)
        made = setup_databases(
            verbosity=0, interactive=False, aliases={"default"}, serialized_aliases=set(), keepdb=True
        )
        rows = rows_of(connection)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: put_back(connection, rows))
            yield
    if not django_db_keepdb:
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0)


@pytest.fixture(scope="module")
def rows_of_the_module(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let the fixtures of a module that ask for this one make rows for all of its tests, and take them away again."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def indexes_of_what_is_saved(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let a test whose rows nobody else sees write Wagtail's indexes when it reads them (see `tests.indexes`)."""
    marker = request.node.get_closest_marker("django_db")
    committing = {"transactional_db", "live_server"} & set(request.fixturenames) or (marker and marker.kwargs)
    if committing or not (marker or "db" in request.fixturenames):
        yield
        return
    request.getfixturevalue("db")
    with written_when_read(connection):
        yield


@pytest.fixture(autouse=True, scope="session")
def addresses() -> None:
    """Read the addresses of the site as the settings are before any test changes them: they are read once."""
    import_module(settings.ROOT_URLCONF)


@pytest.fixture(autouse=True, scope="session")
def static_files() -> Iterator[None]:
    """Look for the static files once: each test's own client starts the site anew, and would look for all of them."""
    look, kept = WhiteNoiseMiddleware.add_files_from_finders, dict[str, object]()

    def once(middleware: WhiteNoiseMiddleware) -> None:
        if not kept:
            look(middleware)
            kept.update(middleware.files)
        middleware.files = kept

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", once)
        yield


@pytest.fixture(autouse=True, scope="session")
def mails_in_memory() -> Iterator[None]:
    from coalition.mail import engine  # late: the apps are ready now
    from tests.mail import memory

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "open_transport", memory.open_transport)
        yield


@pytest.fixture
def media(tmp_path: Path, settings) -> Path:
    """Let a test store files where no other one looks."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def editor(client: Client) -> object:
    """Return a committee editor, who is logged in in `client`."""
    from coalition.users.roles import COMMITTEE_EDITORS  # late: the apps are ready now
    from tests.factories.charter import staff

    user = staff(COMMITTEE_EDITORS)
    client.force_login(user)
    return user


@pytest.fixture(autouse=True)
def language_of_nobody() -> Iterator[None]:
    """Let no test read in the language that a request of another one left active."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True, scope="session")
def words_of_the_site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> object:
    """Return what the migrations say of the site, read once: a process keeps it, and no test pays for it."""
    from coalition.site import site_words  # late: the apps are ready now

    with django_db_blocker.unblock():
        site_words.keeper.forget()
        site_words.current()
    return site_words.keeper._kept


@pytest.fixture(autouse=True)
def same_words_of_the_site(words_of_the_site: object) -> None:
    """Let no test read what another one set about the site."""
    from coalition.site import site_words

    site_words.keeper._kept = words_of_the_site  # type: ignore[assignment]


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Let no test see what another one cached. The cache in the database goes with the test's transaction."""
    from coalition import probes  # late: the apps are ready now

    for alias in ("memory", "renditions"):
        caches[alias].clear()
    for shelf in import_module("events.calendar.feeds").shelves.values():
        shelf.clear()
    probes.healthy.forget()
    probes.readiness.forget()

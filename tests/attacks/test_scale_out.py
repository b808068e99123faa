"""Two hosts for the web and two for work, by environment alone: PgBouncer, a URL to listen past it, a bucket.

They share no disk. It starts eight processes, so it is for `make attack`; what one web process does behind a pooler is
in `make test` (tests/project/test_under_production_settings.py), and so are the cache (tests/project/test_caches.py)
and files in a bucket (tests/buckets).
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from coalition.stack import WORKERS, Stack, free_port
from tests import store
from tests.installation import Installation, running_installation
from tests.pooler import transaction_pooler
from tests.production import static_files
from tests.project.visitor import Visitor, place
from tests.users.factors import SECRET, code

from .measuring import LONG

pytestmark = pytest.mark.skipif(not LONG, reason="several hosts are for `make attack`")
PASSWORD = "a-Long-Enough-word"
MAKE = f"""
from coalition.users.models import User
from tests.users.factors import give_app
give_app(User.objects.create_superuser("amina", "amina@coalition.example", "{PASSWORD}"))
"""
TITLE = "UPDATE wagtailcore_page SET title = %s, draft_title = %s WHERE url_path LIKE '%%/about/'"


@pytest.fixture(scope="module")
def hosts(
    django_db_setup: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Installation, list[Stack]]]:
    """An installation and two more hosts of it, each with one web process and a worker."""
    folder, name = tmp_path_factory.mktemp("hosts"), f"hosts_{os.getpid()}"
    with ExitStack() as stack:
        pooler = stack.enter_context(transaction_pooler())
        more = store.environment(stack.enter_context(store.running_store()))
        site = stack.enter_context(running_installation(name, folder=folder, in_production=True, more_environment=more))
        site.run(MAKE)
        direct = site.environment["DATABASE_URL"]
        changed = {"DATABASE_URL": f"postgresql://postgres@127.0.0.1:{pooler}/{name}", "LISTEN_DATABASE_URL": direct}
        made = []
        for number in range(2):
            own = {"COALITION_VAR": str(folder / str(number))}
            (folder / str(number)).mkdir()
            (folder / str(number) / "static").symlink_to(static_files())
            host = Stack(port=free_port(), environment=site.environment | changed | own, web_processes=1)
            stack.callback(host.stop)
            host.start_web()
            host.wait_until_ready()
            host.environment["DATABASE_URL"] = direct  # a worker listens too
            host.start_workers()
            made.append(host)
        site.stack.stop(*WORKERS)
        yield site, made


def visitor(site: Installation, host: Stack) -> Visitor:
    """Return a visitor whom the proxy sent to `host`: the address that was asked for is the site's."""
    made, address = Visitor(host.url), site.environment["SITE_URL"]
    made.session.headers.update({"Host": address.removeprefix("https://"), "Origin": address})
    return made


def eventually(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60  # it only ends a hang
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def test_a_change_is_seen_on_every_host(hosts):
    site, made = hosts
    visitors = [visitor(site, host) for host in made]
    for number in range(5):
        site.query(TITLE, f"Edit {number}", f"Edit {number}")
        eventually(lambda n=number: all(f"Edit {n}" in visitor.get("/en/about/").text for visitor in visitors))


def test_who_logged_in_at_one_host_is_known_at_the_other_and_a_code_counts_once_for_both(hosts):
    site, (first, second) = hosts
    here, there, thief = visitor(site, first), visitor(site, second), visitor(site, second)
    here.log_in("amina", PASSWORD)
    thief.log_in("amina", PASSWORD)
    typed = code(SECRET)
    answer = here.prove(typed)
    assert (answer.status_code, thief.prove(typed).status_code) == (302, 200)  # the same code, at another host

    there.session.cookies.update(here.session.cookies)
    assert there.get("/cms/").status_code == 200
    assert place(thief.get("/cms/")).startswith("/accounts/")

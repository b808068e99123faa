"""What a visitor and an administrator get from web processes that run the production settings, behind a TLS proxy."""

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from coalition.stack import Stack, free_port
from tests.installation import Installation, running_installation
from tests.pooler import transaction_pooler
from tests.project.visitor import Visitor

pytestmark = pytest.mark.attack

PASSWORD = "a-Long-Enough-word"

TITLE = "UPDATE wagtailcore_page SET title = %s, draft_title = %s WHERE url_path LIKE '%%/about/'"
CLOSE = (
    "INSERT INTO wagtailcore_pageviewrestriction (page_id, restriction_type, password) "
    "SELECT id, 'login', '' FROM wagtailcore_page WHERE url_path LIKE '%%/about/'"
)
OPEN = "DELETE FROM wagtailcore_pageviewrestriction"
SILENTLY = (  # no trigger fires: whoever keeps the page is told nothing, and shows what it kept
    "DO $$ BEGIN PERFORM set_config('session_replication_role', 'replica', true); "
    "UPDATE wagtailcore_page SET title = 'Told to nobody' WHERE url_path LIKE '%%/about/'; END $$"
)
DEAF_FOR = 3.0  # seconds: longer than a proof takes that comes

MAKE_ADMINISTRATORS = f"""
from coalition.users.models import User
from tests.users.factors import give_app
give_app(User.objects.create_superuser("amina", "amina@coalition.example", "{PASSWORD}"))
User.objects.create_superuser("without", "without@coalition.example", "{PASSWORD}")
"""


@pytest.fixture(scope="module")
def site(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """One installation for the module: two web processes and a worker."""
    folder = tmp_path_factory.mktemp("production")
    with running_installation(
        f"coalition_under_production_{os.getpid()}", folder=folder, in_production=True
    ) as running:
        running.run(MAKE_ADMINISTRATORS)
        yield running


@pytest.fixture
def visitor(site: Installation) -> Visitor:
    return Visitor(site.url)


@pytest.fixture(scope="module")
def administrator(site: Installation) -> Visitor:
    """An administrator who has proven the second factor."""
    visitor = Visitor(site.url)
    visitor.log_in("amina", PASSWORD)
    visitor.prove()
    return visitor


def test_the_worker_waits_for_visitors_where_processors_are_busy(site):
    assert os.getpriority(os.PRIO_PROCESS, site.stack.children["worker"].pid) >= 5


def test_an_anonymous_page_is_answered_from_the_cache(visitor):
    for path in ("/en/", "/ar/charter/", "/en/events/seminar-2024/", "/fr/members/", "/es/resources/"):
        first = visitor.get(path)
        again = visitor.get(path, **{"If-None-Match": first.headers["ETag"]})

        assert (first.status_code, again.status_code, again.content) == (200, 304, b""), path
        assert first.headers["Vary"] == "Accept-Encoding"


def shows(visitor: Visitor, words: str) -> bool:
    """Say whether the page shows `words` soon: a notification is on its way for milliseconds, on a quiet machine."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if words in visitor.get("/en/about/").text:
            return True
        time.sleep(0.1)
    return False


def answers_from_memory(site: Installation, visitor: Visitor) -> bool:
    """Say whether the process of `visitor` shows a page as it was after a change that it was not told of.

    One that has just started, on a busy machine, needs some seconds until it has heard itself.
    """
    deadline = time.monotonic() + 120  # it only ends a hang: a pooler waits 15 seconds after a log-in that failed
    while time.monotonic() < deadline:
        site.query(TITLE, "Told to all", "Told to all")  # what it is told silently then is another title in any case
        first = visitor.get("/en/about/")
        site.query(SILENTLY)
        again = visitor.get("/en/about/", **{"If-None-Match": first.headers["ETag"]})
        if (first.status_code, again.status_code) == (200, 304):
            return True
        time.sleep(1)
    return False


def test_what_a_visitor_carries_changes_no_public_page(visitor, administrator):
    """The cookie of a form is no session; whoever has one is answered by the site itself."""
    visitor.get("/accounts/login/")
    page, own = visitor.get("/en/"), administrator.get("/en/")

    assert (page.headers["Vary"], own.status_code, own.headers.get("ETag")) == ("Accept-Encoding", 200, None)


def test_pages_come_with_the_headers_of_production_and_their_hashed_style(visitor):
    page = visitor.get("/en/")

    assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert page.headers["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; "
        "frame-src 'none'; object-src 'none'; base-uri 'none'"
    )
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["X-Frame-Options"] == "DENY"
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert "Set-Cookie" not in page.headers
    [style] = re.findall(r'href="(/static/css/site\.\w+\.css)"', page.text)
    assert visitor.get(style).headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert [visitor.get(f"/en/demo/{name}/").status_code for name in ("mail", "components")] == [404, 404]


def test_cookies_are_for_https_and_this_host_alone(visitor):
    asked = visitor.get("/accounts/login/").headers["Set-Cookie"]
    logged_in = visitor.log_in("without", PASSWORD).headers["Set-Cookie"]

    assert re.findall(r"(__Host-\w+)=\w+; HttpOnly; Path=/; SameSite=Lax; Secure", asked) == ["__Host-csrf"]
    assert "__Host-session" in logged_in
    assert (
        logged_in.count("Secure")
        == logged_in.count("HttpOnly")
        == logged_in.count("Path=/")
        == len(re.findall(r"\w+=[^;,]*;(?= expires| HttpOnly)", logged_in))
    )
    assert "Domain" not in asked + logged_in


def test_in_clear_a_page_that_is_kept_leads_to_https(visitor):
    visitor.get("/en/")
    clear = visitor.get("/en/", **{"X-Forwarded-Proto": "http"})

    assert (clear.status_code, clear.headers["Location"]) == (301, f"{visitor.url.replace('http:', 'https:')}/en/")


@contextmanager
def web_process(site: Installation, **changed: str) -> Iterator[Visitor]:
    """Run one more web process of `site` in a changed environment; yield a visitor of it who has seen some pages."""
    port = free_port()
    environment = site.environment | {"SITE_URL": f"https://127.0.0.1:{port}"} | changed
    stack = Stack(port=port, environment=environment, web_processes=1)
    try:
        stack.start_web()
        stack.wait_until_ready()
        visitor = Visitor(stack.url)
        visitor.get("/en/about/")
        time.sleep(DEAF_FOR)
        yield visitor
    finally:
        stack.stop()


@pytest.fixture(scope="module")
def pooled(site: Installation) -> Iterator[str]:
    with transaction_pooler() as port:
        yield f"postgresql://postgres@127.0.0.1:{port}/{site.name}"


def test_a_deaf_listener_disables_what_it_feeds(site, pooled):
    """Behind a pooler nothing is kept: each edit is seen at once, even a silent one, and a closed page is closed."""
    with web_process(site, DATABASE_URL=pooled) as visitor:
        seen = []
        for number in range(8):
            site.query(TITLE, f"Edit {number}", f"Edit {number}")
            seen.append(f"Edit {number}" in visitor.get("/en/about/").text)
        site.query(SILENTLY)
        seen.append("Told to nobody" in visitor.get("/en/about/").text)
        site.query(CLOSE)
        try:
            closed = visitor.get("/en/about/").status_code
        finally:
            site.query(OPEN)

    assert seen == [True] * 9
    assert closed == 302


def test_a_listener_past_the_pooler_feeds_the_caches_again(site, pooled):
    """A page is answered from memory until its change is announced."""
    with web_process(site, DATABASE_URL=pooled, LISTEN_DATABASE_URL=site.environment["DATABASE_URL"]) as visitor:
        kept = answers_from_memory(site, visitor)
        site.query(TITLE, "Edit of 9", "Edit of 9")
        edited = shows(visitor, "Edit of 9")

    assert (kept, edited) == (True, True)

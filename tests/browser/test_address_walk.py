"""Every public address, asked as nobody should: it answers plainly, never breaks, and looking changes nothing."""

import http.client
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.regex_helper import normalize
from django.utils.translation import override

from tests.installation import Installation

from .pages import LANGUAGES, PATHS, address

AT_ONCE = 8
PLAIN = frozenset({200, 301, 302, 400, 404, 405, 422})
TOO_LONG = 414
REFUSED = 403  # a form without its token, an image whose address was not signed here
TOKEN = "x" * 32
TOKENED = {"Cookie": f"csrftoken={TOKEN}", "X-CSRFToken": TOKEN, "Content-Type": "application/x-www-form-urlencoded"}
KNOWN = "a-token-that-opens-something"

# What stands where an address has a variable, percent-encoded.
PIECES = (
    "0",
    "unknown",
    "-1",
    "9" * 40,
    "%00",
    "a%00b",
    "%ff%fe",
    "%E2%80%AE",
    "..%2f..%2fetc%2fpasswd",
    quote("<script>alert(1)</script>"),
    quote("جنين"),
    "x" * 3000,
)
QUERIES = (
    "page=abc",
    "page=-1",
    "page=999999999999999999999999",
    "page=%00",
    "q=%00",
    "q=%ff%fe",
    "q=" + "%25" * 1000,
    "q=" + quote("' OR 1=1 -- & | ! : * ( ) \\"),
    "country=" + quote("<script>alert(1)</script>"),
    "country=%00&kind=%00&section=%00&language=%00&in=%00&signed=%00&observatory=%00&code=%00",
    "kind=%ff&section[]=1&language=../../&in=members&in=pages&q=a&code=" + "A" * 2000,
    "q=a&in=events&page=1e9",
    "&&=&%&=%",
    "next=//elsewhere.example/&theme=%00",
)
BODIES = (
    b"",
    b"\xff\xfe\x00=%00&email=%ff",
    b"email=%00&name=%00&code=%00&language=xx&action=unsubscribe&category=999999999999999999999&government=%00",
    b"email=a@b.example&name=" + b"x" * 5000 + b"&language=%00&code=" + b"9" * 5000 + b"&proof=%ff&consent=maybe",
)


class Client:
    """One kept-alive connection that sends addresses as they are."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def status(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> int:
        """Return the status of the answer; HEAD must have no body (http.client reads none)."""
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        answer.read()
        return answer.status


def answers(port: int, requests: list[tuple[str, str]], body: bytes | None = None, **headers: str) -> dict[str, int]:
    """Send each (method, address) over AT_ONCE connections; return the status by request."""

    def work(mine: list[tuple[str, str]]) -> list[tuple[str, int]]:
        client = Client(port)
        found = []
        for method, path in mine:
            found.append((f"{method} {path[:120]}", client.status(path, method, body, **headers)))
        client.connection.close()
        return found

    with ThreadPoolExecutor(AT_ONCE) as pool:
        shares = pool.map(work, [requests[start::AT_ONCE] for start in range(AT_ONCE)])
        return {name: status for share in shares for name, status in share}


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each address below `resolver` as a template such as `en/registrations/%(token)s/`, with its variables."""
    for entry in resolver.url_patterns:
        expression = prefix + entry.pattern.regex.pattern.removeprefix("^").removesuffix("$").removesuffix(r"\Z")
        if expression.startswith("cms/"):
            continue  # editors' own; another test walks it
        if isinstance(entry, URLPattern):
            yield from ((template, tuple(names)) for template, names in normalize(expression))
        else:
            yield from patterns(entry, expression)


def templates(languages: tuple[str, ...] = LANGUAGES) -> list[tuple[str, tuple[str, ...]]]:
    """Return every public address pattern, those of the site's languages in each of `languages`."""
    found = set()
    for language in languages:
        with override(language):
            found |= set(patterns(get_resolver()))
    return sorted(found)


def filled(template: str, names: tuple[str, ...], piece: str) -> str:
    """Return the address of `template` with `piece` in place of its variables."""
    return "/" + template % dict.fromkeys(names, piece)


def plain_addresses() -> list[str]:
    """Return every address that is there: fixed patterns, and one page of each type in each language."""
    fixed = {filled(template, names, "x") for template, names in templates() if not names}
    pages = {address(name, language) for name in PATHS for language in LANGUAGES}
    return sorted(
        fixed | pages | {"/data/", "/health/", "/robots.txt", "/sitemap.xml", "/favicon.ico", "/static/", "/media/"}
    )


def with_query(path: str, query: str) -> str:
    """Return `path` with `query` after what it asks already."""
    return f"{path}{'&' if '?' in path else '?'}{query}"


def worst(found: dict[str, int], *more: int) -> dict[str, int]:
    """Return the answers that are neither PLAIN nor one of `more`."""
    return {name: status for name, status in found.items() if status not in PLAIN.union(more)}


@pytest.fixture
def port(installation: Installation) -> int:
    """The port of the site."""
    return installation.stack.port


def test_the_walk_knows_the_addresses_of_every_app():
    known = {template for template, _names in templates(("ar",))}

    assert known >= {
        "",
        "health/",
        "data/members.csv",
        "ar/exit/",
        "ar/search/",
        "ar/charter/sign/%(token)s/%(step)s/",
        "ar/events/%(slug)s/register/",
        "ar/webinars/%(slug)s/event.ics",
        "ar/registrations/%(token)s/join/",
        "ar/newsletter/unsubscribe/%(token)s/",
    }


def test_garbage_in_the_query_breaks_nothing(port: int):
    everything = "&".join(query for query in QUERIES if len(query) < 500)
    requests = [
        ("GET", with_query(path, query))
        for path in plain_addresses()
        for query in ([everything] if path.startswith(("/fr/", "/es/")) else QUERIES)
    ]

    assert worst(answers(port, requests)) == {}


def test_garbage_in_the_path_breaks_nothing(port: int):
    variable = [(template, names) for template, names in templates(("en", "ar")) if names]
    paths = [filled(template, names, piece) for template, names in variable for piece in PIECES]
    sections = ("", "members/", "events/", "resources/", "newsletter/archive/")
    below = [f"/{language}/{section}{piece}/" for language in ("en", "ar") for section in sections for piece in PIECES]
    above = [f"/{piece}" for piece in PIECES]

    assert worst(answers(port, [("GET", path) for path in [*paths, *below, *above]]), TOO_LONG, REFUSED) == {}


def test_an_unknown_secret_opens_nothing(port: int):
    secrets = [filled(template, names, "unknown") for template, names in templates() if "token" in names]

    found = answers(port, [(method, path) for path in secrets for method in ("GET", "HEAD")])

    assert found == dict.fromkeys(found, 404)
    assert len(found) == 2 * len(secrets) >= 2 * 4 * 8


def test_head_answers_as_get_does(port: int):
    paths = plain_addresses()
    got, headed = (answers(port, [(method, path) for path in paths]) for method in ("GET", "HEAD"))

    assert {name.removeprefix("HEAD "): status for name, status in headed.items()} == {
        name.removeprefix("GET "): status for name, status in got.items()
    }


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "NONSENSE"])
def test_a_method_that_nobody_asked_for_breaks_nothing(port: int, method: str):
    paths = [path for path in plain_addresses() if not path.startswith(("/fr/", "/es/"))]

    assert worst(answers(port, [(method, path) for path in paths], b"", **TOKENED), REFUSED) == {}


@pytest.mark.parametrize("body", BODIES, ids=["empty", "not-utf-8", "nul", "long"])
def test_a_garbage_form_breaks_nothing(port: int, body: bytes):
    paths = [path for path in plain_addresses() if not path.startswith(("/fr/", "/es/"))]
    secrets = [filled(template, names, "unknown") for template, names in templates(("en",)) if "token" in names]
    requests = [("POST", path) for path in [*paths, *secrets]]

    assert worst(answers(port, requests, body), REFUSED) == {}
    assert worst(answers(port, requests, body, **TOKENED), REFUSED) == {}


# Runs in the installation: one of everything that a secret address opens, each opened by KNOWN.
MAKE_SECRETS = f"""
from charter import services as charter
from charter.models import ResumeLink, Signature
from coalition.privacy import tokens
from events import services as events
from events.models import EventPage, Registration
from newsletters import services as newsletters
from newsletters.models import Subscriber, SubscriptionRequest

digest = tokens.digest({KNOWN!r})
page = EventPage.objects.get(slug="webinar-first-reception", locale__language_code="en")
person = events.Registrant(name="Walker", email="walker@walk.example", language="en")
last = events.register(event=page.event, category=page.event.seat_categories.first(), person=person)
Registration.objects.filter(pk=last.pk).update(token_digest=digest)
charter.start(contact_email="walker@walk.example", language="en")
ResumeLink.objects.filter(signature=Signature.objects.latest("pk")).update(digest=digest)
newsletters.subscribe(
    email="walker@walk.example", language="en", discreet=False, consent=newsletters.consent_words("en")
)
SubscriptionRequest.objects.filter(pk=SubscriptionRequest.objects.latest("pk").pk).update(
    handle_digest=digest, link_digest=digest
)
Subscriber.objects.filter(email="reader-1-en@coalition.example").update(token_digest=digest)
"""


def contents(installation: Installation) -> dict[str, tuple[int, str]]:
    """Return the number of rows and a digest of their contents, for each table but the sessions' and the queue's."""
    tables = installation.query(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' "
        "AND table_name <> 'django_session' AND table_name NOT LIKE 'procrastinate%%' ORDER BY table_name"
    )
    return {  # the names are PostgreSQL's own answer
        table: installation.query(
            f"SELECT count(*), md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM \"{table}\" t"  # noqa: S608
        )[0]
        for (table,) in tables
    }


def settled(installation: Installation) -> dict[str, tuple[int, str]]:
    """Return the contents once every mail is delivered and every certificate is made."""
    deadline = time.monotonic() + 60
    owed = (
        "SELECT 1 FROM mail_message WHERE state NOT IN ('sent', 'failed') "
        "UNION ALL SELECT 1 FROM charter_certificate WHERE issued_at IS NULL LIMIT 1"
    )
    while installation.query(owed):
        assert time.monotonic() < deadline, "The mails were not delivered, or the certificates not made."
        time.sleep(0.1)
    return contents(installation)


def test_looking_changes_nothing(port: int, installation: Installation):
    installation.manage("shell", "--verbosity", "0", "-c", MAKE_SECRETS)
    opened = [filled(template, names, KNOWN) for template, names in templates(("en",)) if names == ("token",)]
    steps = [
        f"/en/charter/sign/{KNOWN}/{step}/" for step in ("government", "signatory", "act", "check", "code", "done")
    ]
    handled = [f"/en/newsletter/confirm/{KNOWN}/"]
    pages = ("femmes-du-monde-towns", "webinar-first-reception")
    slugged = [
        filled(template, names, slug) for template, names in templates(("en",)) if names == ("slug",) for slug in pages
    ]
    secret = [*opened, *steps, *handled]
    before = settled(installation)

    every = [*plain_addresses(), *secret, *slugged]
    found = answers(port, [(method, path) for path in every for method in ("GET", "HEAD")])

    assert contents(installation) == before
    assert worst(found) == {}
    assert {path: found[f"GET {path}"] for path in secret if found[f"GET {path}"] not in {200, 302}} == {}

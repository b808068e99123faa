"""Every public address, asked as nobody should: it answers plainly, never breaks, and looking changes nothing.

In the short form each address meets all queries at once and every third alone, a NUL and every third piece of garbage,
another third each; in `make attack` all of them.
"""

import re
import time
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

import pytest
from django.urls import get_resolver, resolve
from django.utils.translation import override

from tests.attacks.measuring import LONG
from tests.installation import Installation

from . import secret_pages
from .asking import TOKENED, Asked, answers, ask, filled, routes, templates, with_query
from .pages import LANGUAGES, PATHS, address

pytestmark = [pytest.mark.attack, pytest.mark.xdist_group("addresses")]  # what its fixtures make is made once

READ = frozenset({200, 302, 404})  # what a GET or a HEAD is answered
# Whatever else it may be answered: where, and why.
WALKS = 3  # at most: what a look changes it changes each time, and what the worker does by the clock it does once
EXCEPTIONS = {
    # without its closing slash; short addresses that lead on; a choice of the calendar has one address
    301: re.compile(r" /\w\w/(?:[^/?]+$|calendar/[^?]*\?|courses/(?:[^/?]+/)?(?:\?|$)|initiatives/call/(?:\?|$))"),
    403: re.compile(r" /images/"),  # a size of a picture that was not signed here
    405: re.compile(r"/charter/desk/[^/]+/(close|confirm/again|stop|answer)/$"),  # POST_ONLY
    409: re.compile(r"/claim/$"),  # other garbage gave the seat back meanwhile
    410: re.compile(r" /\w\w/e/(?:[^/]+/[ciln]|l)/"),  # a mailed link that is over, or never was
    429: re.compile(r" /accounts/2fa/webauthn/login/$"),  # asked more often than a person does
    414: re.compile(r"x{40}"),  # longer than the web server takes
}
SENT = READ | {400, 403, 405, 422}  # and another method: no text, no token, not for this address, mistakes
OF_ONES_OWN = {  # what is no page of its own, or not for the registrations of the walk
    "export/": 200, "ticket/ticket.html": 200, "ticket/ticket.pdf": 200, "ticket/worker.js": 200,
    "ticket/kept/": 200, "ticket/forgotten/": 200, "ticket/leave/": 302, "letters/": 200, "delegation/": 200,
    "claim/": 302, "keep/": 302, "agenda/": 404, "calendar/": 200,
    "certificate/": 404, "join/00000000-0000-4000-8000-000000000000/": 404,
}  # fmt: skip
# Pages that tell of a person by themselves: who seeks help, or writes, registers, signs, learns or subscribes.
OWN_PAGES = (
    "help/", "help/fr/", "help/fr/kept/", "help/zz/", "help", "exit/", "search/", "search/?q=shelter", "contact/",
    "contact/sent/{contact}/", "newsletter/", "courses/resume/", "courses/{course}/begin/", "learning/left/",
    "charter/sign/", "charter/sign/link/", "charter/desk/", "initiatives/link/", "initiatives/{call}/propose/",
    "events/femmes-du-monde-towns/register/", "events/femmes-du-monde-towns/register/sent/", "registrations/erased/",
    "webinars/webinar-first-reception/register/", "{closed_page}/",
)  # fmt: skip
VARIABLES = re.compile(r"<(?:\w+:)?(\w+)>")
SECRETS = {"token", "handle"}  # the variables of addresses that open what belongs to one person
# Asked by a button alone, so that opening them does nothing.
POST_ONLY = tuple(f"charter/desk/%(token)s/{button}/" for button in ("close", "confirm/again", "stop", "answer"))

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
OTHERS = ("/fr/", "/es/", "/ar/")  # as well
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
EVERYTHING = "&".join(query for query in QUERIES if len(query) < 500)
PART = 1 if LONG else 3
BODIES = (
    b"",
    b"\xff\xfe\x00=%00&email=%ff",
    b"email=%00&name=%00&code=%00&language=xx&action=unsubscribe&category=999999999999999999999&government=%00",
    b"email=a@b.example&name=" + b"x" * 5000 + b"&language=%00&code=" + b"9" * 5000 + b"&proof=%ff&consent=maybe",
)
BODY_NAMES = ("empty", "not-utf-8", "nul", "long")
FILES = (
    b'--x\r\nContent-Disposition: form-data; name="act_file"; filename="\xff\x00../a.pdf"\r\n\r\n%PDF-\r\n--x--\r\n',
    b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\nPK\x03\x04\r\n--x--\r\n',
    b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n',
)


def plain_addresses() -> list[str]:
    """Return every address that is there: fixed patterns, and one page of each type in each language."""
    fixed = {filled(template, names, "x") for template, names in templates() if not names}
    pages = {address(name, language) for name in PATHS for language in LANGUAGES}
    return sorted(
        fixed | pages | {"/data/", "/health/", "/robots.txt", "/sitemap.xml", "/favicon.ico", "/static/", "/media/"}
    )


def queried(paths: Iterable[str]) -> list[str]:
    """Return each address with EVERYTHING, and with a part of the QUERIES alone."""
    return [
        with_query(path, query)
        for number, path in enumerate(paths)
        for query in (EVERYTHING, *QUERIES[number % PART :: PART])
    ]


def worst(found: dict[str, int], allowed: frozenset[int] = READ) -> dict[str, int]:
    """Return the answers that are neither `allowed` nor an exception."""

    def is_plain(name: str, status: int) -> bool:
        return status in allowed or (status in EXCEPTIONS and EXCEPTIONS[status].search(name) is not None)

    return {name: status for name, status in found.items() if not is_plain(name, status)}


def is_post_only(template: str) -> bool:
    """Say whether the address pattern `template` takes nothing but a POST."""
    return template.partition("/")[2] in POST_ONLY


def refusal(template: str) -> int:
    """Return how an unknown secret is answered at `template`: the same as one that has expired."""
    if is_post_only(template):
        return 405
    if template.endswith(("/ticket/leave/", "/first-factor/%(token)s/")):  # to the neutral site, to what to do now
        return 302
    return 410 if template.endswith(("/c/%(token)s/", "/i/%(token)s/", "/l/%(token)s/", "/n/%(token)s/")) else 404


@pytest.fixture
def port(installation: Installation) -> int:
    return installation.stack.port


@pytest.fixture(scope="module")
def secrets(installation: Installation) -> dict[str, str]:
    """What opens one of everything; but for the last test, all only look."""
    return secret_pages.make(installation)


def opened_by(secrets: dict[str, str], language: str = "en") -> dict[str, int]:
    """Return the addresses that `secrets` open, each with its status."""
    pages = secret_pages.secret_pages(secrets)
    files = {f"/{language}/calendar/own/{secrets['own_calendar']}.ics": 200}
    files |= {f"/{language}/learning/data/{secrets['learner']}/": 200}
    files |= {f"/{language}/learning/{secrets['learner']}/worker.js": 200}
    files |= {f"/accounts/first-factor/{secrets['first_factor']}/": 302}
    files |= {
        f"/{language}/e/{secrets['short_id_of_seat_live']}/s/{secrets['speaker']}/programme/": 404
    }  # it has no page
    own = (f"registrations/{secrets['seat']}", f"e/{secrets['short_id']}/r/{secrets['seat_discreet']}")
    files |= {f"/{language}/{way}/{end}": status for way in own for end, status in OF_ONES_OWN.items()}
    return {page.address(language): page.status for page in pages} | files


def posted_to(secrets: dict[str, str]) -> list[str]:
    """Return the addresses that take no more than a button, opened by `secrets`."""
    return ["/en/" + template % {"token": secrets["signature"]} for template in POST_ONLY]


def test_garbage_in_the_query_breaks_nothing(port: int):
    plain = plain_addresses()
    alone = queried([path for path in plain if not path.startswith(OTHERS)])
    requests = [*alone, *(with_query(path, EVERYTHING) for path in plain if path.startswith(OTHERS))]

    assert worst(answers(port, [("GET", path) for path in requests])) == {}


def test_garbage_in_the_path_breaks_nothing(port: int):
    variable = [(template, names) for template, names in templates(("en", "ar")) if names]
    paths = [
        filled(template, names, piece)
        for number, (template, names) in enumerate(variable)
        for piece in ("%00", *PIECES[number % PART :: PART])
    ]
    sections = ("", "members/", "events/", "resources/", "newsletter/archive/")
    below = [f"/{language}/{section}{piece}/" for language in ("en", "ar") for section in sections for piece in PIECES]
    above = [f"/{piece}" for piece in PIECES]

    assert worst(answers(port, [("GET", path) for path in [*paths, *below, *above]])) == {}


def test_the_secrets_open_every_address_that_a_secret_opens(secrets: dict[str, str]):
    with override("en"):
        met = {resolve(urlsplit(path).path).route for path in [*opened_by(secrets), *posted_to(secrets)]}
        secret = {
            route
            for route in routes(get_resolver())
            if not route.startswith("cms/") and SECRETS & set(VARIABLES.findall(route))
        }

    assert len(secret) >= 16
    assert secret - met == set()


def test_garbage_beside_a_known_secret_breaks_and_changes_nothing(
    port: int, installation: Installation, secrets: dict[str, str]
):
    patterns_with_more = [(template, names) for template, names in templates(("en",)) if "token" in names[:-1]]
    tokens = [secrets[name] for name in ("open_filled", "signature", "numbers_invited")]
    pieced = [
        "/" + template % (dict.fromkeys(names, piece) | {"token": token})
        for template, names in patterns_with_more
        for piece in PIECES
        for token in tokens
    ]
    changed, found = asked_again(
        installation, port, [("GET", path) for path in [*queried(opened_by(secrets)), *pieced]]
    )

    assert changed == set()
    assert worst(found) == {}
    assert len(patterns_with_more) >= 4


def test_an_unknown_secret_opens_nothing(port: int):
    secret = [(template, names) for template, names in templates() if SECRETS & set(names)]
    found = {
        (method, filled(template, names, "unknown")): refusal(template)
        for template, names in secret
        for method in ("GET", "HEAD")
    }
    pressed = [("POST", filled(template, names, "unknown")) for template, names in secret if is_post_only(template)]

    assert answers(port, list(found)) == {f"{method} {path}": status for (method, path), status in found.items()}
    assert answers(port, pressed, b"", **TOKENED) == {f"POST {path}": 404 for _method, path in pressed}
    assert (len(secret), len(pressed)) >= (4 * 16, 4 * 2)


def test_no_browser_stores_help_or_a_page_of_a_person(port: int, secrets: dict[str, str]):
    forms = [f"/en/{path.format_map(secrets)}" for path in OWN_PAGES]
    own = [path for path in opened_by(secrets) if SECRETS & set(resolve(urlsplit(path).path).kwargs)]
    unknown = [filled(template, names, "unknown") for template, names in templates(("en",)) if SECRETS & set(names)]
    asked: list[Asked] = [("GET", path, None, {}) for path in [*forms, *own, *unknown]]
    controls = dict(ask(port, asked, lambda answer: (answer.asked, answer.headers.get("Cache-Control", ""))))

    assert len(own) >= 16
    assert {name: control for name, control in controls.items() if "no-store" not in control} == {}


def test_every_answer_denies_device_features_and_other_sites(port: int, secrets: dict[str, str]):
    paths = [*plain_addresses(), *opened_by(secrets), "/static/css/site.css", "/static/missing.css", "/en/help"]
    asked: list[Asked] = [(method, path, None, {}) for path in paths for method in ("GET", "HEAD", "POST", "DELETE")]
    asked += [("GET", "/en/", None, {"Host": "elsewhere.example"}), ("GET", "/en/?q=%ff", None, {})]
    headers = ("Permissions-Policy", "Cross-Origin-Resource-Policy")
    found = ask(port, asked, lambda answer: (answer.asked, tuple(answer.headers.get(name) for name in headers)))
    open_to_others = re.compile(r" /(data|share|media/images)/|/embed/|/chart\.|/card/|\.(csv|xlsx|json)")

    assert {
        name: values
        for name, values in found
        if not (values[0] or "").startswith("accelerometer=(), camera=(), ")
        or (values[1] != "same-origin" and not open_to_others.search(name))
    } == {}


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "NONSENSE"])
def test_a_method_that_nobody_asked_for_breaks_nothing(port: int, secrets: dict[str, str], method: str):
    paths = [path for path in plain_addresses() if not path.startswith(OTHERS)]
    requests = [(method, path) for path in [*paths, *opened_by(secrets), *posted_to(secrets)]]

    assert worst(answers(port, requests, b"", **TOKENED), SENT) == {}


@pytest.mark.parametrize("body", BODIES, ids=BODY_NAMES)
def test_a_garbage_form_breaks_nothing(port: int, body: bytes):
    paths = [path for path in plain_addresses() if not path.startswith(OTHERS)]
    secrets = [filled(template, names, "unknown") for template, names in templates(("en",)) if SECRETS & set(names)]
    requests = [("POST", path) for path in [*paths, *secrets]]

    assert worst(answers(port, requests, body), SENT) == {}
    assert worst(answers(port, requests, body, **TOKENED), SENT) == {}


def contents(installation: Installation) -> dict[str, tuple[int, str]]:
    """Return the number of rows and a digest of their contents, for each table but the sessions' and the queue's.

    In `mail_epoch` the worker writes each minute that it is this installation that runs.
    How many attempts were made at a door of the accounts (`:rl:`) is counted by allauth for a look as well.
    """
    tables = installation.query(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' "
        "AND table_name NOT IN ('django_session', 'mail_epoch') AND table_name NOT LIKE 'procrastinate%%' "
        "ORDER BY table_name"
    )
    return {  # the names are PostgreSQL's own answer
        table: installation.query(
            f"SELECT count(*), md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM \"{table}\" t "  # noqa: S608
            "WHERE t::text NOT LIKE '%%:rl:%%'"
        )[0]
        for (table,) in tables
    }


def settled(installation: Installation) -> dict[str, tuple[int, str]]:
    """Return the contents once nothing is left to do: every mail is delivered, and every certificate made."""
    deadline = time.monotonic() + 900  # it only ends a hang
    owed = (
        "SELECT 1 FROM mail_message WHERE state NOT IN ('sent', 'failed') "
        "UNION ALL SELECT 1 FROM charter_certificate certificate "
        "JOIN charter_signature signature ON signature.id = certificate.signature_id "
        "WHERE certificate.issued_at IS NULL AND signature.state = 'signed' "
        "UNION ALL SELECT 1 FROM procrastinate_jobs WHERE status = 'doing' "
        "OR (status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now())) LIMIT 1"
    )
    while installation.query(owed):
        assert time.monotonic() < deadline, "The mails were not delivered, or the certificates not made."
        time.sleep(0.1)
    return contents(installation)


def asked_again(
    installation: Installation, port: int, requests: list[tuple[str, str]]
) -> tuple[set[str], dict[str, int]]:
    """Return the tables that change each time when all is asked, WALKS times at most, and the last answers."""
    changed: set[str] | None = None
    for _walk in range(WALKS):
        before = settled(installation)
        found = answers(port, requests)
        after = contents(installation)
        differing = {table for table in before if after[table] != before[table]}
        changed = differing if changed is None else changed & differing
        if not changed:
            break
    return changed or set(), found


def test_looking_changes_nothing(port: int, installation: Installation, secrets: dict[str, str]):
    pages = ("femmes-du-monde-towns", "webinar-first-reception")
    slugged = [
        filled(template, names, slug) for template, names in templates(("en",)) if names == ("slug",) for slug in pages
    ]
    opened = opened_by(secrets)
    plain = [path for path in plain_addresses() if not path.startswith(("/fr/", "/es/"))]
    every = [*plain, *opened, *slugged]
    changed, found = asked_again(installation, port, [(method, path) for path in every for method in ("GET", "HEAD")])

    assert changed == set()
    assert worst(found) == {}
    assert {path: found[f"GET {path[:120]}"] for path in opened} == opened
    both = {path: {found[f"{method} {path[:120]}"] for method in ("GET", "HEAD")} for path in plain}
    assert {path: statuses for path, statuses in both.items() if len(statuses - {429}) > 1} == {}


def test_a_garbage_form_behind_a_known_secret_breaks_nothing(port: int, secrets: dict[str, str]):
    """The last test of these: some garbage does what it says, it gives a seat back."""
    requests = [("POST", path) for path in [*opened_by(secrets), *posted_to(secrets)]]
    in_parts = TOKENED | {"Content-Type": "multipart/form-data; boundary=x"}

    for body in BODIES:
        assert worst(answers(port, requests, body, **TOKENED), SENT) == {}
    for body in FILES:
        assert worst(answers(port, requests, body, **in_parts), SENT) == {}

"""What holds on every page: accessible, valid, light, nothing from elsewhere, usable at 320 pixels.

Of the public site, of log-in and second factor, and of a door. One process walks through all pages of the public site,
in English and in Arabic: their rows are made once, and axe looks once.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Response, Route

from coalition import catalogs
from coalition.stack import ROOT
from tests.installation import Installation

from .conftest import NewContext
from .editors import AccountPages, door_pages, make_editor
from .looking import HEIGHT, WIDTHS, Findings, faults_of_html, look, width_for, written
from .pages import PATHS, address
from .secret_pages import Visit, every_visit

pytestmark = pytest.mark.attack

BUDGETED = ("home", "members", "charter", "event", "sign", "register")
MAX_BYTES = 230_000  # uncompressed, and with the rows of all tests: compressed, the front page takes 64 kB
MAX_REQUESTS = 20
MAX_HOME_ELEMENTS = 800
TOKEN = "x" * 32
FORM = "application/x-www-form-urlencoded"
OTHERS = ("fr", "es")
EXTENDS = re.compile(r'{% extends "([^"]+)"')
OF_ACCOUNTS = {"users/locked_out.html", "users/no_factor.html"}  # met by the walk through the pages of an account
HOSTS = {f"events/door/{name}.html" for name in ("base", "device", "door")}  # met by the walk through those of a door
MET = {  # what the other walks meet
    "account": {"account/login.html", "account/password_reset_from_key.html", "mfa/webauthn/authenticator_list.html"},
    "door": {*HOSTS, "events/door/_result.html"},
}
RENDERED = ("users/locked_out.html", "429.html")  # without the headers of an answer
KEPT = {
    "kept.html",
    "events/ticket_file.html",
    "events/ticket_kept.html",
    "home/help/kept.html",
}  # what people take with them
TAKEN = {f"webinars/courses/bundle/{name}.html" for name in ("base", "index", "course", "lesson")}  # in files
ENDS = {  # met by the tests of calls, of speakers and of withdrawn files
    "calls/proposal/closed.html", "calls/proposal/deleted.html",
    "pages/withdrawing/gone.html",
}  # fmt: skip
PREVIEWS = {"home/block_preview.html", "wagtailcore/shared/block_preview.html"}  # of blocks, in the CMS
UNREAD = {"400.html", "503.html"}  # as 500.html, whose page they extend; met by tests/project/test_server_error.py
FRAMES = {"charter/card_frame.html", "figures/embed.html"}  # on other sites, without the exit
IN_ENGLISH_FIRST = ("something broke",)  # one page for all languages

type Ways = Callable[[Page, pytest.FixtureRequest, str], Iterator[str]]


@dataclass
class Walk:
    """What was found on the pages of one kind in one language."""

    kind: str
    language: str
    found: Findings


@pytest.fixture(scope="session")
def visits(installation: Installation) -> list[Visit]:
    """Every page of the public site, in each of its states, for all the walks of a process."""
    return every_visit(installation)


def public_pages(page: Page, request: pytest.FixtureRequest, language: str) -> Iterator[str]:
    """Yield the name of each page of the public site while it is shown."""
    page.context.add_cookies([{"name": "csrftoken", "value": TOKEN, "domain": "127.0.0.1", "path": "/"}])
    for visit in request.getfixturevalue("visits"):
        answer = go(page, visit, language)
        shown = answer.status, urlsplit(answer.url)[2:4]
        assert shown == (visit.status, urlsplit(visit.address(language))[2:4]), visit.name
        yield visit.name


def account_pages(page: Page, request: pytest.FixtureRequest, language: str) -> Iterator[str]:
    """Yield the name of each page of an account while it is shown."""
    installation, wait_for_mail = (request.getfixturevalue(name) for name in ("installation", "wait_for_mail"))
    return AccountPages(page, installation, make_editor(installation), wait_for_mail).walk(language)


def host_pages(page: Page, request: pytest.FixtureRequest, language: str) -> Iterator[str]:
    """Yield the name of each page of a door while it is shown."""
    return door_pages(page, request.getfixturevalue("installation"))


WAYS: dict[str, Ways] = {"public": public_pages, "account": account_pages, "door": host_pages}
WALKS = [
    pytest.param((kind, language), marks=pytest.mark.xdist_group("walk" if kind == "public" else f"{kind}-{language}"))
    for kind in WAYS
    for language in ("en", "ar")
]


def is_of_page(answer: Response, page: Page) -> bool:
    """Say whether `answer` is a page itself, and no part of one."""
    return answer.request.is_navigation_request() and answer.frame == page.main_frame


@pytest.fixture(scope="module", params=WALKS, ids="-".join)
def walk(request: pytest.FixtureRequest, browser: Browser, installation: Installation) -> Walk:
    """Open every page once in one language, each at one width and in the other language at the other; note all."""
    kind, language = request.param
    maker, found, answers = NewContext(browser, installation.url), Findings(), list[Response]()
    options = {"service_workers": "block"} if kind == "door" else {}
    context = maker(
        locale=language, viewport={"width": WIDTHS[0], "height": HEIGHT}, reduced_motion="reduce", **options
    )
    page = context.new_page()
    found.listen(page)
    page.on("response", lambda answer: answers.append(answer) if is_of_page(answer, page) else None)
    for number, name in enumerate(WAYS[kind](page, request, language)):
        found.directions[name] = page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
        look(page, name, answers[-1], found, width=width_for(number, language))
    context.close()
    found.complaints += maker.leaks
    return Walk(kind, language, found)


def go(page: Page, visit: Visit, language: str) -> Response:
    """Open the page of `visit`, by its form if it has one; return what answered."""
    if visit.typed is None and not visit.answers:
        answer = page.goto(visit.address(language))
    else:
        pattern = re.compile(re.escape(visit.address(language)) + "$")
        page.route(pattern, lambda route: bring_about(route, visit, language))
        answer = page.goto(visit.address(language))
        page.unroute(pattern)
    assert answer is not None
    return answer


def bring_about(route: Route, visit: Visit, language: str) -> None:
    """Post the form of `visit`, or answer what was answered once."""
    if visit.answers:
        kept = visit.answers[language]
        route.fulfill(status=kept.status, headers=kept.headers, body=kept.body)
        return
    route.continue_(method="POST", post_data=body(visit), headers={**route.request.headers, "content-type": FORM})


def body(visit: Visit) -> str:
    """Return what the form of `visit` sends."""
    return (f"csrfmiddlewaretoken={TOKEN}&" if visit.sent_by_us else "") + str(visit.typed)


def test_nothing_is_wrong_on_any_page(walk: Walk):
    """Axe at any width in light and dark, forced colours, 320 pixels, the exit, the policy, third parties, console."""
    for name in RENDERED:
        walk.found.policies.pop(name, None)

    assert walk.found.faults(*["forced", "exits"] if walk.kind == "door" else []) == {}


def test_every_page_is_in_its_language_and_runs_its_way(walk: Walk):
    expected = [walk.language, "rtl" if walk.language == "ar" else "ltr"]
    others = {name: ["en", "ltr"] for name in IN_ENGLISH_FIRST}

    wrong = {name: way for name, way in walk.found.directions.items() if way != others.get(name, expected)}
    assert walk.kind == "account" or wrong == {}


def test_every_page_is_valid_html(walk: Walk, tmp_path: Path):
    """In Arabic, where only words are others, the pages that show each template."""
    names = walk.found.html if walk.language == "en" else walk.found.closely
    assert faults_of_html(written({name: walk.found.html[name] for name in names}, tmp_path)) == set()


def test_no_page_of_an_account_holds_a_placeholder(walk: Walk):
    """A placeholder repeats the label and vanishes when one types."""
    found = [name for name, html in walk.found.html.items() if " placeholder=" in html]
    assert walk.kind != "account" or found == []


def test_every_plain_page_is_there_and_valid_in_the_other_languages(new_context: NewContext, tmp_path: Path):
    """Every other one is validated in French, and the others in Spanish."""
    request = new_context().request
    found = {(code, name): request.get(address(name, code)) for code in OTHERS for name in PATHS}

    assert {key: answer.status for key, answer in found.items()} == {
        (code, name): 404 if name == "missing" else 200 for code, name in found
    }
    codes = dict(zip(PATHS, cycle(OTHERS), strict=False))
    pages = {f"{name}-{code}": found[code, name].text() for name, code in codes.items()}
    assert faults_of_html(written(pages, tmp_path)) == set()


def templates() -> dict[str, str]:
    """Return the text of each template of ours by its name."""
    found = [path for app in catalogs.APPS for path in (ROOT / app).glob("**/templates/**/*.html")]
    return {path.as_posix().rpartition("/templates/")[2]: path.read_text(encoding="utf-8") for path in found}


def pages_of(texts: dict[str, str]) -> set[str]:
    """Return the names of those that are pages of the site: whole ones, and what extends them."""
    pages = {name for name, text in texts.items() if "<!doctype html>" in text}
    while (
        more := {name for name, text in texts.items() if (found := EXTENDS.search(text)) and found[1] in pages} - pages
    ):
        pages |= more
    return pages


def test_no_template_is_forgotten(walk: Walk):
    closely = frozenset.union(*walk.found.closely.values())
    others = {*OF_ACCOUNTS, *UNREAD, *HOSTS, *KEPT, *TAKEN, *ENDS, *PREVIEWS, *FRAMES}

    if walk.kind == "public":
        assert pages_of(templates()) - closely == others
    else:
        assert MET[walk.kind] - closely == set()


def test_axe_looks_at_every_set_of_templates_and_in_arabic_at_every_template(walk: Walk):
    looked_at, made_of = walk.found.closely.values(), walk.found.made_of.values()
    missed = [one for one in made_of if not any(one <= other for other in looked_at)]

    assert walk.language == "ar" or missed == []
    assert frozenset.union(*looked_at) == frozenset.union(*made_of)


def test_a_planted_fault_is_found(new_context: NewContext, tmp_path: Path):
    """What the walks ask finds what it should: without this, a walk that finds nothing proves nothing."""
    page = new_context(viewport={"width": 1280, "height": 900}).new_page()
    answer = page.goto(address("contact"))
    page.evaluate(
        """() => {
            document.querySelector("h1").innerHTML += "<img src='/static/img/mark.svg'>";
            document.querySelector("main p").style.color = "#666";
            document.querySelector("main").style.width = "2000px";
            document.querySelector("a.quick-exit").style.display = "none";
            Object.assign(document.querySelector("main .button").style, {border: "0", outline: "none"});
        }"""
    )
    found = Findings()
    for width in WIDTHS:
        found.closely.clear()
        look(page, "contact", answer, found, width=width)
    broken = answer.text().replace("</h1>", "</h2>", 1)

    rules = {fault.partition(":")[0] for fault in found.violations["contact", 1280, "light"]}
    assert rules >= {"image-alt", "color-contrast-enhanced"}
    assert {fault.partition(":")[0] for fault in found.forced["contact"]} == {"no edge", "no focus"}
    assert set(found.wide) == {"contact"}
    assert set(found.exits) == {("contact", 1280), ("contact", 360)}
    assert {fault.split(": ")[1] for fault in faults_of_html(written({"contact": broken}, tmp_path))} >= {"close-order"}


def test_a_request_to_elsewhere_is_noted_and_reaches_nobody(new_context: NewContext):
    page = new_context().new_page()
    page.goto("about:blank")
    page.set_content("<img src='http://elsewhere.example/pixel.gif'>", wait_until="load")

    assert page.evaluate("document.images[0].naturalWidth") == 0
    assert new_context.leaks == ["http://elsewhere.example/pixel.gif"]
    new_context.leaks.clear()


@pytest.mark.parametrize("name", BUDGETED)
def test_a_cold_load_stays_within_its_budget(new_context: NewContext, name: str):
    context = new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    received: list[float] = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach(entry => {"
        " if (!entry.hadRecentInput) window.shift += entry.value; }))"
        ".observe({type: 'layout-shift', buffered: true});"
    )
    page.goto(address(name), wait_until="networkidle")

    assert sum(received) <= MAX_BYTES
    assert len(received) <= MAX_REQUESTS
    assert page.evaluate("window.shift") < 0.001  # 0.1 is good to Core Web Vitals; a rounded pixel is no shift
    if name == "home":
        assert page.evaluate("document.querySelectorAll('*').length") <= MAX_HOME_ELEMENTS

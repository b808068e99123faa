"""What holds on every page: accessible, valid, light, nothing from elsewhere, usable at 320 pixels."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Response, Route

from coalition.stack import ROOT
from tests.installation import Installation

from .conftest import NewContext
from .looking import Findings, faults_of_html, look, written
from .pages import LANGUAGES, PATHS, address
from .secret_pages import Visit, every_visit

BUDGETED = ("home", "members", "charter", "event", "sign", "register")
MAX_BYTES = 200_000
MAX_REQUESTS = 20
MAX_HOME_ELEMENTS = 800
MAX_SHIFT = 0.05
TOKEN = "x" * 32
EXTENDS = re.compile(r'{% extends "([^"]+)"')
OUTSIDE = {".venv", "tests", "node_modules", "var"}
LOCKED_OUT = "users/locked_out.html"  # met by the walk through the pages of an account
IN_ENGLISH_FIRST = ("something broke",)  # one page for all languages


@pytest.fixture(scope="module")
def visits(installation: Installation) -> list[Visit]:
    """Every page of the public site, in each of its states."""
    return every_visit(installation)


@pytest.fixture(scope="module", params=["en", "ar"])
def walk(
    request: pytest.FixtureRequest, browser: Browser, installation: Installation, visits: list[Visit]
) -> tuple[str, Findings]:
    """Open every page once in one language, and note everything."""
    maker = NewContext(browser, installation.url)
    context = maker(locale=request.param, viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.add_cookies([{"name": "csrftoken", "value": TOKEN, "url": installation.url}])
    page, found = context.new_page(), Findings()
    found.listen(page)
    for visit in visits:
        answer = go(page, visit, request.param)
        if (answer.status, urlsplit(answer.url)[2:4]) != (visit.status, urlsplit(visit.address(request.param))[2:4]):
            found.statuses[visit.name] = answer.status
        look(page, visit.name, answer, found)
        found.directions[visit.name] = page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
    context.close()
    found.complaints += maker.leaks
    return request.param, found


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
    token = f"csrfmiddlewaretoken={TOKEN}&" if visit.sent_by_us else ""
    headers = {**route.request.headers, "content-type": "application/x-www-form-urlencoded"}
    route.continue_(method="POST", post_data=f"{token}{visit.typed}", headers=headers)


def test_every_page_is_there(walk: tuple[str, Findings], visits: list[Visit]):
    assert walk[1].seen == [visit.name for visit in visits]
    assert walk[1].statuses == {}


def test_every_page_is_in_its_language_and_runs_its_way(walk: tuple[str, Findings]):
    language, found = walk
    expected = [language, "rtl" if language == "ar" else "ltr"]

    assert {name: way for name, way in found.directions.items() if way != expected} == (
        {name: ["en", ""] for name in IN_ENGLISH_FIRST}
    )


def test_axe_finds_nothing_at_any_width_in_light_and_dark(walk: tuple[str, Findings]):
    assert walk[1].violations == {}


def test_no_page_scrolls_sideways_at_320_pixels(walk: tuple[str, Findings]):
    assert walk[1].wide == {}


def test_every_page_has_the_exit_in_sight(walk: tuple[str, Findings]):
    assert walk[1].exits == {}


def test_no_page_complains_or_asks_anything_of_a_third_party(walk: tuple[str, Findings]):
    assert walk[1].complaints == []


def test_every_page_has_a_closed_content_policy(walk: tuple[str, Findings]):
    assert walk[1].policies == {}


def test_every_page_is_valid_html(walk: tuple[str, Findings], tmp_path: Path):
    assert faults_of_html(written(walk[1].html, tmp_path)) == set()


def test_every_plain_page_is_there_and_valid_in_the_other_languages(new_context: NewContext, tmp_path: Path):
    request = new_context().request
    found = {(code, name): request.get(address(name, code)) for code in ("fr", "es") for name in PATHS}

    assert {key: answer.status for key, answer in found.items()} == {
        (code, name): 404 if name == "missing" else 200 for code, name in found
    }
    pages = {f"{name}-{code}": answer.text() for (code, name), answer in found.items()}
    assert faults_of_html(written(pages, tmp_path)) == set()


def templates() -> dict[str, str]:
    """Return the text of each template of ours by its name."""
    found = [path for path in ROOT.glob("**/templates/**/*.html") if path.relative_to(ROOT).parts[0] not in OUTSIDE]
    return {path.as_posix().rpartition("/templates/")[2]: path.read_text(encoding="utf-8") for path in found}


def pages_of(texts: dict[str, str]) -> set[str]:
    """Return the names of those that are pages of the site: whole ones, and what extends them."""
    pages = {name for name, text in texts.items() if "<!doctype html>" in text}
    while (
        more := {name for name, text in texts.items() if (found := EXTENDS.search(text)) and found[1] in pages} - pages
    ):
        pages |= more
    return pages


def test_no_template_is_forgotten(walk: tuple[str, Findings]):
    assert pages_of(templates()) - walk[1].templates == {LOCKED_OUT}


def test_a_planted_fault_is_found(new_context: NewContext, tmp_path: Path):
    """What the walks ask finds what it should: without this, a walk that finds nothing proves nothing."""
    page = new_context(viewport={"width": 1280, "height": 900}).new_page()
    answer = page.goto(address("exit"))
    page.evaluate(
        """() => {
            document.querySelector("h1").innerHTML += "<img src='/static/img/mark.svg'>";
            document.querySelector("main li").style.color = "#666";
            document.querySelector("main").style.width = "2000px";
            document.querySelector("a.quick-exit").style.display = "none";
        }"""
    )
    found = Findings()
    look(page, "exit", answer, found)
    broken = answer.text().replace("</h1>", "</h2>", 1)

    rules = {fault.partition(":")[0] for fault in found.violations["exit", 1280, "light"]}
    assert rules >= {"image-alt", "color-contrast-enhanced"}
    assert set(found.wide) == {"exit"}
    assert set(found.exits) == {("exit", 1280), ("exit", 360)}
    assert {fault.split(": ")[1] for fault in faults_of_html(written({"exit": broken}, tmp_path))} >= {"close-order"}


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
    assert page.evaluate("window.shift") <= MAX_SHIFT
    if name == "home":
        assert page.evaluate("document.querySelectorAll('*').length") <= MAX_HOME_ELEMENTS


@pytest.mark.parametrize("name", [name for name in PATHS if name != "missing"])
def test_the_language_switcher_keeps_the_page(new_context: NewContext, name: str):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(address(name))
    links = [str(link.get_attribute("href")) for link in page.locator(".bar .language a").all()]

    assert links == [address(name, language) for language in LANGUAGES]

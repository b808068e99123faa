"""What holds on every page: accessible, valid, light, nothing from elsewhere, usable at 320 pixels."""

import json
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from coalition.stack import ROOT
from tests.installation import Installation

from .conftest import NewContext
from .pages import LANGUAGES, PATHS, address

NODE_MODULES = ROOT / "tests" / "node" / "node_modules"
AXE = (NODE_MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BUDGETED = ("home", "members", "charter", "event", "sign", "register")
MAX_BYTES = 200_000
MAX_REQUESTS = 20
MAX_HOME_ELEMENTS = 800
MAX_SHIFT = 0.05


def violations(page: Page) -> list[str]:
    """Return what axe, which is loaded in the page, finds wrong as it is shown now."""
    found = page.evaluate("tags => axe.run(document, {runOnly: tags}).then(result => result.violations)", STANDARDS)
    return [f"{rule['id']}: {[node['html'][:160] for node in rule['nodes']]}" for rule in found]


def faults_of_html(folder: Path) -> set[str]:
    """Return what html-validate finds wrong in the pages of `folder`."""
    checked = subprocess.run(
        [
            str(ROOT / ".venv/bin/node"),
            str(NODE_MODULES / "html-validate/bin/html-validate.mjs"),
            "--config",
            str(ROOT / "tests/node/htmlvalidate.json"),
            "--formatter",
            "json",
            str(folder),
        ],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert checked.stdout, checked.stderr
    return {
        f"{Path(file['filePath']).name}: {message['ruleId']}: {message['message']} ({message.get('selector')})"
        for file in json.loads(checked.stdout)
        for message in file["messages"]
    }


def test_every_page_is_there(new_context: NewContext):
    request = new_context().request
    answered = {
        (language, name): request.get(address(name, language)).status for language in LANGUAGES for name in PATHS
    }

    assert answered == {(language, name): 404 if name == "missing" else 200 for language in LANGUAGES for name in PATHS}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_at_any_width_in_light_and_dark(new_context: NewContext, language: str):
    page = new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce").new_page()
    problems = {}
    for path in [*(address(name, language) for name in PATHS), "/demo/components/", "/accounts/login/"]:
        page.goto(path)
        page.evaluate(AXE)
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                if found := violations(page):
                    problems[path, width, scheme] = found

    assert problems == {}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_scrolls_sideways_at_320_pixels(new_context: NewContext, language: str):
    """320 CSS pixels is also 1280 at 400 % zoom (WCAG 1.4.10)."""
    page = new_context(viewport={"width": 320, "height": 800}).new_page()
    widths = {}
    for name in PATHS:
        page.goto(address(name, language))
        widths[name] = page.evaluate("document.documentElement.scrollWidth")

    assert widths == dict.fromkeys(PATHS, 320)


def test_every_page_is_valid_html(new_context: NewContext, tmp_path: Path):
    request = new_context().request
    for language in LANGUAGES:
        for name in PATHS:
            body = request.get(address(name, language)).text()
            (tmp_path / f"{name}-{language}.html").write_text(body, encoding="utf-8")

    assert faults_of_html(tmp_path) == set()


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


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_asked_of_a_third_party(new_context: NewContext, installation: Installation, language: str):
    page = new_context().new_page()
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    for name in PATHS:
        page.goto(address(name, language), wait_until="networkidle")

    assert asked - {""} == {urlsplit(installation.url).netloc}


def test_no_page_breaks_its_own_content_policy(new_context: NewContext):
    page = new_context().new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    for name in PATHS:
        if name != "missing":
            page.goto(address(name), wait_until="networkidle")

    assert complaints == []


@pytest.mark.parametrize("name", [name for name in PATHS if name != "missing"])
def test_the_language_switcher_keeps_the_page(new_context: NewContext, name: str):
    request = new_context().request
    body = request.get(address(name)).text()

    for language in LANGUAGES:
        assert f'href="{address(name, language)}"' in body.replace("&amp;", "&")

"""One look at a page, which finds out all at once what must hold on every page: opening it is what costs time."""

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, Response

from coalition.stack import ROOT
from tests.named_templates import HEADER

NODE_MODULES = ROOT / "tests" / "node" / "node_modules"
AXE = (NODE_MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": STANDARDS},
    # 7:1, which is of level AAA, instead of 4.5:1: whatever passes the first passes the second.
    "rules": {"color-contrast-enhanced": {"enabled": True}, "color-contrast": {"enabled": False}},
    "resultTypes": ["violations"],
    "preload": False,  # no rule of ours reads the style sheets themselves
}
# What the other colours can change: nothing else differs in dark.
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast-enhanced", "link-in-text-block"]},
    "resultTypes": ["violations"],
    "preload": False,
}
WIDTHS = (1280, 360)
HEIGHT = 900
UNNAMED = frozenset({""})  # of a page that has no answer's headers
NARROW = 320  # CSS pixels, as 1280 are at 400 % zoom (WCAG 1.4.10)
TARGET = 44  # CSS pixels (WCAG 2.5.5)
QUICK_EXIT = """() => [...document.querySelectorAll(".bar a.quick-exit")].map(link => {
    const box = link.getBoundingClientRect();
    const inside = box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight;
    return {href: link.getAttribute("href"), inside, width: box.width, height: box.height};
})"""

# What the system's own few colours may take away: the edge of a control or a badge, the ring of the focus, a drawing.
# One of each kind is focused: an element, its type and its classes.
FORCED = """() => {
    const blank = document.body.appendChild(document.createElement("hr")), faults = [], kinds = new Set();
    blank.style.backgroundColor = "Canvas";
    const canvas = getComputedStyle(blank).backgroundColor;
    blank.remove();
    const visible = {visibilityProperty: true}, unlike = "[type=checkbox], [type=radio], [type=file]";
    const shown = element => element.checkVisibility(visible) && element.getBoundingClientRect().width > 1;
    const all = selector => [...document.querySelectorAll(selector)].filter(shown);
    const tell = (fault, element) => faults.push(`${fault}: ${element.outerHTML.slice(0, 120)}`);
    const lines = (kind, colour, width) => kind !== "none" && parseFloat(width) > 0 && colour !== canvas;
    for (const element of all(`.button, .badge, .notice, select, textarea, input:not(${unlike})`)) {
        const {borderTopStyle, borderTopColor, borderTopWidth} = getComputedStyle(element);
        if (!lines(borderTopStyle, borderTopColor, borderTopWidth)) tell("no edge", element);
    }
    for (const element of all(".badge, .notice, .button, h1, main p")) {
        if (getComputedStyle(element).color === canvas) tell("no words", element);
    }
    for (const element of all(".chart :is(text, .chart__bar), .map :is(.map__land, .map__dot, text)")) {
        if ([canvas, "none"].includes(getComputedStyle(element).fill)) tell("not drawn", element);
    }
    for (const element of all(".chart :is(.chart__line, .chart__base, .chart__track)")) {
        if ([canvas, "none"].includes(getComputedStyle(element).stroke)) tell("no line", element);
    }
    for (const element of all("a[href], button, input, select, textarea, summary, [tabindex='0']")) {
        const kind = `${element.tagName} ${element.type} ${element.getAttribute("class")}`;
        if (kinds.has(kind) || element.tabIndex < 0) continue;
        kinds.add(kind);
        element.focus({preventScroll: true, focusVisible: true});
        if (document.activeElement !== element) continue;
        const {outlineStyle, outlineColor, outlineWidth} = getComputedStyle(element);
        if (!lines(outlineStyle, outlineColor, outlineWidth)) tell("no focus", element);
    }
    return faults;
}"""


@dataclass
class Findings:
    """What one walk found, by page.

    `made_of` and `closely` hold the templates of each page, and of those that axe looked at.
    """

    seen: list[str] = field(default_factory=list)
    html: dict[str, str] = field(default_factory=dict)
    made_of: dict[str, frozenset[str]] = field(default_factory=dict)
    closely: dict[str, frozenset[str]] = field(default_factory=dict)
    violations: dict[tuple[str, int, str], list[str]] = field(default_factory=dict)
    forced: dict[str, list[str]] = field(default_factory=dict)
    wide: dict[str, int] = field(default_factory=dict)
    exits: dict[tuple[str, int], Any] = field(default_factory=dict)
    policies: dict[str, str] = field(default_factory=dict)
    directions: dict[str, list[str]] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    def faults(self, *but: str) -> dict[str, Any]:
        """Return all that is wrong, `but` for some kinds of it."""
        kinds = {"violations", "forced", "wide", "exits", "policies", "complaints"} - {*but}
        return {kind: found for kind in kinds if (found := getattr(self, kind))}

    def listen(self, page: Page) -> None:
        """Note what the console of `page` complains of, save that a page that should be refused was refused."""

        def note(message: ConsoleMessage) -> None:
            refused = message.text.startswith("Failed to load resource") and message.location["url"] == page.url
            if message.type == "error" and not refused:
                self.complaints.append(f"{page.url}: {message.text}")

        page.on("console", note)


def violations(page: Page, options: Mapping[str, Any] = OPTIONS) -> list[str]:
    """Return what axe, which is loaded in the page, finds wrong as it is shown now."""
    found = page.evaluate("options => axe.run(document, options).then(result => result.violations)", options)
    return [f"{rule['id']}: {[node['html'][:160] for node in rule['nodes']]}" for rule in found]


def look(page: Page, name: str, answer: Response, found: Findings, *, width: int) -> None:
    """Note everything about the page that is shown and came by `answer`, at `width` of WIDTHS; leave it at NARROW.

    Axe takes longer than all the rest: it looks at what `is_new`. The other colours, dark and forced, are looked at in
    English alone: they are the same in every language.
    """
    templates = frozenset(answer.headers.get(HEADER.lower(), "").split(","))
    english = page.evaluate("document.documentElement.lang") == "en"
    found.seen.append(name)
    found.html[name] = answer.text()
    if not is_closed(policy := answer.headers.get("content-security-policy", "")):
        found.policies[name] = policy
    note_exits(page, name, found, width)
    if is_new(templates, found, in_sets=english):
        found.closely[name] = templates
        look_closely(page, name, found, width, colours=english)
        for other in set(WIDTHS) - {width}:
            note_exits(page, name, found, other)
    found.made_of[name] = templates
    resize(page, NARROW)
    if (wide := page.evaluate("document.documentElement.scrollWidth")) != NARROW:
        found.wide[name] = wide


def is_new(templates: frozenset[str], found: Findings, *, in_sets: bool) -> bool:
    """Say whether a page of `templates` shows one that was not looked at closely; `in_sets`, not together with these.

    A page without the headers of an answer is new each time.
    """
    before = found.closely.values()
    known = any(templates <= one for one in before) if in_sets else templates <= frozenset().union(*before)
    return templates == UNNAMED or not known


def note_exits(page: Page, name: str, found: Findings, width: int) -> None:
    """Note what is wrong with the quick exit of the page when the window is so wide."""
    resize(page, width)
    # An error summary took the focus: what the bar covers at the top of the page is no smaller.
    if not leaves(exits := page.evaluate(f"() => {{ scrollTo(0, 0); return ({QUICK_EXIT})(); }}")):
        found.exits[name, width] = exits


def look_closely(page: Page, name: str, found: Findings, width: int, *, colours: bool) -> None:
    """Note what axe finds in a window of `width`, and what other `colours` take away."""
    page.evaluate(AXE)
    if wrong := violations(page):
        found.violations[name, width, "light"] = wrong
    if not colours:
        return
    page.emulate_media(color_scheme="dark")
    if wrong := violations(page, COLOURS):
        found.violations[name, width, "dark"] = wrong
    page.emulate_media(color_scheme="light", forced_colors="active")
    if faults := page.evaluate(FORCED):
        found.forced[name] = faults
    page.emulate_media(forced_colors="none")


def resize(page: Page, width: int) -> None:
    """Make the window of `page` so wide; even the same size would draw the page anew."""
    if page.viewport_size != {"width": width, "height": HEIGHT}:
        page.set_viewport_size({"width": width, "height": HEIGHT})


def width_for(number: int, language: str) -> int:
    """Return at which of WIDTHS page `number` of a walk is looked at: in Arabic at the other one than in English."""
    return WIDTHS[(number + (language == "ar")) % len(WIDTHS)]


def leaves(exits: list[Mapping[str, Any]]) -> bool:
    """Say whether there is one quick exit, in sight and large enough for a thumb."""
    return [(link["inside"], link["width"] >= TARGET, link["height"] >= TARGET) for link in exits] == [(True,) * 3]


def is_closed(policy: str) -> bool:
    """Say whether a content security policy refuses what it does not name, and every script and style in the page."""
    parts = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
    ours = {word for name in ("script-src", "style-src") for word in parts.get(name, "*").split()}
    named = {word for word in ours if word.startswith("'nonce-")}
    return parts.get("default-src") == "'none'" and ours - named == {"'self'"} and "unsafe" not in policy


def faults_of_html(folder: Path) -> set[str]:
    """Return what html-validate finds wrong in the pages of `folder`."""
    program = [ROOT / ".venv/bin/node", NODE_MODULES / "html-validate/bin/html-validate.mjs"]
    options = ["--config", ROOT / "tests/node/htmlvalidate.json", "--formatter", "json", folder]
    checked = subprocess.run([*program, *options], capture_output=True, text=True, timeout=120)
    assert checked.stdout, checked.stderr
    return {
        f"{Path(file['filePath']).name}: {message['ruleId']}: {message['message']} ({message.get('selector')})"
        for file in json.loads(checked.stdout)
        for message in file["messages"]
    }


def written(html: Mapping[str, str], folder: Path) -> Path:
    """Write pages into `folder`, each under its name, for faults_of_html; return it."""
    for name, text in html.items():
        safe = "".join(sign if sign.isalnum() else "-" for sign in name)
        (folder / f"{safe}.html").write_text(text, encoding="utf-8")
    return folder

"""What the documents name exists: files, commands, variables, accounts."""

import re
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands

from coalition.stack import ROOT
from home.demo.loaders.people import ACCOUNTS

FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")
HEADING = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)
VARIABLE = re.compile(r"\benv\.\w+\(\s*\"([A-Z_]+)\"")


def documents() -> list[Path]:
    """Return every Markdown file of the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    return [ROOT / name for name in sorted(set(listed.stdout.splitlines())) if (ROOT / name).exists()]


def anchors(path: Path) -> set[str]:
    """Return what a link may name after "#": the headings of `path`, as a reader's site spells them."""
    kept = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(path.read_text()))
    return {words.replace(" ", "-") for words in kept}


def broken_links(document: Path, root: Path = ROOT) -> list[str]:
    """Return the links of `document` to other files below `root`, and to headings, that lead nowhere."""
    broken = []
    for link in LINK.findall(FENCE.sub("", document.read_text())):
        if re.match(r"[a-z]+:", link):
            continue
        name, _hash, anchor = link.partition("#")
        target = (document.parent / name).resolve() if name else document
        if not target.exists() or not target.is_relative_to(root) or (anchor and anchor not in anchors(target)):
            broken.append(link)
    return broken


def test_a_broken_link_is_found(tmp_path: Path):
    page = tmp_path / "page.md"
    page.write_text(
        "[a](missing.md) ![b](https://example.org/x.png) [c](#no-heading) [d](../outside.md)\n"
        "```\n[e](in-code.md)\n```\n## A heading, here\n[f](#a-heading-here) [g](page.md)\n"
    )
    (tmp_path.parent / "outside.md").touch()

    assert broken_links(page, tmp_path) == ["missing.md", "#no-heading", "../outside.md"]


def test_every_relative_link_leads_to_a_file():
    found = {str(path.relative_to(ROOT)): broken_links(path) for path in documents()}

    assert len(found) > 20
    assert {name: links for name, links in found.items() if links} == {}


def test_every_decision_is_in_the_list_of_decisions():
    folder = ROOT / "docs" / "decisions"

    listed = re.findall(r"^\| \[(\d{4})\]\((\S+)\)", (folder / "README.md").read_text(), re.MULTILINE)

    assert listed == sorted((path.name[:4], path.name) for path in folder.glob("[0-9]*.md"))


@pytest.mark.parametrize("name", ["README.md", "docs/operations.md"])
def test_commands_that_are_named_exist(name: str):
    text = (ROOT / name).read_text()
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE)) <= targets
    assert set(re.findall(r"manage\.py (\w+)", text)) <= set(get_commands())
    for path in re.findall(r"`((?:[\w.-]+/)+[\w.-]+\.(?:py|txt|toml|md|html))`", text):
        assert (ROOT / path).exists(), path


def test_the_accounts_of_the_paths_exist():
    named = re.findall(r"\b(?:[Ll]og in(?: at `\S+`)?|As|as) (?:as )?`(\w+)`", (ROOT / "README.md").read_text())

    assert set(named) == set(ACCOUNTS)


def test_every_variable_of_production_is_explained():
    read: set[str] = set()
    for name in ("base", "production"):
        read |= set(VARIABLE.findall((ROOT / "coalition" / "settings" / f"{name}.py").read_text()))
    operations = (ROOT / "docs" / "operations.md").read_text()

    rows = re.findall(r"^\| (`.+?) \|", operations, re.MULTILINE)
    explained = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}

    assert explained == read - {"COALITION_DATABASE"}

"""What the documents name exists: files, commands, variables, accounts."""

import ast
import re
import runpy
import subprocess
import tomllib
from pathlib import Path

import pytest
from django.core.management import get_commands

from coalition.settings.environment import GONE, REQUIRED
from coalition.stack import ROOT
from home.demo import ACCOUNTS

FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")
HEADING = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)
DECISIONS = ROOT / "docs" / "decisions"
CITED = re.compile(r"\bdecisions?(?:\s|/)+(\d[\w-]*)", re.IGNORECASE)  # decision 0009-public-forms
CODE = ("*.css", "*.html", "*.js", "*.md", "*.mjml", "*.py", "*.sql", "*.toml", "Makefile")
LAST_COLUMN = re.compile(r"^\|.*\|([^|]+)\|[ \t]*$", re.MULTILINE)
DOTTED = re.compile(r"`([A-Za-z_]\w*(?:\.(?!(?:py|html|js|css|md|sql|json|toml|txt)`)[A-Za-z_]\w*)+)`")  # and no file


def documents(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *(patterns or ["*.md"])],
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


def broken_links(document: Path) -> list[str]:
    """Return the links of `document` to other files of the repository, and to headings, that lead nowhere."""
    broken = []
    for link in LINK.findall(FENCE.sub("", document.read_text())):
        if re.match(r"[a-z]+:", link):
            continue
        name, _hash, anchor = link.partition("#")
        target = (document.parent / name).resolve() if name else document
        if not target.exists() or not target.is_relative_to(ROOT) or (anchor and anchor not in anchors(target)):
            broken.append(link)
    return broken


def test_every_relative_link_leads_to_a_file():
    found = {str(path.relative_to(ROOT)): broken_links(path) for path in documents()}

    assert len(found) > 20
    assert {name: links for name, links in found.items() if links} == {}


def test_no_file_holds_two_versions_of_a_line():
    """What a merge could not decide stands between marks, and breaks what reads it: a shell script too."""
    marked = subprocess.run(
        ["git", "grep", "-nIE", "^(<<<<<<<|>>>>>>>) ", "--", "."], cwd=ROOT, capture_output=True, text=True, timeout=30
    )
    assert marked.stdout == ""


def test_every_decision_is_in_the_list_of_decisions():
    listed = re.findall(r"^\| \[(\d{4})\]\((\S+)\)", (DECISIONS / "README.md").read_text(), re.MULTILINE)
    paths = sorted(DECISIONS.glob("[0-9]*.md"))

    assert listed == [(path.name[:4], path.name) for path in paths]
    assert len(paths) <= 30
    assert [path.name for path in paths if not path.read_text().startswith(f"# {int(path.name[:4])}. ")] == []


def test_every_decision_that_is_cited_exists_under_its_number():
    """Each is cited by number and subject, which so fit each other."""
    known = {path.stem for path in DECISIONS.glob("[0-9]*.md")}
    files = [path for path in documents(*CODE) if path != Path(__file__)]
    cited = {str(path.relative_to(ROOT)): set(CITED.findall(path.read_text())) - known for path in files}

    assert len(files) > 800
    assert {name: wrong for name, wrong in cited.items() if wrong} == {}


def unknown_names(readme: Path) -> list[str]:
    """Return what a table of `readme` names as `module.name`, in its last column, and no room around it has."""
    names = [name for where in LAST_COLUMN.findall(readme.read_text()) for name in DOTTED.findall(where)]
    around = [folder for folder in (readme.parent, *readme.parent.parents) if folder.is_relative_to(ROOT)]
    return [name for name in names if not any(is_in(folder, name.split(".")) for folder in around)]


def is_in(folder: Path, parts: list[str]) -> bool:
    """Say whether `parts` are a module or package below `folder`, and names that it says; or a class in it."""
    is_class = parts[0][0].isupper()
    for length in range(len(parts), 0 - is_class, -1):
        module = folder.joinpath(*parts[:length])
        files = [module.with_suffix(".py")] if module.with_suffix(".py").exists() else module.glob("**/*.py")
        if text := "\n".join(path.read_text() for path in files):
            return all(re.search(rf"\b{name}\b", text) for name in parts[length:])
    return False


def test_the_functions_of_each_rule_exist():
    rooms = [path for path in documents() if path.name == "README.md" and not path.is_relative_to(ROOT / "tests")]
    unknown = {str(path.relative_to(ROOT)): unknown_names(path) for path in rooms}

    assert {path: names for path, names in unknown.items() if names} == {}


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/how-to.md"])
def test_commands_that_are_named_exist(name: str):
    text = (ROOT / name).read_text()
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE)) <= targets
    assert set(re.findall(r"manage\.py (\w+)", text)) <= set(get_commands())
    for path in re.findall(r"`((?:[\w.-]+/)+[\w.-]+\.(?:py|txt|toml|md|html))`", text):
        assert (ROOT / path).exists(), path


OF_OPERATORS = [f"docs/{name}.md" for name in ("server", "containers", "settings", "operations")] + [
    "packaging/README.md"
]


def test_the_manual_of_operators_speaks_of_one_command_and_is_short():
    """No decision is cited, nothing needs a variable that one forgets, both ways are read in minutes."""
    texts = {name: (ROOT / name).read_text() for name in OF_OPERATORS}
    script = (ROOT / "packaging" / "coalition").read_text()
    known = set(get_commands()) | {*re.findall(r"^\t?(\w+)(?:\) |\(\) \{)", script, re.MULTILINE)}
    said = {word for text in texts.values() for word in re.findall(r"(?:^|`)coalition (\w+)", text, re.MULTILINE)}

    assert said - known == set()
    assert [name for name, text in texts.items() if re.search(r"manage\.py|[Dd]ecision|decisions/", text)] == []
    assert sum(len(texts[f"docs/{name}.md"].split()) for name in ("server", "containers")) < 2500


def test_the_accounts_of_the_paths_exist():
    named = re.findall(r"\b(?:[Ll]og in(?: at `\S+`)?|As|as) (?:as )?`(\w+)`", (ROOT / "README.md").read_text())

    assert set(named) == set(ACCOUNTS)


def read_by_code() -> dict[str, str | None]:
    """Return each setting with its default; None where that is nothing, or made by the code."""
    found: dict[str, str | None] = {}
    for name in ("base", "production"):
        for node in ast.walk(ast.parse((ROOT / "coalition" / "settings" / f"{name}.py").read_text())):
            match node:
                case ast.Call(ast.Attribute(ast.Name("env")), [ast.Constant(setting), ast.Constant(default)]):
                    found[setting] = str(default) if default not in {"", None} else None
                case ast.Call(ast.Attribute(ast.Name("env")), [ast.Constant(setting), ast.Dict()]):
                    found[setting] = "{}"
                case ast.Call(ast.Attribute(ast.Name("env")), [ast.Constant(setting), *_more]):
                    found[setting] = None
    compose = (ROOT / "packaging" / "compose.yaml").read_text()
    told = {name: default or None for name, default in re.findall(r"\$\{([A-Z_]+)(?::-([^}]*))?", compose)}
    del told["COALITION_ENVIRONMENT"]  # of tests: where the file is
    return told | found


def test_the_table_of_settings_says_what_is_read_what_is_required_and_what_holds_otherwise():
    page, read = (ROOT / "docs/settings.md").read_text(), read_by_code()
    rows = re.findall(r"^\| `([A-Z_]+)` \| ([^|]*?) \| ([^|]*?) ?\|", page, re.MULTILINE)

    assert sorted(name for name, _needed, _default in rows) == sorted(read)
    assert len(rows) <= 40
    assert {name for name, needed, _default in rows if needed == "yes"} == set(REQUIRED)
    assert len([needed for _name, needed, _default in rows if needed != "no"]) <= 10
    told = {name: re.fullmatch(r"`([^`]*)`", default) for name, needed, default in rows if needed == "no"}
    assert {name: default and default[1] for name, default in told.items()} == {name: read[name] for name in told}
    went = re.findall(r"^\| (`[^|]+)\|", page.partition("## What went")[2], re.MULTILINE)
    assert [name for row in went for name in re.findall(r"`([A-Z_]+)`", row) if not GONE.fullmatch(name)] == []


QUESTION = re.compile(r"^\| .+\? \| `([\w/]+\.py)`(?: `(\w+)`)? \|", re.MULTILINE)


def test_the_answers_to_the_ten_questions_are_where_they_are_said_to_be():
    rows = QUESTION.findall((ROOT / "docs/how-to.md").read_text())

    assert len(rows) == 10
    assert [row for row in rows if f"def {row[1]}" not in (ROOT / row[0]).read_text()] == []


def test_the_picture_of_imports_is_todays():
    script = runpy.run_path(str(ROOT / "docs" / "imports.py"))
    drawn = (ROOT / "docs" / "architecture.md").read_text()

    assert script["page"]() == drawn, "Run: .venv/bin/python docs/imports.py"
    assert script["circles"]({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c"]


def test_the_newest_version_of_the_changelog_is_the_projects():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)

    assert headings[0] == "Unreleased"
    assert [
        heading for heading in headings[1:] if not re.fullmatch(r"\d+\.\d+\.\d+ \(\d{4}-\d\d-\d\d\)", heading)
    ] == []
    assert not headings[1:] or headings[1].startswith(f"{version} (")

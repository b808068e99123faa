"""A file, module or function that a docstring, comment or README names exists."""

import io
import re
import sys
import tokenize
from functools import cache
from importlib import metadata
from pathlib import Path

from coalition.stack import ROOT

from .test_docs import documents

FILE = re.compile(
    r"(?<![\w/.<>{}*@-])((?:[\w.-]+/)*[\w-]+\.(?:css|html|js|md|mjml|pot?|py|sh|sql|toml|yaml))\b(?![\w/(])"
)
FOLDER = re.compile(r"(?<=\()([a-z]\w*(?:/\w+)*)/(?=[),;])")  # in brackets, with a slash at its end
DOTTED = re.compile(r"(?<![\w/.@-])([a-z_]\w*(?:\.[A-Za-z_]\w*)+)\b(?![/(@-])")
MADE = re.compile(r"\.(?:conf|csv|ics|jsonl?|pdf|pem|png|txt)$", re.IGNORECASE)  # a file that something writes
MARKUP = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}|<!--.*?-->|/\*.*?\*/|(?<![:'\"])//[^\n]*", re.DOTALL)
HISTORY = ("CHANGELOG.md", "docs/upstream.md")  # name what is gone, and code of libraries
OTHERS = {"events/static/events/door/qr/decode.js"}  # copied from a library
# Names of libraries' or of generated files, and of what is no code of ours.
KNOWN = {"ical.js", "lesson-01.html", "verify.py", "wsgi.url_scheme", "inspect.signature"}


@cache
def project_files() -> list[str]:
    return [path.relative_to(ROOT).as_posix() for path in documents("*")]


@cache
def endings() -> frozenset[str]:
    """Return each file and folder by every ending of its path."""
    paths = {path for name in project_files() for path in (Path(name), *Path(name).parents)}
    return frozenset("/".join(path.parts[start:]) for path in paths for start in range(len(path.parts)))


@cache
def words_of(dotted: str) -> frozenset[str]:
    """Return the words in each module and package whose path ends with `dotted`; none where there is no such module."""
    module = dotted.replace(".", "/")
    if not {module, f"{module}.py"} & endings():
        return frozenset()
    inside = re.compile(rf"(?:^|/){module}(?:\.py$|/.*\.py$)")
    names = [name for name in project_files() if inside.search(name)]
    return frozenset(word for name in names for word in re.findall(r"\w+", (ROOT / name).read_text()))


@cache
def definitions() -> frozenset[str]:
    texts = ((ROOT / name).read_text() for name in project_files() if name.endswith(".py"))
    return frozenset(name for text in texts for name in re.findall(r"^ *(?:async )?(?:class|def) (\w+)", text, re.M))


@cache
def libraries() -> frozenset[str]:
    return frozenset({*sys.stdlib_module_names, *metadata.packages_distributions()})


def split(text: str) -> tuple[str, set[str]]:
    """Return the docstrings and comments of a Python file, and the names in its code."""
    prose, names, last = [], set(), tokenize.NEWLINE
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        starts_line = last in (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)
        if token.type == tokenize.COMMENT or (token.type == tokenize.STRING and starts_line):
            prose.append(token.string)
        elif token.type == tokenize.NAME:
            names.add(token.string)
        if token.type not in (tokenize.COMMENT, tokenize.NL):
            last = token.type
    return "\n".join(prose), names


def is_missing(dotted: str, names: set[str]) -> bool:
    """Say whether `dotted` names code of this project that does not exist, in a file whose code uses `names`."""
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        if words := words_of(".".join(parts[:length])):
            return not words.issuperset(parts[length:]) and not names.issuperset(parts)
    return parts[0] not in names | libraries() and parts[-1] in definitions()


def missing(name: str) -> set[str]:
    """Return what the comments of file `name`, or a whole document, name and the project does not have."""
    text, names = (ROOT / name).read_text(), set()
    if name.endswith(".py"):
        text, names = split(text)
    elif not name.endswith(".md"):
        text = "\n".join(MARKUP.findall(text))
    paths = {*FILE.findall(text), *FOLDER.findall(text)}
    dotted = {one for one in DOTTED.findall(text) if not FILE.fullmatch(one) and not MADE.search(one)}
    found = {path for path in paths if path not in endings() and not (ROOT / name).parent.joinpath(path).exists()}
    return found.union(one for one in dotted if is_missing(one, names)) - KNOWN


def test_what_comments_and_documents_name_exists():
    kinds = (".css", ".html", ".js", ".md", ".mjml", ".py")
    names = [name for name in project_files() if name.endswith(kinds) and "/migrations/" not in name]
    wrong = {name: sorted(missing(name)) for name in names if name not in {*HISTORY, *OTHERS}}

    assert len(names) > 1000
    assert {name: pointers for name, pointers in wrong.items() if pointers} == {}

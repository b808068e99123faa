"""The interface is complete in four languages: nothing missing, empty, fuzzy, or with other placeholders."""

import ast
import re
from collections.abc import Iterator

import pytest
from django.utils.translation import ngettext, override

from coalition import catalogs

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%%|%[sd]")


@pytest.fixture(scope="module")
def template():
    return catalogs.template_catalog()


def forms(text: object) -> list[str]:
    """Return each form of a message or a translation."""
    return list(text) if isinstance(text, tuple | list) else [str(text)]


def unseen_names(source: str) -> Iterator[str]:
    """Yield each name under which `source` imports a gettext function, and by which its strings are not collected."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.ImportFrom) or node.module not in ("django.utils.translation", "gettext"):
            continue
        for function in node.names:
            name = function.asname or function.name
            arguments = catalogs.KEYWORDS.get(function.name, "not collected")
            if "gettext" in function.name and catalogs.KEYWORDS.get(name, "unseen") != arguments:
                yield name


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("from django.utils.translation import gettext as _, gettext_lazy, ngettext", []),
        ("def late():\n    from django.utils.translation import gettext_lazy as _lazy", ["_lazy"]),
        ("from django.utils.translation import ngettext as _, npgettext_lazy", ["_", "npgettext_lazy"]),
    ],
)
def test_a_name_that_hides_strings_is_found(source: str, names: list[str]):
    assert list(unseen_names(source)) == names


def test_every_name_of_a_gettext_function_is_collected():
    modules = [path for app in catalogs.APPS for path in sorted((catalogs.ROOT / app).rglob("*.py"))]
    hidden = {path: list(unseen_names(path.read_text(encoding="utf-8"))) for path in modules}

    assert {str(path): names for path, names in hidden.items() if names} == {}


@pytest.mark.parametrize("language", catalogs.LANGUAGES)
def test_every_string_is_translated(template, language: str):
    translated = {
        (message.context, forms(message.id)[0])
        for message in catalogs.read(language)
        if message.id and catalogs.is_translated(message.string) and not message.fuzzy
    }
    asked = {(message.context, forms(message.id)[0]) for message in template if message.id}

    assert asked - translated == set()


@pytest.mark.parametrize("language", catalogs.LANGUAGES)
def test_no_translation_outlives_its_string(template, language: str):
    asked = {(message.context, forms(message.id)[0]) for message in template if message.id}
    kept = {(message.context, forms(message.id)[0]) for message in catalogs.read(language) if message.id}

    assert kept - asked == set()


@pytest.mark.parametrize("language", catalogs.LANGUAGES)
def test_placeholders_are_kept(language: str):
    """A plural's forms may leave a number out ("one seat"), never add or misspell one."""
    wrong = []
    for message in catalogs.read(language):
        if not message.id or not catalogs.is_translated(message.string):
            continue
        allowed = {name for form in forms(message.id) for name in PLACEHOLDER.findall(form)}
        singular = not isinstance(message.id, tuple | list)
        for form in forms(message.string):
            used = set(PLACEHOLDER.findall(form))
            if used - allowed or (singular and used != allowed):
                wrong.append((message.id, form))

    assert wrong == []


ACCUSATIVE = re.compile(r"\w(?:ًا|اً)(?!\w)")
COUNTED_SO = re.compile(r"%\(\w+\)[sd]\u2069? \w*(?:ًا|اً)(?!\w)")


def test_arabic_nouns_fit_their_numbers(template):
    """From 11 to 99 a noun is in the accusative (موعدًا), after 100 it is not, and after no other number (موعد)."""
    wrong = []
    with override("ar"):
        for message in template:
            if not isinstance(message.id, tuple | list):
                continue
            context = f"{message.context}\x04" if message.context else ""
            said = {
                number: ngettext(context + message.id[0], message.id[1], number) for number in (0, 1, 2, 3, 11, 100)
            }
            accusative = {number: len(ACCUSATIVE.findall(words)) for number, words in said.items()}
            alone = {words for number, words in said.items() if number != 11 and COUNTED_SO.search(words)}
            if alone or accusative[100] > accusative[11]:
                wrong.append(said)

    assert wrong == []

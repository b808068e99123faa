"""The interface is complete in four languages: nothing missing, empty, fuzzy, or with other placeholders."""

import re

import pytest

from coalition import catalogs

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%%|%[sd]")


@pytest.fixture(scope="module")
def template():
    return catalogs.template_catalog()


def forms(text: object) -> list[str]:
    """Return each form of a message or a translation."""
    return list(text) if isinstance(text, tuple | list) else [str(text)]


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

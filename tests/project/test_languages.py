"""The site speaks the languages of settings.LANGUAGES, everywhere: no table by language knows fewer, none knows more.

What a file names by language is found by looking at all of them, so that whoever adds a language is told of each.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from wagtail.models import Locale

from coalition import catalogs
from coalition.languages import names
from coalition.pages.templatetags import sharing
from home.search import results

ROOT = Path(__file__).resolve().parents[2]
APPS = ("charter", "coalition", "events", "home", "newsletters", "webinars")
CODES = {code for code, _name in settings.LANGUAGES}


def files(ending: str) -> Iterator[Path]:
    for app in APPS:
        yield from (path for path in sorted((ROOT / app).rglob(f"*.{ending}")) if "migrations" not in path.parts)


def unlike(keys: set[Any]) -> bool:
    """Say whether `keys` are those of a table by language that lacks one of the site, or has one more."""
    others = {key for key in keys if isinstance(key, str) and re.fullmatch("[a-z]{2}", key)} - CODES
    return len(keys & CODES) > 1 and bool(CODES - keys or others)


def test_every_table_of_the_code_has_the_languages_of_the_site():
    found = []
    for path in files("py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Dict):
                keys = {key.value for key in node.keys if isinstance(key, ast.Constant)}
                found += [f"{path.relative_to(ROOT)}:{node.lineno}"] if unlike(keys) else []

    assert found == []


def test_every_column_of_a_language_has_those_of_the_others():
    found = []
    for model in apps.get_models():
        by_beginning: dict[str, set[str]] = {}
        for field in model._meta.get_fields():
            beginning, _, code = field.name.rpartition("_")
            if beginning and code in CODES:
                by_beginning.setdefault(beginning, set()).add(code)
        found += [f"{model.__name__}.{name}" for name, codes in by_beginning.items() if unlike(codes)]

    assert found == []


@pytest.mark.django_db
def test_what_is_kept_by_language_beside_the_settings():
    def folders(place: str) -> set[str]:
        return {path.name for path in (ROOT / place).iterdir() if path.is_dir() and len(path.name) == 2}

    assert set(Locale.objects.values_list("language_code", flat=True)) == CODES
    assert {"en", *catalogs.LANGUAGES} == CODES
    assert {"en", *folders("coalition/locale")} == CODES
    assert folders("coalition/formats") == CODES
    broken = (ROOT / "coalition/templates/500.html").read_text(encoding="utf-8")
    assert set(re.findall(r'href="/(\w+)/"', broken)) == CODES


@pytest.mark.django_db
def test_a_language_more_breaks_no_public_page_before_its_words_are_there():
    """Its names and titles are English meanwhile."""
    assert names.language_names("pt")["nah"] == "Nahuatl"
    assert (sharing.locale_of("pt"), sharing.locale_of("en")) == ("pt_BR", "en_GB")
    assert next((part.title, part.path) for part in results.sections("pt")) == ("Help by telephone", "/pt/help/")


@pytest.mark.django_db
def test_the_cms_is_offered_in_the_languages_of_the_site(admin_client):
    form = admin_client.get("/cms/account/").context["panels_by_tab"]
    offered = [panel.get_form().fields["preferred_language"] for panels in form.values() for panel in panels
               if "preferred_language" in panel.get_form().fields]  # fmt: skip

    assert {code for field in offered for code, _name in field.choices if code} == CODES

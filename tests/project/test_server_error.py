"""The page for a fault of ours needs nothing that may be what broke."""

import re
from unittest.mock import Mock

import pytest
from django.conf import settings
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.utils.translation import override

from coalition import health

LANGUAGES = {"en": "ltr", "fr": "ltr", "es": "ltr", "ar": "rtl"}


def unreachable(*arguments: object, **options: object) -> None:
    """Stand for a part that is down."""
    raise OperationalError("the server closed the connection")


@pytest.fixture
def visitor(client: Client) -> Client:
    """A browser that was here before, with the cookies of a log-in."""
    client.raise_request_exception = False
    client.cookies.load({"sessionid": "x" * 32, "csrftoken": "x" * 32})
    return client


@pytest.fixture
def nothing_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every connection to the database fail, and a view that asks for none of them."""
    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", unreachable)
    monkeypatch.setattr(health, "report", Mock(side_effect=RuntimeError))


@pytest.mark.parametrize("path", ["/health/", "/cms/", "/en/", "/ar/search/?q=a", "/fr/registrations/secret/"])
def test_it_says_so_in_four_languages_and_keeps_the_exit(visitor: Client, nothing_works: None, path: str):
    response = visitor.get(path)

    html = response.content.decode()
    assert response.status_code == 500
    assert [language for language in LANGUAGES if f'<a href="/{language}/">' in html] == list(LANGUAGES)
    assert re.findall(r'<div class="stack stack--tight" lang="(\w+)"', html) == ["fr", "es", "ar"]
    assert f'<script src="/static/js/quick-exit.js" data-exit-url="{settings.QUICK_EXIT_URL}">' in html
    assert f'<a class="quick-exit" href="{settings.QUICK_EXIT_URL}" rel="noreferrer" data-quick-exit>' in html


def test_its_words_are_the_same_in_every_language_of_the_visitor(visitor: Client, nothing_works: None):
    found = set()
    for language in LANGUAGES:
        with override(language):
            found.add(visitor.get(f"/{language}/", headers={"accept-language": language}).content)

    assert len(found) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/en/contact/", "/ar/charter/sign/"])
def test_a_form_that_cannot_be_read_is_told_so_in_four_languages(path: str):
    """Its letters are none of ours: the door that looks for a token cannot read it, and neither could a page."""
    visitor = Client(enforce_csrf_checks=True)
    visitor.cookies.load({"csrftoken": "x" * 32})

    response = visitor.post(path, b"a=b", content_type="application/x-www-form-urlencoded; charset=utf-7")

    html = response.content.decode()
    assert response.status_code == 400
    assert re.findall(r'<div class="stack stack--tight" lang="(\w+)"', html) == ["fr", "es", "ar"]
    assert f'<a class="quick-exit" href="{settings.QUICK_EXIT_URL}" rel="noreferrer" data-quick-exit>' in html

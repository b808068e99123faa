"""allauth's pages speak as the site does: each of its words that we say otherwise is still one of its words."""

from pathlib import Path

import allauth
import pytest
from babel.messages.pofile import read_po
from django.utils.translation import gettext, override

from coalition import catalogs
from coalition.users.words import WORDS


def test_every_word_is_still_one_of_allauth():
    path = Path(allauth.__file__).parent / "locale" / "fr" / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        theirs = {message.id for message in read_po(file, locale="fr") if isinstance(message.id, str)}

    assert set(WORDS) - theirs == set()


def test_the_english_catalog_says_nothing_but_these_words():
    said = {message.id: message.string for message in catalogs.read("en") if message.id}

    assert said.keys() - set(WORDS) == set()
    assert all(said.values())


@pytest.mark.parametrize(
    ("language", "label"),
    [("en", "Log in"), ("fr", "Se connecter"), ("es", "Iniciar sesión"), ("ar", "تسجيل الدخول")],
)
@pytest.mark.django_db
def test_the_page_of_log_in_speaks_as_the_site_does(client, language, label):
    page = client.get("/accounts/login/", headers={"accept-language": language}).text

    with override(language):
        assert gettext("Sign In") == label
        assert gettext("Remember Me") in page
    assert f"<h1>{label}</h1>" in page
    assert "Sign In" not in page
    assert "Remember Me" not in page

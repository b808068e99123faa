"""Folding, names and quotes; and words of Django, Wagtail and allauth in the language of who reads them."""

from pathlib import Path

import allauth
import django
import pytest
import wagtail
from babel.messages.pofile import read_po
from django.db.models.fields import BLANK_CHOICE_LABEL
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext, override

from coalition.catalogs import library_messages
from coalition.languages.names import fold, listed, quoted, sort_key
from coalition.pages.search import folded_words, texts_of
from events.languages import SIGNED, SPOKEN, language_name
from home.models import StandardPage


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Jénine", "jenine"),
        ("  ÉGALITÉ \n des  Femmes ", "egalite des femmes"),
        ("جنين", "jnyn"),
        ("", ""),
        ("Łódź", "lodz"),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


def test_the_article_of_arabic_is_no_part_of_a_name_and_germany_has_none():
    assert sorted(["المغرب", "ألمانيا", "الأردن"], key=sort_key) == ["الأردن", "ألمانيا", "المغرب"]


@pytest.mark.django_db
def test_a_page_says_its_title_description_and_words_without_markup():
    page = StandardPage(
        title="Égalité",
        search_description="Décrite",
        introduction="Début",
        body=[("heading", {"text": "Où", "level": "2"}), ("paragraph", "<p>Été<br>fini</p>")],
    )

    assert set(folded_words(texts_of(page)).split()) == {"egalite", "decrite", "debut", "ou", "ete", "fini"}


WRITTEN = {
    "en": "“Law”, “Data”",
    "fr": "«\xa0Law\xa0», «\xa0Data\xa0»",
    "es": "«Law», «Data»",
    "ar": "«Law»، «Data»",
}


@pytest.mark.parametrize("language", WRITTEN)
def test_no_language_of_a_session_is_called_by_its_code(language):
    with override(language):
        names = {code: language_name(code) for code in (*SPOKEN, *SIGNED)}

    assert [code for code, name in names.items() if name == code] == []
    assert names["mnk"] == {"en": "Mandinka", "fr": "mandingue", "es": "mandinga", "ar": "الماندينكا"}[language]


@pytest.mark.parametrize("language", WRITTEN)
def test_titles_in_a_sentence_have_the_marks_of_its_language(language):
    with override(language):
        assert listed(map(quoted, ["Law", "Data"])) == WRITTEN[language]


@pytest.mark.parametrize(
    ("language", "words", "size", "add", "none"),
    [
        ("en", "- Select an option -", "2.0 MB", "Add %(model_name)s", "There are no %(model_name)s to display."),
        ("fr", "- Choisir une option -", "2,0 Mo", "Ajouter : %(model_name)s", "Rien à afficher (%(model_name)s)."),
        ("es", "- Elija una opción -", "2,0 MB", "Agregar: %(model_name)s", "Nada que mostrar (%(model_name)s)."),
        ("ar", "- اختاروا -", "2.0 ميغابايت", "إضافة: %(model_name)s", "لا شيء للعرض (%(model_name)s)."),
    ],
)
def test_words_of_libraries_are_said_in_each_language(language, words, size, add, none):
    with override(language):
        assert str(BLANK_CHOICE_LABEL) == words
        assert filesizeformat(2 << 20).replace("\N{NO-BREAK SPACE}", " ") == size
        assert gettext("Add %(model_name)s").replace("\N{NO-BREAK SPACE}", " ") == add
        assert gettext("There are no %(model_name)s to display.") == none


def test_every_word_is_still_one_of_its_library():
    theirs = set()
    for library, language in ((django, "en"), (wagtail, "en"), (allauth, "fr")):
        for path in Path(library.__file__).parent.rglob(f"locale/{language}/LC_MESSAGES/django.po"):
            with path.open("rb") as file:
                theirs |= {message.id for message in read_po(file)}

    assert {word for _context, word in library_messages()} - theirs == set()

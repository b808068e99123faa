"""Folding, and the neutral words for search."""

import pytest
from django.utils.translation import override

from coalition.languages.names import fold, listed, quoted
from coalition.pages.search import folded_text
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


@pytest.mark.django_db
def test_a_page_says_its_title_description_and_words_without_markup():
    page = StandardPage(
        title="Égalité",
        search_description="Décrite",
        introduction="Début",
        body=[("heading", {"text": "Où", "level": "2"}), ("paragraph", "<p>Été<br>fini</p>")],
    )

    assert set(folded_text(page).split()) == {"egalite", "decrite", "debut", "ou", "ete", "fini"}


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

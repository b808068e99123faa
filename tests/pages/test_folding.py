"""Folding, and the neutral words for search."""

import pytest

from coalition.pages.folding import fold
from coalition.pages.search import folded_text
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

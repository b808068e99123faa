"""The first line of a list to choose from is in the language of who chooses."""

import pytest
from django.db.models.fields import BLANK_CHOICE_LABEL
from django.utils.translation import override

from coalition.pages.django_words import NOTHING_CHOSEN


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", NOTHING_CHOSEN),
        ("fr", "- Choisir une option -"),
        ("es", "- Elija una opción -"),
        ("ar", "- يُرجى الاختيار -"),
    ],
)
def test_nothing_chosen_is_said_in_each_language(language, words):
    with override(language):
        assert str(BLANK_CHOICE_LABEL) == words

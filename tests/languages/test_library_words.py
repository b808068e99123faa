"""Words of Django and Wagtail are in the language of who reads them, and are still words of theirs."""

from pathlib import Path

import pytest
import wagtail
from babel.messages.pofile import read_po
from django.db.models.fields import BLANK_CHOICE_LABEL
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext, override

from coalition.languages.library_words import NOTHING_CHOSEN, WORDS


@pytest.mark.parametrize(
    ("language", "words", "size", "add", "none"),
    [
        ("en", NOTHING_CHOSEN, "2.0 MB", "Add %(model_name)s", "There are no %(model_name)s to display."),
        ("fr", "- Choisir une option -", "2,0 Mo", "Ajouter : %(model_name)s", "Rien à afficher (%(model_name)s)."),
        ("es", "- Elija una opción -", "2,0 MB", "Añadir: %(model_name)s", "Nada que mostrar (%(model_name)s)."),
        ("ar", "- يُرجى الاختيار -", "2,0 ميغابايت", "إضافة: %(model_name)s", "لا شيء للعرض (%(model_name)s)."),
    ],
)
def test_words_of_libraries_are_said_in_each_language(language, words, size, add, none):
    with override(language):
        assert str(BLANK_CHOICE_LABEL) == words
        assert filesizeformat(2 << 20).replace("\N{NO-BREAK SPACE}", " ") == size
        assert gettext("Add %(model_name)s").replace("\N{NO-BREAK SPACE}", " ") == add
        assert gettext("There are no %(model_name)s to display.") == none


def test_every_word_is_still_one_of_wagtail():
    theirs: set[str] = set()
    for path in Path(wagtail.__file__).parent.rglob("locale/en/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            theirs |= {message.id for message in read_po(file) if isinstance(message.id, str)}

    assert {word for word in WORDS if isinstance(word, str)} - theirs == set()

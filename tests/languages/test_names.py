"""Folding, names and quotes; and words of Django, Wagtail and allauth in the language of who reads them."""

from pathlib import Path

import allauth
import django
import pytest
import wagtail
from babel.messages.pofile import read_po
from django.utils.translation import override

from coalition.catalogs import library_messages
from coalition.languages.names import listed, quoted, sort_key
from events.languages import SIGNED, SPOKEN, language_name


def test_the_article_of_arabic_is_no_part_of_a_name_and_germany_has_none():
    assert sorted(["المغرب", "ألمانيا", "الأردن"], key=sort_key) == ["الأردن", "ألمانيا", "المغرب"]


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


def test_every_word_is_still_one_of_its_library():
    theirs = set()
    for library, language in ((django, "en"), (wagtail, "en"), (allauth, "fr")):
        for path in Path(library.__file__).parent.rglob(f"locale/{language}/LC_MESSAGES/django.po"):
            with path.open("rb") as file:
                theirs |= {message.id for message in read_po(file)}

    assert {word for _context, word in library_messages()} - theirs == set()

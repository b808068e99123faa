"""Words of a sentence as each language writes them: what stands between the items of a list, and around a title."""

import pytest
from django.utils.translation import override

from coalition.pages.languages import listed, quoted
from events.languages import SIGNED, SPOKEN, language_name

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

"""Words of a sentence as each language writes them: what stands between the items of a list, and around a title."""

import pytest
from django.utils.translation import override

from coalition.pages.languages import listed, quoted

WRITTEN = {
    "en": "“Law”, “Data”",
    "fr": "«\xa0Law\xa0», «\xa0Data\xa0»",
    "es": "«Law», «Data»",
    "ar": "«Law»، «Data»",
}


@pytest.mark.parametrize("language", WRITTEN)
def test_titles_in_a_sentence_have_the_marks_of_its_language(language):
    with override(language):
        assert listed(map(quoted, ["Law", "Data"])) == WRITTEN[language]

"""Words of Django and Wagtail are in the language of who reads them, and are still words of theirs."""

from pathlib import Path

import wagtail
from babel.messages.pofile import read_po

from coalition.languages.library_words import WORDS


def test_every_word_is_still_one_of_wagtail():
    theirs: set[str] = set()
    for path in Path(wagtail.__file__).parent.rglob("locale/en/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            theirs |= {message.id for message in read_po(file) if isinstance(message.id, str)}

    assert {word for word in WORDS if isinstance(word, str)} - theirs == set()

"""allauth's pages speak as the site does: each of its words that we say otherwise is still one of its words."""

from pathlib import Path

import allauth
from babel.messages.pofile import read_po

from coalition.users.allauth_messages import WORDS


def test_every_word_is_still_one_of_allauth():
    path = Path(allauth.__file__).parent / "locale" / "fr" / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        theirs = {message.id for message in read_po(file, locale="fr") if isinstance(message.id, str)}

    assert set(WORDS) - theirs == set()

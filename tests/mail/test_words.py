"""Every mail of every app speaks the language of its reader, subject and words, ordinary and discreet."""

import re
from collections.abc import Iterator

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from tests.charter.mails import REASON
from tests.factories.events import NOW
from tests.home import wordings

from .examples import TYPED, every_mail, render

LANGUAGES = [code for code, _name in settings.LANGUAGES]
# What the examples hold that nobody of the site wrote: names of people and towns, words of acts and of messages.
GIVEN = {
    *TYPED.split(), *REASON.split("\n"), "nadia", "Town", "Tangier", "Training & more", "MC93, Bobigny", "A merger.",
    "Maëlle Kerrien", "Maire", "Camille Private", "Conseil municipal", "Which year is the figure of?",
}  # fmt: skip
ADDRESS = re.compile(r"\S+@\S+|https?://\S+|/\S+/")
NAME_OF_A_TOWN = re.compile(r"Town \S+")


@pytest.fixture(scope="module")
def said(rows_of_the_module: None) -> dict[str, dict[str, set[str]]]:
    """Return what each mail says, by language and by app and name."""
    with time_machine.travel(NOW, tick=False):
        return {code: dict(texts(code)) for code in LANGUAGES}


def texts(language: str) -> Iterator[tuple[str, set[str]]]:
    """Yield the name of each mail with what its subject and its body say in `language`; take its rows away again."""
    with transaction.atomic(), override(language):
        for name, message in every_mail(language).items():
            reader = wordings.Reader()
            for body in (render(message), render(message, discreet=True)):
                reader.feed(body.html)
                reader.texts.add(body.subject)
            yield name, {NAME_OF_A_TOWN.sub("", ADDRESS.sub("", text)).strip() for text in reader.texts}
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_no_mail_says_in_english_what_its_language_says_otherwise(said, language):
    same = {(name, text) for name, words in said["en"].items() for text in words & said[language][name] if text}

    own = same - {(name, text) for name, text in same if text in GIVEN or wordings.is_shared(text, language)}
    assert sorted(own) == []

"""Words of somebody who may need help now: the page of helplines is shown before what was found.

A line too much costs nothing; one too few may cost much. So words are compared without accents, anywhere in what was
typed, and nothing is kept of what was asked.
"""

import tomllib
from functools import cache
from pathlib import Path

from coalition.pages.search import plain_word, spoken_words

FILE = Path(__file__).with_name("distress.toml")

Phrase = tuple[str, ...]


@cache
def phrases() -> frozenset[Phrase]:
    """Return the phrases of every language, as folded words: who needs help may type in another one than the page's."""
    texts = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return frozenset(_folded(phrase) for entry in texts.values() for phrase in entry["phrases"])


def is_distress(text: str) -> bool:
    """Say whether `text` has one of the phrases, word by word."""
    words = _folded(text)
    spans = (words[start:end] for start in range(len(words)) for end in range(start + 1, len(words) + 1))
    return any(span in phrases() for span in spans)


def _folded(text: str) -> Phrase:
    return tuple(folded for word in spoken_words(text) if (folded := plain_word(word)))

"""What somebody asks: its words, with what means the same, as PostgreSQL reads it."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.postgres.search import SearchQuery

from coalition.languages.names import fold, plain_arabic
from coalition.pages.search import WORD, plain_word, spoken_words, stems

SYNONYMS = Path(__file__).with_name("synonyms.toml")
MAX_LENGTH = 120
MAX_WORDS = 12
TELLING = 4  # letters


@dataclass(frozen=True)
class Word:
    """A word that was asked: as it was typed, how the words begin that it finds, and its stem."""

    typed: str
    begins: tuple[str, ...]
    stem: str

    def condition(self, weight: str = "") -> str:
        """Return it for `to_tsquery`, of words of `weight` alone if that is given: only a-z and 0-9, so safe there.

        Some letters, such as the Arabic ayn, fold to a sign that parts a word: its pieces then follow each other.
        """
        starts = [" <-> ".join(f"{piece}:*{weight}" for piece in start.split()) for start in self.begins]
        stem = " <-> ".join(f"{piece}:{weight}" if weight else piece for piece in self.stem.split())
        return " | ".join([*starts, *([stem] if stem else [])])


@dataclass(frozen=True)
class Part:
    """A word or phrase that was asked, and what means the same: each a sequence of words that must all be there."""

    ways: tuple[tuple[Word, ...], ...]

    @property
    def is_telling(self) -> bool:
        """Say whether it has a word that is long enough to be searched for alone."""
        return any(len(word.typed) >= TELLING for way in self.ways for word in way)

    def condition(self, weight: str = "") -> str:
        ways = (" & ".join(f"({word.condition(weight)})" for word in way) for way in self.ways)
        return " | ".join(f"({way})" for way in ways)


@dataclass(frozen=True)
class Question:
    """What is asked, in one language."""

    text: str
    language: str
    words: tuple[Word, ...]
    parts: tuple[Part, ...]
    loosely: bool = False

    def loose(self) -> "Question | None":
        """Return the question that any one of its telling parts answers; None without such a part."""
        telling = tuple(part for part in self.parts if part.is_telling)
        return replace(self, parts=telling, loosely=True) if telling and len(self.parts) > 1 else None

    def query(self, weight: str = "") -> SearchQuery:
        return SearchQuery(self.condition(weight), search_type="raw", config="simple")

    def condition(self, weight: str = "") -> str:
        return (" | " if self.loosely else " & ").join(f"({part.condition(weight)})" for part in self.parts)


def clean_query(text: str) -> str:
    """Return `text` fit to be asked: no control characters, single spaces, at most MAX_LENGTH characters."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:MAX_LENGTH]


def ask(text: str, language: str) -> Question:
    """Return what `text` asks in `language`, with its synonyms. One query."""
    typed = spoken_words(text)[:MAX_WORDS]
    groups = synonyms_in(language)
    found = stems([*typed, *(word for group in groups for term in group for word in term)], language)
    words = [word for one in typed if (word := _word(one, found[one]))]
    telling = [word for word in words if word.stem and len(word.typed) > 1] or words
    synonyms = [[_phrase(term, found) for term in group] for group in groups]
    return Question(text, language, tuple(telling), tuple(_parts(telling, synonyms)))


@cache
def synonyms_in(language: str) -> list[list[list[str]]]:
    """Return the groups of words and phrases that mean the same in `language`: of each the terms, as words."""
    groups = tomllib.loads(SYNONYMS.read_text(encoding="utf-8")).get(language, [])
    return [[spoken_words(term) for term in terms] for terms in groups]


def _word(typed: str, stem: str) -> Word | None:
    begins = tuple(dict.fromkeys(form for form in (" ".join(WORD.findall(fold(typed))), plain_word(typed)) if form))
    return Word(typed, begins, stem) if begins else None


def _phrase(term: Sequence[str], found: dict[str, str]) -> tuple[Word, ...]:
    words = [word for one in term if (word := _word(one, found[one]))]
    return tuple(word for word in words if word.stem) or tuple(words)


def _parts(words: Sequence[Word], synonyms: list[list[tuple[Word, ...]]]) -> Iterator[Part]:
    """Yield the parts of `words`: the longest phrase with synonyms first, else a single word."""
    position = 0
    while position < len(words):
        length, ways = _longest(words[position:], synonyms)
        yield Part(ways)
        position += length


def _longest(words: Sequence[Word], synonyms: list[list[tuple[Word, ...]]]) -> tuple[int, tuple[tuple[Word, ...], ...]]:
    best: tuple[int, Any] = (1, ((words[0],),))
    for group in synonyms:
        for phrase in group:
            length = len(phrase)
            if length >= best[0] and phrase and list(map(_key, words[:length])) == list(map(_key, phrase)):
                others = [other for other in group if other and other != phrase]
                ways = (*best[1], *others) if length == best[0] else (tuple(words[:length]), *others)
                best = (length, ways)
    return best


def _key(word: Word) -> str:
    return word.stem or word.begins[0]


FILE = Path(__file__).with_name("distress.toml")
# Arabic writes "and", "for", "with" and "like" as one letter joined to the next word, with or without its article.
JOINED_LETTERS = re.compile(r"^[وف]?[بكل]?(?:ال|ل)?(?=[\u0621-\u064a]{3})")

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
    words = (JOINED_LETTERS.sub("", plain_arabic(word)) for word in spoken_words(text))
    return tuple(folded for word in words if (folded := plain_word(word)))

"""Parts of the site that words lead to, as `sections.toml` has them."""

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from coalition.pages.search import plain_word, spoken_words, stems

from .question import Part, Question, Word

FILE = Path(__file__).with_name("sections.toml")
LEAST_BEGINNING = 4  # letters: fewer begin too many words


@dataclass(frozen=True)
class Section:
    """A part of the site in one language: how it is called, where it is, and the words that mean it, folded."""

    title: str
    text: str
    path: str
    words: frozenset[str]
    stems: frozenset[str]
    elsewhere: frozenset[str]  # the words of the other languages: some read in one and type in another

    def has(self, word: Word) -> bool:
        """Say whether `word` is one of those that mean the section, or begins one."""
        if word.stem in self.stems or not self.elsewhere.isdisjoint(word.begins):
            return True
        return any(
            one.startswith(begin) for begin in word.begins if len(begin) >= LEAST_BEGINNING for one in self.words
        )

    def answers(self, part: Part) -> bool:
        """Say whether the section has every word of one way to say `part`."""
        return any(all(self.has(word) for word in way) for way in part.ways)


@cache
def sections(language: str) -> list[Section]:
    """Return the sections in `language`, as the file has them. One query in the life of a process."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["section"]
    words = {row["path"]: _words(row, language) for row in rows}
    found = stems({word for of_one in words.values() for word in of_one}, language)
    return [
        Section(
            title=_said(row["title"], language),
            text=_said(row["text"], language),
            path=f"/{language}/{row['path']}",
            words=frozenset(map(plain_word, words[row["path"]])),
            stems=frozenset(found[word] for word in words[row["path"]]) - {""},
            elsewhere=frozenset(one for word in _all_words(row) if len(one := plain_word(word)) >= LEAST_BEGINNING),
        )
        for row in rows
    ]


def _words(row: dict[str, Any], language: str) -> list[str]:
    return spoken_words(f"{_said(row['title'], language)} {_said(row['words'], language)}")


def _said(texts: dict[str, str], language: str) -> str:
    return texts.get(language, texts["en"])


def _all_words(row: dict[str, Any]) -> list[str]:
    return [word for language in row["words"] for word in _words(row, language)]


def section_at(path: str, language: str) -> Section:
    return next(one for one in sections(language) if one.path == f"/{language}/{path}")


def beside_sections(question: Question, *paths: str) -> Question:
    """Return `question` without the parts that only name a section, of `paths` or of all, unless nothing else is asked.

    Who asks for the lesson on action plans, or the observatory of a town, names a kind of thing and then the thing.
    """
    found = [section_at(path, question.language) for path in paths] or sections(question.language)
    parts = tuple(part for part in question.parts if not any(one.answers(part) for one in found))
    return replace(question, parts=parts) if parts else question

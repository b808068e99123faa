"""What a page says, folded: the words that search compares, in every script and without accents, and their stems.

PostgreSQL's full-text search folds no accents without an extension, so both sides are folded here: the index holds
`searched_text(page)`, and a query goes through the same functions before it is asked. Stems come from PostgreSQL's own
dictionaries, one for each language of the site (decision 0028-search-and-library).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from django.db import connection, models
from django.utils.html import strip_tags
from wagtail.fields import StreamField
from wagtail.models import Page

from coalition.languages.names import ARABIC_MARKS, fold, plain_arabic

WORD = re.compile(r"[a-z0-9]+")
WORDS = (models.TextField, models.CharField)
NOT_WORDS = (models.URLField, models.EmailField, models.SlugField)
SPOKEN = re.compile(r"[^\W_]+")
DICTIONARIES = {"en": "english_stem", "fr": "french_stem", "es": "spanish_stem", "ar": "arabic_stem"}
# PostgreSQL has no list of Arabic words that say nothing by themselves.
ARABIC_STOP_WORDS = {
    "في", "من", "على", "عن", "إلى", "الى", "هل", "كيف", "ما", "ماذا", "متى", "أين", "هذا", "هذه", "التي", "الذي",
    "أن", "ان", "أو", "او", "مع", "ثم", "و",
}  # fmt: skip
INDEX_BYTES = 1_000_000  # PostgreSQL holds 1,048,575 of one row's words; the rest is the title's
NOT_WORDS_IN_BLOCKS = {"id", "type", "level", "url", "side", "which"}


def texts_of(page: Page) -> list[str]:
    """Return title, description and every field of words of the page's own type, as they are written."""
    own = [field for field in page._meta.concrete_fields if field.model is not Page]
    texts = [page.title, page.search_description]
    for field in own:
        value = getattr(page, field.attname)
        if isinstance(field, StreamField):
            texts += _block_texts(value.get_prep_value())
        elif isinstance(field, WORDS) and not isinstance(field, NOT_WORDS) and not field.choices:
            texts.append(str(value or ""))
    return texts


def searched_text(page: Page) -> str:
    """Return the folded words of `page`, and after them their other forms: what the index holds of its text."""
    return with_forms(texts_of(page), page.locale.language_code)


def searched_title(page: Page) -> str:
    """Return the same of the title of `page` alone: it weighs more."""
    return with_forms([page.title], page.locale.language_code)


def with_forms(texts: Iterable[str], language: str) -> str:
    """Return `texts` without markup as folded words, and after them their other forms."""
    return _with_forms(tuple(texts), language)


def index_bytes(text: str) -> int:
    """Return how many bytes folded words take in the index at most: each word once, with its places (256 at most)."""
    return sum(len(word) + 3 + 2 * min(times, 256) for word, times in Counter(text.split()).items())


def each_with_forms(texts: Iterable[str], language: str) -> list[str]:
    """Return each of `texts` as `with_forms` returns it alone, by one query for all of them."""
    spoken = [(text, list(dict.fromkeys(spoken_words(text)))) for text in texts]
    every = dict.fromkeys(word for _text, words in spoken for word in words)
    found = stems([*every, *map(fold, every)], language)
    forms = {word: (found[word], found[fold(word)], plain_word(word)) for word in every}
    return [
        " ".join([folded_words([text]), *dict.fromkeys(form for word in words for form in forms[word] if form)])
        for text, words in spoken
    ]


def spoken_words(text: str) -> list[str]:
    """Return the words of `text` in small letters, with their accents, in order; no markup, no Arabic vowel marks."""
    plain = ARABIC_MARKS.sub("", strip_tags(text.replace("<", " <")))
    return SPOKEN.findall(unicodedata.normalize("NFC", plain).lower())


def stems(words: Iterable[str], language: str) -> dict[str, str]:
    """Return the folded stem of each of `words` in `language`, by word: "" for one that says nothing by itself.

    One query: PostgreSQL's dictionary of the language. A word without its accents is stemmed as it is typed.
    """
    asked = list(dict.fromkeys(words))
    if not asked:
        return {}
    with connection.cursor() as cursor:
        statement = "SELECT word, ts_lexize(%s, word) FROM unnest(%s::text[]) AS word"
        cursor.execute(statement, [DICTIONARIES.get(language, "simple"), asked])
        rows = cursor.fetchall()
    found = {word: " ".join(WORD.findall(fold(lexemes[0]))) if lexemes else "" for word, lexemes in rows}
    return {word: "" if word in ARABIC_STOP_WORDS else stem for word, stem in found.items()}


def plain_word(word: str) -> str:
    """Return `word` folded as a reader types it: no accents, for Arabic no article and one form of each letter."""
    return "".join(WORD.findall(fold(plain_arabic(word))))


@lru_cache(maxsize=32)  # one save of a page asks for the same words a dozen times
def _with_forms(texts: tuple[str, ...], language: str) -> str:
    words = list(dict.fromkeys(word for text in texts for word in spoken_words(text)))
    found = stems([*words, *map(fold, words)], language).values()
    forms = dict.fromkeys(form for form in (*found, *map(plain_word, words)) if form)
    return " ".join([folded_words(texts), *forms]).strip()


def folded_words(texts: Iterable[str]) -> str:
    # Words only: PostgreSQL would take "end.Next" for the name of a host.
    return " ".join(WORD.findall(fold(" ".join(strip_tags(text.replace("<", " <")) for text in texts))))


def _block_texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _block_texts(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in NOT_WORDS_IN_BLOCKS:
                yield from _block_texts(item)

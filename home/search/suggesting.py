"""*Did you mean*: the nearest words that the site has, where a question finds nothing."""

from wagtail.models import Page

from coalition.members.models import LocalGovernment
from coalition.pages.folding import fold
from coalition.pages.memory import recall
from coalition.pages.querysets import unrestricted
from coalition.pages.search import plain_word, spoken_words

from .question import Question, Word
from .sections import sections

SHORTEST = 4  # letters: one slip in three is another word
LONG = 7  # letters: from here on two slips
ONE, TWO = 1, 2


def vocabulary(language: str) -> dict[str, str]:
    """Return the words of public pages' titles and descriptions, of names and sections, as written, by folded word.

    Two queries, where this process does not remember them.
    """
    return recall(("words of the search", language), lambda: _vocabulary(language))


def _vocabulary(language: str) -> dict[str, str]:
    pages = unrestricted(Page.objects.live()).filter(locale__language_code=language, depth__gt=1)
    texts = [f"{title} {text}" for title, text in pages.values_list("title", "search_description")]
    names = LocalGovernment.objects.public().order_by("pk").values_list("names", flat=True)
    texts += [each.get(language) or each.get("en", "") for each in names]
    texts += [f"{one.title} {one.text}" for one in sections(language)]
    words = (word for text in texts for word in spoken_words(text) if len(word) >= SHORTEST)
    return {plain_word(word) or fold(word): word for word in words}


def suggestion(question: Question) -> str:
    """Return `question` with its unknown words replaced by the nearest that the site has; "" where none is near."""
    known = vocabulary(question.language)
    nearest = [_nearest(word, known) for word in question.words]
    if not nearest or None in nearest or nearest == [word.typed for word in question.words]:
        return ""
    return " ".join(filter(None, nearest))


def _nearest(word: Word, known: dict[str, str]) -> str | None:
    """Return the word of `known` that is, or begins as, `word`, else the nearest; None where none is near."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    if any(one.startswith(begin) for begin in word.begins for one in known):
        return word.typed
    typed = word.begins[-1]
    if len(typed) < SHORTEST:
        return None
    allowed = TWO if len(typed) >= LONG else ONE
    found = process.extractOne(typed, known.keys(), scorer=OSA.distance, score_cutoff=allowed)
    return known[found[0]] if found else None

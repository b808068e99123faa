"""What a question must have before anybody is asked it: a right answer, and words in the languages of its lesson."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from coalition.languages.names import fold, language_codes, listed, quoted
from coalition.languages.words import in_language

from .models import QuizQuestion

Kind = QuizQuestion.Kind
Words = Mapping[str, str]
LEAST = {Kind.ONE: 2, Kind.SEVERAL: 2, Kind.ORDER: 3, Kind.MATCHING: 3}
MOST = 8


@dataclass(frozen=True)
class Option:
    text: Words
    is_right: bool = False
    match: Words = field(default_factory=dict)


def refusals(kind: str, text: Words, why: Words, options: Sequence[Option], *, languages: Collection[str]) -> list[str]:
    """Return what is wrong with a question, each in a sentence; nothing for one that can be asked in `languages`."""
    found = []
    if missing := _missing(text, languages):
        told = _("Write the question in the languages of its lesson. Missing: %(languages)s.")
        found.append(told % {"languages": missing})
    if missing := _missing(why, languages):
        told = _("Write the explanation in the languages of its lesson. Missing: %(languages)s.")
        found.append(told % {"languages": missing})
    if kind == Kind.TRUTH:
        return found + ([_("A sentence that is true or false has no answers to choose from.")] if options else [])
    return found + _of_number(kind, options) + _of_words(kind, options, languages) + _of_right_ones(kind, options)


def _missing(words: Words, languages: Collection[str]) -> str:
    """Return those of `languages` that `words` lacks, by their own names."""
    codes = [code for code in language_codes() if code in languages and not words.get(code, "").strip()]
    return listed(get_language_info(code)["name_local"] for code in codes)


def _of_number(kind: str, options: Sequence[Option]) -> list[str]:
    least = LEAST.get(Kind(kind), 0)
    if len(options) < least:
        told = ngettext("Give at least %(number)s answer.", "Give at least %(number)s answers.", least)
        return [told % {"number": least}]
    if len(options) > MOST:
        return [_("Give at most %(number)s answers.") % {"number": MOST}]
    return []


def _of_words(kind: str, options: Sequence[Option], languages: Collection[str]) -> list[str]:
    found = []
    for place, option in enumerate(options, start=1):
        name = quoted(in_language(dict(option.text))) if any(option.text.values()) else str(place)
        if missing := _missing(option.text, languages):
            found.append(_("Answer %(name)s is missing in: %(languages)s.") % {"name": name, "languages": missing})
        if kind == Kind.MATCHING and (missing := _missing(option.match, languages)):
            found.append(
                _("What belongs to answer %(name)s is missing in: %(languages)s.")
                % {"name": name, "languages": missing}
            )
    for words in [[option.text for option in options], [option.match for option in options if kind == Kind.MATCHING]]:
        found += [_("%(words)s stands there twice.") % {"words": quoted(twice)} for twice in _twice(words)]
    return found


def _twice(rows: Sequence[Words]) -> list[str]:
    """Return the words that two of `rows` share in one language, each once: nobody could tell them apart."""
    found: dict[str, None] = {}
    for code in language_codes():
        seen: set[str] = set()
        for row in rows:
            folded = fold(row.get(code, "").strip())
            if folded and folded in seen:
                found[row[code]] = None
            seen.add(folded)
    return list(found)


def _of_right_ones(kind: str, options: Sequence[Option]) -> list[str]:
    right = sum(option.is_right for option in options)
    if kind == Kind.ONE and right != 1:
        return [_("Mark exactly one answer as right. Now there are: %(number)s.") % {"number": right}]
    if kind == Kind.SEVERAL and right == 0:
        return [_("Mark at least one answer as right.")]
    if kind == Kind.SEVERAL and right == len(options) and options:
        return [_("Leave at least one answer wrong, else there is nothing to choose.")]
    return []

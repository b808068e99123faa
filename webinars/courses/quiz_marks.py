"""Whether an answer is right, and a question as its readers see it.

What is given is a list, whatever the kind, and of a stranger: anything else is a wrong answer and no error.

| kind | given |
|---|---|
| one, several | the keys of the chosen options |
| truth | `"true"` or `"false"` |
| order | the keys of all options, in the order that was chosen |
| matching | for each option, as they stand, the key of the option whose match was chosen |
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext

from coalition.languages.words import in_language

from .models import Lesson, QuizOption, QuizQuestion

TRUE, FALSE = "true", "false"
Kind = QuizQuestion.Kind


class Part(NamedTuple):
    """One part of the right answer; `match` is what belongs to it, of the kind *matching*."""

    text: str
    match: str = ""


def options_of(question: QuizQuestion) -> list[QuizOption]:
    """Return the options as they stand: of *order* the right order, so nobody is shown them like this."""
    return sorted(question.options.all(), key=lambda option: (option.sort_order or 0, option.pk))


def options_for(question: QuizQuestion, seed: str) -> list[QuizOption]:
    """Return the options as a learner is shown them: to put in order, shuffled by `seed`, never in the right order."""
    options = options_of(question)
    return _shuffled(options, f"{seed}:{question.pk}") if question.kind == Kind.ORDER else options


def matches_for(question: QuizQuestion, seed: str) -> list[QuizOption]:
    """Return the options in the order in which what belongs to them is shown, shuffled by `seed`."""
    return _shuffled(options_of(question), f"{seed}:match:{question.pk}")


def _shuffled(options: Sequence[QuizOption], seed: str) -> list[QuizOption]:
    shuffled = sorted(options, key=lambda option: sha256(f"{seed}:{option.pk}".encode()).digest())
    return [*shuffled[1:], shuffled[0]] if len(shuffled) > 1 and shuffled == list(options) else shuffled


def is_right(question: QuizQuestion, given: Any) -> bool:
    """Say whether `given` is the right answer; see above for what that is of each kind."""
    if question.kind == Kind.TRUTH:
        return isinstance(given, list) and given == [TRUE if question.is_true else FALSE]
    options = options_of(question)
    keys = _keys(given, at_most=len(options))
    if not keys:
        return False
    if question.kind in (Kind.ORDER, Kind.MATCHING):
        return keys == [option.pk for option in options]
    right = {option.pk for option in options if option.is_right}
    return len(set(keys)) == len(keys) and set(keys) == right


def _keys(given: Any, *, at_most: int) -> list[int]:
    """Return the keys in `given`; none where one of them is no key, or there are more than options."""
    if not isinstance(given, list) or len(given) > at_most:
        return []
    keys = [_key(one) for one in given]
    return [] if None in keys else [key for key in keys if key is not None]


def _key(one: Any) -> int | None:
    if isinstance(one, bool):
        return None
    if isinstance(one, int):
        return one
    return int(one) if isinstance(one, str) and one.isascii() and one.isdigit() and len(one) <= 18 else None


def true_and_false(language: str) -> tuple[str, str]:
    with override(language):
        return pgettext("answer to a question", "True"), pgettext("answer to a question", "False")


def right_answer(question: QuizQuestion, language: str) -> list[Part]:
    """Return the right answer in words of `language`, in parts; of *order* in the right order."""
    if question.kind == Kind.TRUTH:
        words = true_and_false(language)
        return [Part(words[0] if question.is_true else words[1])]
    options = options_of(question)
    if question.kind in (Kind.ONE, Kind.SEVERAL):
        options = [option for option in options if option.is_right]
    with_match = question.kind == Kind.MATCHING
    return [
        Part(in_language(option.text, language), in_language(option.match, language) if with_match else "")
        for option in options
    ]


SEED = "everybody"  # the public page is the same for all
HOW = {
    Kind.ONE: _("One answer is right."),
    Kind.SEVERAL: _("One or more answers are right."),
    Kind.TRUTH: _("Is this true or false?"),
    Kind.ORDER: _("What is the right order?"),
    Kind.MATCHING: _("What belongs together?"),
}


@dataclass(frozen=True)
class Shown:
    kind: str
    text: str
    how: str
    why: str
    options: list[str]
    matches: list[str]
    answer: list[Part]
    words_true: str
    words_false: str


def questions_of(lesson: Lesson) -> list[QuizQuestion]:
    """Return the questions of `lesson` in their order, with their options: two queries."""
    rows = QuizQuestion.objects.filter(lesson=lesson).prefetch_related("options")
    return list(rows.order_by("sort_order", "pk"))


def shown(question: QuizQuestion, language: str) -> Shown:
    yes, no = true_and_false(language)
    matching = question.kind == Kind.MATCHING
    matches = matches_for(question, SEED) if matching else []
    return Shown(
        kind=question.kind,
        text=in_language(question.text, language),
        how=str(HOW[Kind(question.kind)]),
        why=in_language(question.why, language),
        options=[in_language(option.text, language) for option in options_for(question, SEED)],
        matches=[in_language(option.match, language) for option in matches],
        answer=right_answer(question, language),
        words_true=yes,
        words_false=no,
    )

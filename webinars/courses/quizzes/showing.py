"""The questions of a lesson as its public page shows them: to check oneself by, with nothing recorded."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from coalition.pages.words import in_language
from webinars.courses.lessons.models import Lesson
from webinars.courses.lessons.pages import LessonPage

from . import marking
from .models import QuizQuestion

Kind = QuizQuestion.Kind
SEED = "everybody"  # the page is the same for all
HOW = {
    Kind.ONE: _("One answer is right."),
    Kind.SEVERAL: _("One or more answers are right."),
    Kind.TRUTH: _("Is this true or false?"),
    Kind.ORDER: _("What is the right order?"),
    Kind.MATCHING: _("What belongs together?"),
}


@dataclass(frozen=True)
class Shown:
    """A question in one language, with its answer."""

    kind: str
    text: str
    how: str
    why: str
    options: list[str]
    matches: list[str]
    answer: list[marking.Part]
    words_true: str
    words_false: str


def questions_of(lesson: Lesson) -> list[QuizQuestion]:
    """Return the questions of `lesson` in their order, with their options: two queries."""
    rows = QuizQuestion.objects.filter(lesson=lesson).prefetch_related("options")
    return list(rows.order_by("sort_order", "pk"))


def self_check(page: LessonPage) -> dict[str, Any]:
    """Return the questions of the lesson of `page` in its language."""
    language = page.locale.language_code
    return {"quiz": [shown(question, language) for question in questions_of(page.lesson)]}


def shown(question: QuizQuestion, language: str) -> Shown:
    """Return `question` in `language`."""
    yes, no = marking.true_and_false(language)
    matching = question.kind == Kind.MATCHING
    matches = marking.matches_for(question, SEED) if matching else []
    return Shown(
        kind=question.kind,
        text=in_language(question.text, language),
        how=str(HOW[Kind(question.kind)]),
        why=in_language(question.why, language),
        options=[in_language(option.text, language) for option in marking.options_for(question, SEED)],
        matches=[in_language(option.match, language) for option in matches],
        answer=marking.right_answer(question, language),
        words_true=yes,
        words_false=no,
    )

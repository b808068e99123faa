"""Import of questions from a table: a plan first, then the plan, whole or not at all. No question is deleted."""

from typing import Any

from coalition.members.importing import plans
from coalition.members.importing.plans import Plan
from coalition.members.open_data import csv_lines
from webinars.courses.quizzes.models import QuizOption, QuizQuestion

from .sheets import COLUMNS, OPTION, YES, Group, QuestionSheet


def plan(text: str) -> Plan:
    """Return what importing the CSV `text` would do. Writes nothing."""
    return QuestionSheet().plan(text)


def apply(*, plan: Plan) -> dict[str, int]:
    """Write every new and changed question, with its options; return the counts.

    Raises ImportRefused when there is an error or nothing.
    """
    written: list[Group] = []

    def write(planned: Any) -> None:
        if not any(planned.row is group for group in written):
            _write(planned.row)
            written.append(planned.row)

    return plans.apply(plan, write=write)


def _write(group: Group) -> None:
    """Write a question, last in its lesson where it is new, and its options; those that the file lacks go."""
    question = group.question
    if question.pk is None:
        question.sort_order = QuizQuestion.objects.filter(lesson=question.lesson_id).count()
    question.save()
    QuizOption.objects.filter(pk__in=[option.pk for option in group.gone]).delete()
    for option in group.options:
        option.question = question
        option.save()


def template() -> str:
    """Return a file to begin with, as CSV: a question with two options, and a sentence that is true."""
    words = {"en": "Text in English", "fr": "Texte en français", "es": "Texto en español", "ar": "نص بالعربية"}
    text = {f"text_{code}": words for code, words in words.items()}
    why = {f"why_{code}": words for code, words in words.items()}
    rows = [
        {"question": "first", "kind": QuizQuestion.Kind.ONE.value, **text, **why},
        {"question": "first", "kind": OPTION, "right": YES, **text},
        {"question": "first", "kind": OPTION, "right": "no", **text},
        {"question": "second", "kind": QuizQuestion.Kind.TRUTH.value, "right": YES, **text, **why},
    ]
    return "".join(csv_lines(list(COLUMNS), [{"lesson": "", **row} for row in rows]))

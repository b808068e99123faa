"""What somebody answered, in words: right or not yet, the right answer, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from coalition.pages.words import in_language
from webinars.courses.quizzes import marking
from webinars.courses.quizzes.models import QuizQuestion

from .models import Enrolment


@dataclass(frozen=True)
class Told:
    """One question with what was given last. `was_right`: it was answered right at some time, and counts."""

    question: QuizQuestion
    given: list[Any]
    words: list[marking.Part]
    answer: list[marking.Part]
    text: str
    why: str
    is_right: bool
    was_right: bool


def answered(enrolment: Enrolment, questions: Sequence[QuizQuestion], language: str) -> list[Told]:
    """Return what `enrolment` answered to each of `questions`, in their order; those left open are left out."""
    rows = {row.question_id: row for row in enrolment.answers.filter(question__in=questions)}
    return [
        in_full(question, rows[question.pk].given, language, was_right=rows[question.pk].is_right)
        for question in questions
        if question.pk in rows
    ]


def in_full(question: QuizQuestion, given: list[Any], language: str, *, was_right: bool) -> Told:
    """Return `question` with what was `given` to it, in words of `language`."""
    return Told(
        question=question,
        given=given,
        words=in_words(question, given, language),
        answer=marking.right_answer(question, language),
        text=in_language(question.text, language),
        why=in_language(question.why, language),
        is_right=marking.is_right(question, given),
        was_right=was_right,
    )


def in_words(question: QuizQuestion, given: list[Any], language: str) -> list[marking.Part]:
    """Return what was `given` in words of `language`, in parts; answers that are there no more are left out."""
    if question.kind == QuizQuestion.Kind.TRUTH:
        yes, no = marking.true_and_false(language)
        return [marking.Part(yes if given == [marking.TRUE] else no)]
    options = marking.options_of(question)
    by_key = {str(option.pk): option for option in options}
    chosen = [by_key[str(key)] for key in given if str(key) in by_key]
    if question.kind == QuizQuestion.Kind.MATCHING:
        return [
            marking.Part(in_language(line.text, language), in_language(match.match, language))
            for line, match in zip(options, chosen, strict=False)
        ]
    return [marking.Part(in_language(option.text, language)) for option in chosen]

"""Answers are handed in, lessons become done, a course is finished."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from webinars.courses.lessons.models import Lesson
from webinars.courses.quizzes import marking
from webinars.courses.quizzes.models import QuizQuestion

from . import progress
from .models import Completion, Enrolment, HandIn, QuizAnswer

MOST_TRIES = 32_767  # what the column holds


class NotOfThisCourse(Exception):
    """The lesson belongs to another course than the enrolment."""


class LeftOpen(Exception):
    """Some questions of the lesson have no answer. `questions` are their numbers."""

    def __init__(self, questions: set[int]) -> None:
        super().__init__(questions)
        self.questions = questions


@transaction.atomic
def hand_in(*, enrolment: Enrolment, lesson: Lesson, given: Mapping[int, list[str]], key: UUID) -> bool:
    """Mark what was `given` to each question of `lesson` by its number; say whether this changed anything.

    The same `key` sent again changes nothing: a page that was offline may send twice. A question that was answered
    right once stays right. The lesson is done from then on; one without questions is handed in with nothing. The
    enrolment's row is locked first, so that of two last lessons handed in at once the second sees the first, and the
    course is finished.

    Raises LeftOpen, NotOfThisCourse, or Enrolment.DoesNotExist for who left meanwhile.
    """
    enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    if lesson.module.course_id != enrolment.course_id:
        raise NotOfThisCourse(lesson.pk)
    questions = list(lesson.questions.prefetch_related("options"))
    if left := {question.pk for question in questions if not given.get(question.pk)}:
        raise LeftOpen(left)
    _row, is_new = HandIn.objects.get_or_create(enrolment=enrolment, key=key)
    if not is_new:
        return False
    _mark(enrolment, questions, given)
    Completion.objects.get_or_create(enrolment=enrolment, lesson=lesson)
    _note(enrolment)
    return True


def _mark(enrolment: Enrolment, questions: list[QuizQuestion], given: Mapping[int, list[str]]) -> None:
    """Keep what was given to each question, and whether it was ever right."""
    before = {row.question_id: row for row in enrolment.answers.filter(question__in=questions)}
    now = timezone.now()
    for question in questions:
        row = before.get(question.pk) or QuizAnswer(enrolment=enrolment, question=question, tries=0)
        row.given, row.answered_at = given[question.pk], now
        row.is_right = row.is_right or marking.is_right(question, row.given)
        row.tries = min(row.tries + 1, MOST_TRIES)
        row.save()


def _note(enrolment: Enrolment) -> None:
    """Note that `enrolment` was used, and whether its course is finished now: once it is, it stays so."""
    enrolment.seen_at = timezone.now()
    if enrolment.finished_at is None and progress.score(enrolment).is_finished:
        enrolment.finished_at = enrolment.seen_at
    enrolment.save(update_fields=["seen_at", "finished_at"])

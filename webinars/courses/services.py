"""Answers are handed in, lessons become done, a course is finished."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from . import quiz_marks
from .models import Completion, Enrolment, Lesson, QuizAnswer, QuizQuestion

MOST_TRIES = 32_767  # what the column holds


class NotOfThisCourse(Exception):
    """The lesson belongs to another course than the enrolment."""


class LeftOpen(Exception):
    """Some questions of the lesson have no answer."""


@transaction.atomic
def hand_in(*, enrolment: Enrolment, lesson: Lesson, given: Mapping[int, list[str]], key: UUID) -> bool:
    """Mark what was `given` to each question of `lesson` by its number; say whether this changed anything.

    The same `key` sent again changes nothing: a button may be pressed twice. A question that was answered
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
    if key in enrolment.hand_ins:
        return False
    enrolment.hand_ins.append(key)
    _mark(enrolment, questions, given)
    Completion.objects.get_or_create(enrolment=enrolment, lesson=lesson)
    _note(enrolment)
    return True


@transaction.atomic
def save_drafts(*, enrolment: Enrolment, drafts: Mapping[int, str | list[str]]) -> None:
    """Save what is chosen for each question by its number and not handed in yet; an empty choice is forgotten.

    Locks the enrolment's row. Raises Enrolment.DoesNotExist for who left meanwhile.
    """
    enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    chosen = {str(question): draft for question, draft in drafts.items()}
    enrolment.drafts = {question: draft for question, draft in (enrolment.drafts | chosen).items() if draft}
    enrolment.seen_at = timezone.now()
    enrolment.save(update_fields=["drafts", "seen_at"])


def _mark(enrolment: Enrolment, questions: list[QuizQuestion], given: Mapping[int, list[str]]) -> None:
    """Keep what was given to each question, and whether it was ever right."""
    before = {row.question_id: row for row in enrolment.answers.filter(question__in=questions)}
    now = timezone.now()
    for question in questions:
        row = before.get(question.pk) or QuizAnswer(enrolment=enrolment, question=question, tries=0)
        row.given, row.answered_at = given[question.pk], now
        row.is_right = row.is_right or quiz_marks.is_right(question, row.given)
        row.tries = min(row.tries + 1, MOST_TRIES)
        row.save()
        enrolment.drafts.pop(str(question.pk), None)


def _note(enrolment: Enrolment) -> None:
    """Note that `enrolment` was used, and whether its course is finished now: once it is, it stays so."""
    enrolment.seen_at = timezone.now()
    if enrolment.finished_at is None and score(enrolment).is_finished:
        enrolment.finished_at = enrolment.seen_at
    enrolment.save(update_fields=["seen_at", "finished_at", "hand_ins", "drafts"])


@dataclass(frozen=True)
class Score:
    """Lessons and questions of a course: how many there are, how many are done, how many were answered right."""

    lessons: int
    done: int
    questions: int
    right: int
    pass_mark: int  # per cent

    @property
    def needed(self) -> int:
        """Return how many right answers the course asks for."""
        return -(-self.questions * self.pass_mark // 100)

    @property
    def lessons_left(self) -> int:
        return max(self.lessons - self.done, 0)

    @property
    def answers_left(self) -> int:
        return max(self.needed - self.right, 0)

    @property
    def is_finished(self) -> bool:
        """Say whether every lesson is done and enough of all questions were answered right."""
        return self.lessons > 0 and not self.lessons_left and not self.answers_left


@dataclass(frozen=True)
class Step:
    """One lesson on somebody's way: whether it is done, its questions, and how many of them were answered right."""

    done: bool
    questions: int
    right: int


def steps(enrolment: Enrolment) -> dict[int, Step]:
    """Return by number each published lesson of the course of `enrolment`. Four queries."""
    of_course = {"lesson__module__course": enrolment.course_id}
    asked = dict(QuizQuestion.objects.filter(**of_course).order_by().values_list("lesson").annotate(Count("pk")))
    right = dict(
        enrolment.answers.filter(is_right=True).order_by().values_list("question__lesson").annotate(Count("pk"))
    )
    done = set(enrolment.completions.values_list("lesson_id", flat=True))
    lessons = Lesson.objects.filter(module__course=enrolment.course_id, pages__live=True)
    return {pk: Step(pk in done, asked.get(pk, 0), right.get(pk, 0)) for pk in lessons.values_list("pk", flat=True)}


def score(enrolment: Enrolment) -> Score:
    return score_of(steps(enrolment), enrolment.course.pass_mark)


def score_of(found: dict[int, Step], pass_mark: int) -> Score:
    return Score(
        lessons=len(found),
        done=sum(step.done for step in found.values()),
        questions=sum(step.questions for step in found.values()),
        right=sum(step.right for step in found.values()),
        pass_mark=pass_mark,
    )

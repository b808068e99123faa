"""How far somebody is in a course, and what is missing. It only reads, and costs the same for any number of lessons.

Only lessons that have a published page in some language count: nobody is asked for what nobody can read.
"""

from dataclasses import dataclass

from django.db.models import Count

from webinars.courses.lessons.models import Lesson
from webinars.courses.quizzes.models import QuizQuestion

from .models import Enrolment


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
        """Return how many lessons are not done yet."""
        return max(self.lessons - self.done, 0)

    @property
    def answers_left(self) -> int:
        """Return how many right answers are missing."""
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
    """Return how far `enrolment` is in its course."""
    return score_of(steps(enrolment), enrolment.course.pass_mark)


def score_of(found: dict[int, Step], pass_mark: int) -> Score:
    """Return the sum of the steps `found`."""
    return Score(
        lessons=len(found),
        done=sum(step.done for step in found.values()),
        questions=sum(step.questions for step in found.values()),
        right=sum(step.right for step in found.values()),
        pass_mark=pass_mark,
    )

"""Answers are marked, lessons become done, the best answer counts, the course is finished once."""

import uuid
from datetime import timedelta

import pytest
import time_machine

from tests.factories.courses import lessons_of, make_question
from tests.factories.events import NOW
from tests.factories.learning import enrolled, hand_in, right, small_course, with_pages
from webinars.courses import services
from webinars.courses.models import Enrolment
from webinars.courses.pages import LessonPage

pytestmark = pytest.mark.django_db


def test_the_best_answer_counts_and_the_last_one_is_kept():
    course = with_pages(small_course(lessons=1, kinds=("one",)))
    [lesson], learner = lessons_of(course), enrolled(course)
    question = lesson.questions.get()

    for but in (("one",), (), ("one",)):
        hand_in(learner, lesson, but=but)

    answer = learner.answers.get()
    assert (answer.is_right, answer.tries) == (True, 3)
    assert answer.given != right(question)
    assert learner.completions.count() == 1


def test_the_same_key_changes_nothing_the_second_time():
    course = with_pages(small_course(lessons=1, kinds=("one",)))
    [lesson], learner, key = lessons_of(course), enrolled(course), uuid.uuid4()

    said = [hand_in(learner, lesson, key=key), hand_in(learner, lesson, key=key, but=("one",))]

    answer = learner.answers.get()
    assert (said, answer.is_right, answer.tries, answer.given) == ([True, False], True, 1, right(answer.question))
    assert hand_in(enrolled(course), lesson, key=key)  # a key is of one learner


def test_the_course_is_finished_by_all_lessons_and_enough_right_answers_and_stays_so():
    course = with_pages(small_course(lessons=2, kinds=("one", "truth"), pass_mark=75))
    (first, second), learner = lessons_of(course), enrolled(course)

    hand_in(learner, first)
    hand_in(learner, second, but=("one", "truth"))
    before = services.score(learner)
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        hand_in(learner, second, but=("one",))
    learner.refresh_from_db()
    assert (before.needed, before.answers_left, before.lessons_left, before.is_finished) == (3, 1, 0, False)
    assert learner.finished_at == learner.seen_at == NOW + timedelta(days=1)

    make_question(first, "several")  # asked later: what is finished stays finished
    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        hand_in(learner, second)
    learner.refresh_from_db()
    assert (learner.finished_at, learner.seen_at) == (NOW + timedelta(days=1), NOW + timedelta(days=2))


def test_what_is_left_open_or_of_another_course_is_refused_and_nothing_is_kept():
    course = with_pages(small_course(lessons=1))
    [lesson], learner = lessons_of(course), enrolled(course)
    first = lesson.questions.order_by("sort_order")[0]
    other = enrolled(with_pages(small_course(key="another")))

    with pytest.raises(services.LeftOpen):
        services.hand_in(enrolment=learner, lesson=lesson, given={first.pk: right(first)}, key=uuid.uuid4())
    with pytest.raises(services.NotOfThisCourse):
        hand_in(other, lesson)

    assert list(Enrolment.objects.values_list("hand_ins", "answers")) == [([], None), ([], None)]


@pytest.mark.parametrize("lessons", [1, 3])
def test_how_far_somebody_is_costs_the_same_for_any_number_of_lessons(lessons, django_assert_num_queries):
    course = with_pages(small_course(lessons=lessons))
    learner = enrolled(course)
    for lesson in lessons_of(course):
        hand_in(learner, lesson)
    hand_in(enrolled(course), lessons_of(course)[0])  # of somebody else

    with django_assert_num_queries(4):
        score = services.score(learner)

    assert (score.lessons, score.done, score.questions, score.right) == (lessons, lessons, 2 * lessons, 2 * lessons)


def test_lessons_without_a_published_page_are_neither_asked_for_nor_certified():
    course = with_pages(small_course(lessons=3, kinds=("one",)))
    (first, second, third), learner = lessons_of(course), enrolled(course)
    LessonPage.objects.filter(lesson=third).update(live=False)

    hand_in(learner, first)
    before = services.score(learner)
    hand_in(learner, second)

    learner.refresh_from_db()
    assert (before.lessons, before.questions, before.lessons_left) == (2, 2, 1)
    assert learner.finished_at == NOW

"""Two of one learner's last lessons are handed in at once; the same answers twice; one button pressed twice."""

import uuid
from threading import Barrier

import pytest

from coalition.mail.models import Message
from tests.factories.courses import lessons_of
from tests.factories.learning import enrolled, right, small_course, with_pages
from tests.races import at_once
from webinars.courses import enrolment as enrolling
from webinars.courses import services
from webinars.courses.models import AddressRequest, Enrolment, EnrolmentQuerySet
from webinars.courses.pages import CoursePage

pytestmark = pytest.mark.attack

ROUNDS = 8


@pytest.fixture
def course(django_db_setup, django_db_blocker):
    """Return a course of two lessons that is really there. What is committed is deleted."""
    with django_db_blocker.unblock():
        made = with_pages(small_course(key="race", kinds=("one",)))
        yield made
        Enrolment.objects.filter(course=made).delete()
        AddressRequest.objects.filter(course=made).delete()
        Message.objects.filter(to="race@mail.example").delete()
        for page in CoursePage.objects.filter(course=made):
            page.delete()
        made.delete()


def handing_in(learner, lesson, key=None):
    key = key or uuid.uuid4()
    given = {question.pk: right(question) for question in lesson.questions.all()}
    return lambda: services.hand_in(enrolment=learner, lesson=lesson, given=given, key=key)


def finished(course) -> bool:
    """Hand in both lessons of a new learner at once; say whether the course is finished then."""
    learner = enrolled(course)
    said = at_once(*(handing_in(learner, lesson) for lesson in lessons_of(course)))
    assert said == [True, True]
    learner.refresh_from_db()
    return learner.finished_at is not None


def test_of_two_last_lessons_the_second_finishes_the_course(course):
    assert [finished(course) for _round in range(ROUNDS)] == [True] * ROUNDS


def test_canary_without_the_lock_nobody_notices_that_the_course_is_finished(course, monkeypatch):
    """Proves that the lock, and nothing else, decides the race."""
    monkeypatch.setattr(EnrolmentQuerySet, "select_for_update", lambda rows, *args, **kwargs: rows)
    together = Barrier(2)
    score = services.score

    def counted(enrolment):
        found = score(enrolment)
        together.wait(timeout=60)  # both have counted, and neither has committed
        return found

    monkeypatch.setattr(services, "score", counted)

    assert finished(course) is False


def test_answers_that_are_sent_twice_at_once_count_once(course):
    learner, lesson, key = enrolled(course), lessons_of(course)[0], uuid.uuid4()

    said = at_once(*(handing_in(learner, lesson, key) for _each in range(4)))

    assert sorted(said) == [False, False, False, True]
    assert [row.tries for row in learner.answers.all()] == [1]


def test_a_button_that_is_pressed_twice_at_once_enrols_once(course):
    press = uuid.uuid4()
    enrolling.ask(course=course, email="race@mail.example", language="en")
    asked = AddressRequest.objects.get(course=course)

    begun = at_once(*(lambda: enrolling.begin(course=course, language="en", press=press) for _each in range(4)))
    confirmed = at_once(*(lambda: enrolling.confirm(asked=asked) for _each in range(4)))

    assert len({row.pk for row in begun}) == 1
    assert len({row.pk for [row] in confirmed}) == 1
    assert Enrolment.objects.filter(course=course).count() == 2

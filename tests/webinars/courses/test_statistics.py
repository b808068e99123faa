"""How many people follow a course: counts that give nobody away."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone, translation

from coalition.users.roles import COMMITTEE_EDITORS, EVENT_HOSTS
from tests.factories.charter import staff
from tests.factories.courses import course_with_pages, lessons_of, make_course
from webinars.courses.learning.models import Completion, Enrolment
from webinars.courses.statistics.counts import places_of
from webinars.courses.statistics.showing import safe

pytestmark = pytest.mark.django_db
ADDRESS = "/cms/courses/statistics/"
LONG_AGO = timedelta(days=40)


def learners(course, number: int, *, lessons: int = 0, finished: bool = False, ago: timedelta = LONG_AGO) -> None:
    """Make `number` learners who went through the first `lessons` of `course` and were there `ago`."""
    now = timezone.now()
    for _number in range(number):
        key = uuid.uuid4().hex
        row = Enrolment.objects.create(
            course=course, language="en", code_digest=key, token_digest=key, seen_at=now - ago,
            finished_at=now if finished else None,
        )  # fmt: skip
        Completion.objects.bulk_create(
            Completion(enrolment=row, lesson=lesson) for lesson in lessons_of(course)[:lessons]
        )


def test_each_learner_is_in_one_place():
    course = make_course(modules=2, lessons=1)
    learners(course, 1)
    learners(course, 2, lessons=1)
    learners(course, 3, lessons=2)
    learners(course, 4, lessons=2, finished=True)
    learners(course, 5, lessons=1, ago=timedelta(days=3))
    learners(make_course("other"), 6)

    assert places_of(course) == {
        ("stopped",): 1,
        ("stopped", "lesson-1"): 2,
        ("stopped", "lesson-2"): 3,
        ("finished",): 4,
        ("on-the-way",): 5,
    }


@pytest.mark.parametrize("rows", [1, 3])
def test_counting_costs_one_query(django_assert_num_queries, rows):
    course = make_course(modules=1, lessons=3)
    for place in range(rows):
        learners(course, rows, lessons=place + 1)

    with django_assert_num_queries(1):
        assert sum(places_of(course).values()) == rows * rows


def test_small_counts_and_what_would_give_them_away_are_hidden_and_the_rest_goes_in_steps_of_five():
    shown = safe({("finished",): 3, ("on-the-way",): 12, ("stopped", "a"): 23}, ["a", "b"])

    assert shown[("finished",)] is None
    assert shown[("started",)] == 35
    assert {number % 5 for number in shown.values() if number is not None} == {0}
    alone = safe({("finished",): 3, ("on-the-way",): 12}, [])  # 15 less 12 would be 3
    assert alone[("finished",)] is None
    assert sum(number is None for number in alone.values()) > 1


def test_one_learner_more_is_seen_in_no_number():
    before, after = ({("finished",): 6 + more, ("on-the-way",): 11, ("stopped",): 31} for more in (0, 1))

    assert safe(before, []) == safe(after, [])


def test_an_editor_sees_them_and_no_small_number(client):
    course, _page, lessons = course_with_pages(modules=1, lessons=2)
    learners(course, 3, lessons=1)
    learners(course, 12, lessons=2, finished=True)
    client.force_login(staff(COMMITTEE_EDITORS))

    with translation.override("en"):
        html = client.get(ADDRESS).content.decode()

    table = html.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = dict(re.findall(r'<th scope="row">(.*?)</th><td>(.*?)</td>', table))
    assert rows["Started"] == "15 or more"
    assert rows[f"Stopped after lesson 1. {lessons[0].title}"] == "hidden"


def test_nobody_else_sees_them(client):
    client.force_login(staff(EVENT_HOSTS))

    assert client.get(ADDRESS).status_code == 302

"""What is kept about learners is handed over, erased, and forgotten after two years without use."""

from datetime import timedelta

import pytest
import time_machine

from coalition.privacy import discretion
from coalition.privacy import services as privacy
from tests.factories.courses import lessons_of
from tests.factories.events import NOW
from tests.factories.learning import enrolled, hand_in, small_course, with_pages
from webinars.courses import enrolment
from webinars.courses.models import AddressRequest, Enrolment

pytestmark = pytest.mark.django_db


def test_an_address_gets_what_is_kept_about_it_and_is_forgotten():
    course = with_pages(small_course(lessons=1, kinds=("truth",)))
    enrolment.ask(course=course, email="ada@mail.example", language="en", discreet=True)
    [learner] = enrolment.confirm(asked=AddressRequest.objects.get())
    hand_in(learner, lessons_of(course)[0])
    other = enrolled(course, email="other@mail.example")

    exported, request = privacy.export(address="Ada@mail.example")["courses"]
    assert {name: exported[name] for name in ("course", "email", "discreet", "finished")} == {
        "course": "policies", "email": "ada@mail.example", "discreet": True, "finished": NOW.isoformat(),
    }  # fmt: skip
    assert [(row["given"], row["right"], row["tries"]) for row in exported["answers"]] == [(["true"], True, 1)]
    assert request == {"email": "ada@mail.example", "asked": NOW.isoformat()}

    assert privacy.erase(address="ada@mail.example")["courses"] == 2
    assert list(Enrolment.objects.all()) == [other]
    assert not discretion.has_asked("ada@mail.example")


def test_what_nobody_used_for_two_years_goes_and_requests_after_half_an_hour():
    course = with_pages(small_course(lessons=1))
    unused, used = enrolled(course), enrolled(course)
    enrolment.ask(course=course, email="ada@mail.example", language="en")

    with time_machine.travel(NOW + timedelta(days=400), tick=False):
        assert privacy.purge()["courses"] == 1  # the request
        hand_in(used, lessons_of(course)[0])
    with time_machine.travel(NOW + timedelta(days=731), tick=False):
        assert privacy.purge()["courses"] == 1

    assert list(Enrolment.objects.all()) == [used]
    assert not Enrolment.objects.filter(pk=unused.pk).exists()

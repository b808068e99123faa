"""Short addresses of the contract lead to where the pages stand, in the language of the address."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.factories.calls import CallFactory, call_page
from tests.factories.courses import course_page, course_with_pages, make_course
from tests.factories.resources import resources_page

pytestmark = pytest.mark.django_db


def led(client, address: str) -> tuple[int, str]:
    response = client.get(address)
    return response.status_code, response.get("Location", "")


def test_a_course_is_led_to_in_the_language_of_the_address(client):
    course, page, _lessons = course_with_pages("en")
    french = course_page(course, "fr", translation_of=page)
    assert led(client, "/en/courses/") == led(client, "/en/courses/policies/") == (301, page.url)
    assert led(client, "/fr/courses/policies/") == (301, french.url)
    assert led(client, "/es/courses/policies/") == (404, "")
    assert led(client, "/en/courses/another/") == (404, "")
    assert client.get("/en/courses/")["Cache-Control"] == "public, max-age=300"


def test_a_page_that_an_editor_gave_this_address_goes_before(client):
    _course, page, lessons = course_with_pages("en")
    page.slug = "courses"  # the page of the course itself: no address leads to itself for ever
    page.save_revision().publish()
    answer = client.get("/en/courses/")
    assert (answer.status_code, page.title in answer.content.decode()) == (200, True)
    lesson = lessons[0]
    lesson.refresh_from_db()
    assert led(client, f"/en/courses/{lesson.slug}/") == (200, "")
    assert led(client, "/en/courses/policies/") == (301, "/en/courses/")


def test_a_course_that_is_not_published_is_led_to_by_nothing(client):
    page = course_page(make_course())
    page.unpublish()
    assert led(client, "/en/courses/policies/") == (404, "")
    assert led(client, "/en/courses/") == (302, "/en/learn/")


def test_the_call_is_the_open_one_else_the_latest(client):
    now, day = timezone.now(), timedelta(days=1)
    index = resources_page()
    assert led(client, "/en/initiatives/call/") == (404, "")
    old = call_page(index, call=CallFactory(key="old", opens_at=now - 9 * day, closes_at=now - 8 * day))
    assert led(client, "/en/initiatives/call/") == (301, old.url)
    latest = call_page(index, call=CallFactory(key="later", opens_at=now - 5 * day, closes_at=now - 4 * day))
    assert led(client, "/en/initiatives/call/") == (301, latest.url)
    current = call_page(index, call=CallFactory(key="open", opens_at=now - day, closes_at=now + day))
    assert led(client, "/en/initiatives/call/") == (301, current.url)
    PageViewRestriction.objects.create(page=current, restriction_type=PageViewRestriction.LOGIN)
    assert led(client, "/en/initiatives/call/") == (301, latest.url)
    assert led(client, "/fr/initiatives/call/") == (404, "")

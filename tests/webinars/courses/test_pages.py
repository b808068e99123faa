"""The public pages of a course and its lessons."""

import re
from unittest import mock

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import Page
from wagtail.test.utils import WagtailPageTestCase, page_tests

from coalition.users.models import User
from tests.crawling import sitemap
from tests.factories.courses import (
    course_page,
    course_with_pages,
    lesson_page,
    make_question,
)
from webinars.courses.pages import LessonPage, page_of

pytestmark = pytest.mark.django_db


# Wagtail's assertions log in by the first backend; ours is the lockout, which knows no users.
@mock.patch.object(page_tests, "AUTH_BACKEND", "django.contrib.auth.backends.ModelBackend")
class PageTypes(WagtailPageTestCase):
    """Where the page types may stand, and that they open."""

    def setUp(self) -> None:
        _course, _page, self.lessons = course_with_pages()
        self.client.force_login(User.objects.create_superuser("admin", "admin@example.org", "x"))

    def test_a_lesson_is_editable_and_previewed(self) -> None:
        lesson = self.lessons[0]
        make_question(lesson.lesson, "one")
        data = {
            "title": "Previewed", "slug": "lesson-1", "lesson": lesson.lesson_id, "summary": "Short.",
            "reflection": "", "body-count": "0", "sources-count": "1", "sources-0-deleted": "", "sources-0-order": "0",
            "sources-0-type": "source", "sources-0-id": "", "sources-0-value-title": "Convention",
            "sources-0-value-publisher": "Council of Europe", "sources-0-value-year": "2011",
            "sources-0-value-url": "https://www.coe.int/", "seo_title": "", "search_description": "",
            "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
        }  # fmt: skip
        self.assertPageIsEditable(lesson, post_data=data)
        self.assertPageIsPreviewable(lesson, post_data=data)
        lesson.refresh_from_db()
        html = lesson.make_preview_request().rendered_content
        assert "A question of one?" in html
        assert "Lesson 1 of 4" in html
        assert "Show the answer" in html


def main(response) -> str:
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_course_lists_its_lessons_by_module_at_the_same_cost(client, django_assert_num_queries, rows):
    _course, page, lessons = course_with_pages(modules=rows, lessons=rows)
    client.get(page.url)

    with django_assert_num_queries(14):
        html = main(client.get(page.url))

    listed = re.findall(r'class="lessons__title"><a href="([^"]+)"', html)
    assert listed == [lesson.url for lesson in lessons]
    assert f"{rows * rows * 10} minutes" in html


@pytest.mark.parametrize("rows", [1, 3])
def test_a_lesson_shows_its_words_and_questions_at_the_same_cost(client, django_assert_num_queries, rows):
    _course, _page, lessons = course_with_pages(modules=rows, lessons=rows)
    for kind in ("one", "several", "truth", "order", "matching")[:rows]:
        make_question(lessons[0].lesson, kind)
    client.get(lessons[0].url)

    with django_assert_num_queries(19):
        html = main(client.get(lessons[0].url))

    assert len(re.findall(r'<li class="quiz__question">', html)) == rows
    assert "And where you work?" in html


def test_a_lesson_leads_to_the_one_before_and_after_over_modules_and_gaps(client):
    _course, _page, lessons = course_with_pages(modules=2, lessons=2)
    lessons[2].unpublish()

    html = main(client.get(lessons[1].url))

    assert re.findall(r'<a[^>]*href="([^"]+)" rel="(prev|next)"', html) == [
        (lessons[0].url, "prev"),
        (lessons[3].url, "next"),
    ]
    assert "Lesson 2 of 4" in html
    assert lessons[2].url not in html


def test_the_language_switch_leads_to_the_same_lesson(client):
    course, english, lessons = course_with_pages()
    french = course_page(course, "fr", translation_of=english)
    translated = lesson_page(lessons[0].lesson, french, translation_of=lessons[0], title="La leçon")

    html = client.get(lessons[0].url).content.decode()

    assert re.search(
        rf'<a [^>]*href="{translated.url}"[^>]*hreflang="fr"|hreflang="fr"[^>]*href="{translated.url}"', html
    )
    assert page_of(lessons[0].lesson, "fr").title == "La leçon"
    assert page_of(lessons[1].lesson, "fr").title == lessons[1].title  # in English until somebody translates it


def test_one_page_for_each_lesson_and_language():
    _course, page, lessons = course_with_pages()
    second = LessonPage(title="Again", slug="again", lesson=lessons[0].lesson, locale=page.locale, summary="Twice.")

    with pytest.raises(ValidationError) as refused:
        second.clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        _add(page, second)

    assert "lesson" in refused.value.message_dict


def _add(page: Page, second: LessonPage) -> None:
    """Add a page as two editors at the same moment would: each was told that there is none yet."""
    with mock.patch.object(LessonPage, "clean"), mock.patch.object(LessonPage, "validate_constraints"):
        page.add_child(instance=second)


def test_the_site_map_and_the_search_know_lessons_and_learn_leads_to_the_course(client):
    _course, page, lessons = course_with_pages()
    lessons[0].title = "Orders of protection"
    lessons[0].save_revision().publish()

    assert f"{lessons[0].url}</loc>" in sitemap(client)
    assert lessons[0].url in main(client.get("/en/search/", {"q": "orders of protection"}))
    assert f'href="{page.url}"' in main(client.get("/en/learn/"))

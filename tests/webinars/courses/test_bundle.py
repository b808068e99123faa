"""A course as one file: plain pages that ask for nothing."""

import io
import re
import zipfile

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail.images import get_image_model
from wagtail.models import CollectionViewRestriction

from tests.factories.courses import course_page, course_with_pages, lesson_page, lessons_of, make_question
from tests.uploads.files import image as drawn
from webinars.courses.bundle import standalone
from webinars.courses.pages import LessonPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    course, page, pages = course_with_pages()
    for kind in ("one", "order", "matching", "truth"):
        make_question(lessons_of(course)[0], kind)
    arabic = course_page(course, "ar", translation_of=page)
    lesson_page(lessons_of(course)[0], arabic, translation_of=pages[0], title="الدرس الأول")
    return course


def a_picture(name: str):
    """Return an image and the address of its picture in the size of a page."""
    stored = default_storage.save(f"images/{name}.width-20.png", ContentFile(drawn()))
    image = get_image_model().objects.create(title=name, file=f"original_images/{name}.png", width=40, height=30)
    image.renditions.create(file=stored, filter_spec="width-20", width=20, height=15)
    return image, f"/media/{stored}"


def files_of(answer) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(b"".join(answer) if answer.streaming else answer.content)) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


def get(client, language="en"):
    answer = client.get(f"/{language}/courses/policies/course.zip")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    return files_of(answer)


def test_it_holds_a_page_for_each_lesson_and_language(client, course):
    files = get(client)

    pages = {name for name in files if name.endswith(".html")}
    assert pages == {
        "index.html", "en/index.html", *(f"en/lesson-0{number}.html" for number in (1, 2, 3, 4)),
        "ar/index.html", "ar/lesson-01.html",
    }  # fmt: skip
    arabic = files["ar/lesson-01.html"].decode()
    assert '<html lang="ar" dir="rtl">' in arabic
    assert "الدرس الأول" in arabic
    assert "Because it is so. (ar)" in arabic
    assert 'href="../en/lesson-01.html"' in arabic
    assert 'href="../ar/index.html"' in files["en/lesson-02.html"].decode()  # not in Arabic yet


def test_its_pages_ask_for_nothing_and_lead_only_to_one_another(client, course):
    files = get(client)

    for name, content in files.items():
        if not name.endswith(".html"):
            continue
        text = content.decode()
        assert re.findall(r"<script|<link|<iframe|<form|src=\"(?!data:)|url\(|@import", text) == [], name
        assert "default-src 'none'" in text
        for href in re.findall(r'href="([^"]+)"', text):
            if not href.startswith(("https://", "http://")):
                folder = name.rpartition("/")[0]
                target = href.removeprefix("../") if href.startswith("../") else f"{folder}/{href}".lstrip("/")
                assert target in files, (name, href)


def test_pictures_are_inside_and_links_of_this_site_are_whole():
    picture, shown = a_picture("map")
    html = standalone(
        f'Words <img src="{shown}" srcset="x 2x" alt="A map"><a href="/en/help/">Help</a>'
        '<script>1</script><img src="https://elsewhere.example/x.png" alt=""><iframe src="https://x.example"></iframe>'
        f'<img src="/media/../private/secret.png" alt=""><img src="{picture.file.url}" alt="">'
    )

    assert html.startswith("Words <img ")
    assert re.findall(r'src="([^",]+)', html) == ["data:image/png;base64"]
    assert f'href="{settings.SITE_URL}/en/help/"' in html
    assert not any(word in html for word in ("script", "iframe", "elsewhere", "srcset", "secret"))


def test_it_is_offered_on_the_page_of_the_course(client, course):
    assert "/en/courses/policies/course.zip" in client.get("/en/policies/").text


def test_of_a_course_that_nobody_may_read_there_is_none(client, course):
    for page in course.pages.all():
        page.unpublish()

    assert client.get("/en/courses/policies/course.zip").status_code == 404
    assert client.get("/en/courses/other/course.zip").status_code == 404


def test_as_many_queries_for_three_lessons_as_each_takes(client, django_assert_max_num_queries):
    course_with_pages("en", modules=1, lessons=1)
    with django_assert_max_num_queries(30):
        client.get("/en/courses/policies/course.zip")


def test_pictures_of_a_collection_that_is_closed_are_in_no_file():
    picture, shown = a_picture("closed")
    CollectionViewRestriction.objects.create(collection=picture.collection, restriction_type="login")

    assert standalone(f'<p>Words</p><img src="{shown}" alt="">') == "<p>Words</p>"


def test_a_tab_says_nothing_where_an_editor_asked_for_that(client, course):
    LessonPage.objects.filter(lesson=lessons_of(course)[0]).update(neutral_title=True)

    page = get(client)["en/lesson-01.html"].decode()
    assert "<title>Information</title>" in page

"""Courses and questions in the CMS: what editors may keep, and what is refused in a sentence."""

import html
import re

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data
from wagtail.users.models import UserProfile

from coalition.users import roles
from coalition.users.models import User
from tests.cms.typed import form_of
from tests.factories.courses import (
    course_page,
    course_with_pages,
    in_all,
    lesson_page,
    lessons_of,
    make_course,
    make_question,
)
from tests.factories.learning import enrolled, hand_in, small_course, with_pages
from tests.factories.replays import make_replay
from webinars.courses import certificates
from webinars.courses.models import Course, Lesson, Module, QuizQuestion

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "fr", "es", "ar")


def log_in(client, role: str):
    user = User.objects.create_user("editor", "editor@coalition.example", "x")
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def editor(client):
    return log_in(client, roles.COMMITTEE_EDITORS)


def address(kind: str, view: str, *args: int) -> str:
    return reverse(f"wagtailsnippets_webinars_{kind}:{view}", args=args)


def words(name: str, texts: dict[str, str]) -> dict[str, str]:
    return {f"{name}_{code}": texts.get(code, "") for code in LANGUAGES}


def refused(response) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


def test_an_editor_writes_a_question_in_four_languages(editor):
    lesson = lessons_of(make_course())[0]
    make_question(lesson, "truth")
    options = [
        {**words("text", in_all(text)), "is_right": right, **words("match", {}), "id": ""}
        for text, right in (("Yes", "on"), ("No", ""))
    ]
    data = {"lesson": str(lesson.pk), "key": "asked", "kind": "one", "place": "1", "version": ""}
    data |= words("text", in_all("Is it?")) | words("why", in_all("So."))
    data |= nested_form_data({"options": inline_formset(options)})

    response = editor.post(address("quizquestion", "add"), data)

    assert response.status_code == 302, refused(response)[:3000]
    rows = list(lesson.questions.order_by("sort_order").values_list("key", "sort_order"))
    assert rows == [("asked", 0), ("truth-1", 1)]
    question = QuizQuestion.objects.get(key="asked")
    assert [(row.text, row.is_right) for row in question.options.all()] == [
        (in_all("Yes"), True),
        (in_all("No"), False),
    ]


def test_short_names_left_empty_are_made_of_the_names_and_stay(editor):
    lessons = [{"id": "", "key": "", "minutes": "12", "replay": ""}] * 2
    module = {"id": "", "key": "", **words("names", in_all("Safe homes")), **words("summaries", {})}
    modules = inline_formset([module | {"lessons": inline_formset(lessons)}] * 2)
    data = {"key": "", "pass_mark": "80", "is_open": "on", "version": ""} | nested_form_data({"modules": modules})
    course_keys, module_keys, lesson_keys = (
        kind.objects.values_list("key", flat=True) for kind in (Course, Module, Lesson)
    )
    made = ["safe-homes"], ["safe-homes", "safe-homes-2"], ["safe-homes", *(f"safe-homes-{n}" for n in (2, 3, 4))]

    response = editor.post(address("course", "add"), data)

    assert response.status_code == 302, refused(response)[:3000]
    assert (list(course_keys), sorted(module_keys), sorted(lesson_keys)) == made
    course = Course.objects.get()
    edit = address("course", "edit", course.pk)
    emptied = {name: "" if name.endswith("key") else value for name, value in form_of(editor.get(edit)).items()}
    response = editor.post(edit, emptied | words("modules-0-names", in_all("Other")))
    assert response.status_code == 302, refused(response)[:3000]
    assert (list(course_keys.all()), sorted(module_keys.all()), sorted(lesson_keys.all())) == made


def test_a_lesson_with_pages_or_questions_is_not_taken_away_and_no_short_name_stands_for_two(editor):
    course, _page, _lessons = course_with_pages(modules=2, lessons=1)
    first = lessons_of(course)[0]
    make_question(first)
    edit = address("course", "edit", course.pk)
    data = form_of(editor.get(edit))

    gone = editor.post(edit, data | {"modules-0-lessons-0-DELETE": "on"})
    whole = editor.post(edit, data | {"modules-0-DELETE": "on"})
    twice = editor.post(edit, data | {"modules-1-lessons-0-key": "lesson-1"})

    told = "The lesson lesson-1 is still used: pages of lessons (1), questions of lessons (1)."
    assert told in refused(gone)
    assert told in refused(whole)
    assert "Two lessons have the same short name: lesson-1." in refused(twice)
    assert len(lessons_of(course)) == 2


def test_refusals_to_delete_count_no_learners(editor):
    course = with_pages(small_course(lessons=1, kinds=("one",)))
    [lesson] = lessons_of(course)
    learner = enrolled(course)
    hand_in(learner, lesson)
    learner.refresh_from_db()
    certificates.issue(enrolment=learner, name="Ada", shows_name=False, language="en")
    edit = address("course", "edit", course.pk)

    taken = editor.post(edit, form_of(editor.get(edit)) | {"modules-0-lessons-0-DELETE": "on"})
    deleted = editor.get(address("course", "delete", course.pk), follow=True)

    told = "is still used: finished lessons, pages of lessons (1), questions of lessons (1)."
    assert told in refused(taken)
    assert "enrolments, pages of courses (1)" in refused(deleted)


def test_lists_say_titles_in_their_editors_language_and_cost_the_same(editor):
    UserProfile.objects.create(user=User.objects.get(username="editor"), preferred_language="fr")
    costs = []

    def listed(kind: str, **asked: str) -> list[str]:
        editor.get(address(kind, "list"), asked)
        with CaptureQueriesContext(connection) as queries:
            found = editor.get(address(kind, "list"), asked).text
        costs.append((kind, asked, len(queries)))
        rows = found.partition("<tbody>")[2].partition("</tbody>")[0]
        return list(dict.fromkeys(re.findall(r"(?:Course|Cours|Lesson|key-|lesson-) ?\d", rows)))

    for number in range(3):
        course = make_course(f"key-{number}", modules=1, lessons=1)
        page = course_page(course, title=f"Course {number}")
        course_page(course, "fr", translation_of=page, title=f"Cours {9 - number}")
        lesson_page(lessons_of(course)[0], page, title=f"Lesson {number}")  # in English alone
        make_question(lessons_of(course)[0])
        if number != 1:  # of one, and of three
            assert listed("course") == [f"Cours {place}" for place in range(9 - number, 10)]
            assert listed("course", q="cours 9") == ["Cours 9"]
            assert sorted(listed("quizquestion")) == [f"Lesson {place}" for place in range(number + 1)]

    assert costs[:3] == costs[3:]


def test_no_recording_of_a_closed_event_is_offered(editor, own_folder):
    course = make_course(modules=1, lessons=1)
    closed, shown = make_replay(slug="closed", closed=True, name="Shelter meeting"), make_replay(name="Open meeting")

    found = editor.get(address("course", "edit", course.pk)).content.decode()

    offered = set(
        re.findall(
            r'<option value="(\d+)"', found.partition('name="modules-0-lessons-0-replay"')[2].partition("</select>")[0]
        )
    )
    assert (str(shown.pk) in offered, str(closed.pk) in offered) == (True, False)

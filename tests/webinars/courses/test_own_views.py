"""One's own page and its lessons: shown in every language, answered without JavaScript, read by nobody else."""

import json
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coalition.certificates import signing_key
from tests.factories.courses import lessons_of
from tests.factories.events import NOW
from tests.factories.learning import KINDS, as_form, enrolled, hand_in, small_course, with_pages
from webinars.courses.models import Enrolment

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return with_pages(small_course(kinds=KINDS), "ar")


@pytest.fixture
def learner(course):
    return enrolled(course, email="ada@mail.example")


def path(learner, ending="", language="en"):
    return f"/{language}/learning/{learner.token}/{ending}"


def tab(page: str) -> str:
    """Return the title of a page's tab."""
    return re.search(r"<title>(.*?)</title>", page)[1].strip()


def checked(page: str) -> list[str]:
    """Return the names of what is chosen on a page: radios and checkboxes, and lists of choices."""
    radios = re.findall(r'<input type="(?:radio|checkbox)" name="(\w+)" value="(\w+)"[^>]* checked', page)
    lists = re.findall(r'<select name="(\w+)"[^>]*>(?:(?!</select>).)*<option value="(\w+)" selected', page, re.DOTALL)
    return sorted({f"{name}={value}" for name, value in [*radios, *lists]})


def sent_as(form: dict) -> list[str]:
    """Return what `checked` finds where `form` is chosen."""
    return sorted(
        f"{name}={value}" for name, given in form.items() for value in (given if isinstance(given, list) else [given])
    )


def test_a_lesson_is_handed_in_and_told_with_its_reasons(client, course, learner):
    lesson = lessons_of(course)[0]
    address = path(learner, "lesson-1/")
    assert "lesson-1 in en" in client.get(address).text

    answer = client.post(address, as_form(lesson, but=("order",)) | {"key": uuid.uuid4()})
    page = client.get(address).text

    assert answer["Location"] == f"{address}#answers"
    assert "Right answers: 4 of 5." in page
    assert page.count("<strong>Right</strong>") == 4
    assert page.count("<strong>Not quite</strong>") == 1
    assert page.count("Because it is so.") == 5
    assert client.get(path(learner)).text.count("Right answers: 4 of 5.") == 1
    assert checked(client.get(f"{address}?again").text) == sent_as(as_form(lesson, but=("order",)))


@pytest.mark.parametrize(
    ("language", "lessons", "answers"),
    [
        ("fr", "Leçons terminées : 1 sur 2.", "Bonnes réponses : 1 sur 5."),
        ("es", "Lecciones terminadas: 1 de 2.", "Respuestas correctas: 1 de 5."),
        ("ar", "الدروس المنجزة: 1 من أصل 2.", "الإجابات الصحيحة: 1 من أصل 5."),
    ],
)
def test_one_right_answer_of_five_is_told_in_words_that_fit_any_number(client, learner, language, lessons, answers):
    hand_in(learner, lessons_of(learner.course)[0], but=KINDS[1:])

    page = client.get(path(learner, language=language)).text.replace("\xa0", " ")

    assert (lessons in page, answers in page) == (True, True)
    assert answers in client.get(path(learner, "lesson-1/", language)).text.replace("\xa0", " ")


def test_pairs_of_an_answer_are_joined_by_an_arrow_that_turns_with_the_language(client, learner):
    hand_in(learner, lessons_of(learner.course)[0])

    page = client.get(path(learner, "lesson-1/", "ar")).text
    given = re.search('quiz-told__given"><li>(?:(?!</ul>).)*data-flip', page, re.DOTALL)

    assert (given is not None, "→" in page) == (True, False)


def test_what_is_left_open_is_named_and_the_rest_is_kept(client, course, learner):
    lesson = lessons_of(course)[0]
    form = as_form(lesson)
    order = lesson.questions.get(kind="order")
    several = lesson.questions.get(kind="several")
    del form[f"q{several.pk}"]
    left = next(name for name in form if name.startswith(f"q{order.pk}_"))
    form[left] = ""

    answer = client.post(path(learner, "lesson-1/"), form)

    assert answer.status_code == 422
    summary = answer.text.partition('class="error-summary"')[2].partition("</ul>")[0]
    assert f'href="#id_q{several.pk}_0">Choose at least one answer.' in summary
    assert f'href="#id_q{order.pk}_0">Choose a place for each line.' in summary
    assert checked(answer.text) == sent_as({name: value for name, value in form.items() if value})
    assert list(Enrolment.objects.values_list("hand_ins", "answers")) == [([], None)]


def test_choices_are_saved_with_the_course_until_they_are_handed_in(client, course, learner):
    lesson = lessons_of(course)[0]
    address, form = path(learner, "lesson-1/"), as_form(lesson)
    left = f"q{lesson.questions.get(kind='truth').pk}"
    some = {name: given for name, given in form.items() if name != left}

    saved = client.post(address, some | {"save": "", "q999999": "7", left: "\0", "name": "x"})

    assert saved["Location"] == f"{address}?again#answers"
    for shown in (address, f"{address}?again", path(learner, "lesson-1/", "ar")):
        assert checked(client.get(shown).text) == sent_as(some)
    assert "Your choices are saved." in client.get(address).text
    copy = client.get(f"/en/learning/data/{learner.token}/").json()
    assert (len(copy["drafts"]), copy["answers"], copy["lessons"]) == (4, [], [])
    client.post(address, form | {"key": uuid.uuid4()})
    assert (Enrolment.objects.get().drafts, "Your choices are saved." in client.get(address).text) == ({}, False)


@pytest.mark.parametrize("given", ["x" * 5000, "\0", "<script>", ["1"] * 500])
def test_saving_keeps_nothing_that_is_no_choice(client, course, learner, given):
    for question in lessons_of(course)[0].questions.all():
        client.post(path(learner, "lesson-1/"), {"save": "", f"q{question.pk}": given})

    kept = Enrolment.objects.get().drafts
    assert len(str(kept)) < 1000


def test_another_language_keeps_what_is_done_and_what_is_chosen_but_not_handed_in(client, course, learner, monkeypatch):
    first, second = lessons_of(course)
    hand_in(learner, first)
    form = as_form(second) | {"look": "ar", "key": uuid.uuid4()}
    page = client.get(path(learner, "lesson-2/")).text
    arabic = path(learner, "lesson-2/", "ar")
    assert f'name="look" value="ar" formaction="{arabic}"' in page

    looked = client.post(arabic, form)

    assert looked.status_code == 200
    assert "lesson-2 in ar" in looked.text
    assert checked(looked.text) == sent_as(as_form(second))
    assert (
        learner.answers.filter(question__lesson=second).count(),
        len(Enrolment.objects.get(pk=learner.pk).hand_ins),
    ) == (
        0,
        1,
    )
    assert "<strong>5/5</strong>" not in looked.text
    client.post(arabic, as_form(second))
    learner.refresh_from_db()
    assert learner.finished_at == NOW
    last = client.get(path(learner, "lesson-2/")).text
    assert "You have finished the course" in client.get(path(learner)).text
    assert (f"/en/learning/certificate/{learner.token}/" in last, "?again" in last) == (True, False)
    monkeypatch.setattr(signing_key, "is_set", lambda: False)  # none is offered where none can be issued
    pages = [client.get(path(learner, end)).text for end in ("", "lesson-2/")]
    assert ["You have finished the course" in page and "/certificate/" not in page for page in pages] == [True, True]


def test_the_pages_of_who_is_discreet_say_nothing_in_title_and_address(client, course):
    learner = enrolled(course, discreet=True)

    pages = [client.get(path(learner, ending)).text for ending in ("", "1/", "lesson-1/")]

    assert [tab(page) for page in pages] == ["Information"] * 3
    assert path(learner, "1/") in pages[0]
    assert path(learner, "lesson-1/") not in pages[0]


def test_nobody_keeps_the_pages_and_no_cookie_is_set(client, course, learner):
    addresses = [path(learner), path(learner, "lesson-1/"), *(
        f"/en/learning/{what}/{learner.token}/" for what in ("data", "renew", "leave")
    ), "/en/courses/policies/begin/", "/en/courses/resume/"]  # fmt: skip

    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        assert response["Cache-Control"] == "no-store, private"
        assert response["Referrer-Policy"] == "same-origin"
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert not response.cookies, address
    assert Enrolment.objects.get() == learner


@pytest.mark.parametrize(
    "more",
    [
        {"key": "\x00"},
        {"key": "no uuid"},
        {"q0": "1", "q99999999999999999999": "1"},
        {"look": "xx\x00"},
    ],
)
def test_hostile_answers_break_nothing(client, course, learner, more):
    lesson = lessons_of(course)[0]
    hostile = {name: ["\x00", "-1", "9" * 5000] for name in as_form(lesson)}

    for form in (hostile | more, dict.fromkeys(hostile, "９") | more, more):
        assert client.post(path(learner, "lesson-1/"), form).status_code in (200, 422)
    assert learner.answers.count() == 0


def test_leaving_erases_everything_with_one_confirmation(client, course, learner):
    hand_in(learner, lessons_of(course)[0])
    other = enrolled(course)
    address = f"/en/learning/leave/{learner.token}/"

    assert client.get(address).status_code == 200
    assert Enrolment.objects.count() == 2
    assert client.post(address)["Location"] == "/en/learning/left/"

    assert client.get("/en/learning/left/").status_code == 200
    assert client.get(path(learner)).status_code == 404
    assert [row.pk for row in Enrolment.objects.all()] == [other.pk]


def test_who_has_no_address_takes_a_copy_along(client, course):
    learner = enrolled(course)
    hand_in(learner, lessons_of(course)[0], but=("one",))

    response = client.get(f"/en/learning/data/{learner.token}/")

    assert response["Content-Disposition"] == 'attachment; filename="data.json"'
    copy = json.loads(response.text)
    assert [row["lesson"] for row in copy["lessons"]] == ["lesson-1"]
    assert {row["question"].partition("-")[0]: row["right"] for row in copy["answers"]} == {
        kind: kind != "one" for kind in KINDS
    }


def count_of(client, address):
    """Return how many statements a GET of `address` makes once a process remembers the site."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_pages_cost_the_same_for_any_number_of_lessons(client):
    counts = []
    for lessons in (1, 3):
        course = with_pages(small_course(key=f"of-{lessons}", lessons=lessons, kinds=KINDS[:lessons]))
        learner = enrolled(course)
        for lesson in lessons_of(course):
            hand_in(learner, lesson)
        again = f"{path(learner, '1/')}?again"
        counts.append([count_of(client, address) for address in (path(learner), path(learner, "1/"), again)])

    assert counts[0] == counts[1]
    assert max(counts[0]) <= 16


def test_a_worker_of_an_earlier_release_is_replaced_by_one_that_forgets(client, course):
    learner = enrolled(course)

    answer = client.get(f"/en/learning/{learner.token}/worker.js")

    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/javascript; charset=utf-8", "no-store, private")
    assert "self.registration.unregister()" in answer.text

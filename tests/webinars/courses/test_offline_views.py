"""What a device is given to keep: a list and plain pages of one module, with nothing of who learns in them."""

import re
from datetime import timedelta

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.templatetags.static import static
from django.test.utils import CaptureQueriesContext

from tests.factories.courses import course_with_pages, lessons_of, make_question
from tests.factories.events import NOW
from tests.factories.learning import KINDS, as_form, enrolled, hand_in, small_course, with_pages
from tests.factories.replays import make_replay

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "fr", "es", "ar")


@pytest.fixture
def course():
    return with_pages(small_course(kinds=KINDS), "ar")


def path(learner, ending="", language="en"):
    return f"/{language}/learning/offline/{learner.token}/{ending}"


def test_the_list_names_the_pages_of_one_module_in_every_language_and_an_end(client):
    course, _page, _lessons = course_with_pages(modules=2, lessons=1)
    learner = enrolled(course, discreet=True)

    answer = client.get(path(learner, "module-2.json"))

    told = answer.json()
    pages = [(page["language"], page["name"], page["url"]) for page in told["pages"]]
    assert pages == [
        (code, name, path(learner, f"{name}/" if name else "", code)) for code in LANGUAGES for name in ("", "2")
    ]
    assert (told["until"], told["lessons"]) == ((NOW + timedelta(days=30)).isoformat(), ["2"])
    assert set(told["days"]) == set(LANGUAGES)
    assert answer["Cache-Control"] == "no-store, private"
    assert {client.get(url).status_code for _code, _name, url in pages} == {200}


def test_every_file_of_a_kept_page_is_kept_too(client, course):
    learner = enrolled(course)

    files = set(client.get(path(learner, "module-1.json")).json()["files"])

    pages = [client.get(path(learner, ending, "ar")).text for ending in ("", "lesson-1/")]
    asked = {found for page in pages for found in re.findall(r'(?:src|href)="(/static/[^"]+)"', page)}
    with open(finders.find("css/site.css"), encoding="utf-8") as style:
        asked |= {static(found) for found in re.findall(r'url\("\.\./([^"]+)"\)', style.read())}
    assert asked == files


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_kept_lesson_holds_words_and_questions_and_nothing_of_who_learns(client, course, language):
    learner = enrolled(course)
    first = lessons_of(course)[0]
    hand_in(learner, first)

    page = client.get(path(learner, "lesson-1/", language))

    text = page.text
    own = f"/{language}/learning/{learner.token}/"
    assert set(as_form(first)) <= set(re.findall(r'name="(\w+)"', text))
    assert re.findall(r'<form [^>]*action="([^"]*)"', text) == [f"{own}lesson-1/"]
    assert re.findall(r'<option value="[^"]+" selected|<input [^>]* checked', text) == []
    assert re.findall(r'<input [^>]*name="key"[^>]*>', text) == ['<input type="hidden" name="key" id="id_key">']
    assert [word in text for word in ("Words.", "And where you work?", learner.code, "Because it is so")] == [
        True, True, False, False,
    ]  # fmt: skip
    ways = re.findall(r'<a href="([^"]*)" lang="\w+" hreflang', text)
    assert ways == [f"/{code}/learning/{learner.token}/lesson-1/" for code in LANGUAGES]
    assert 'href="/exit/now/"' in text
    assert page["Cache-Control"] == "no-store, private"
    assert client.get(path(learner, "", language)).text.count(learner.code) == 0


@pytest.mark.parametrize("closed", [False, True])
def test_what_is_said_in_a_recording_is_kept_where_everybody_may_watch_it(client, closed):
    course, _page, _lessons = course_with_pages(modules=1, lessons=1)
    replay = make_replay(closed=closed)
    lessons_of(course)[0].__class__.objects.update(replay=replay)
    said = replay.transcripts.get().cues.first().text

    shown = client.get(path(enrolled(course), "lesson-1/")).text

    assert (said in shown, "<video" in shown) == (not closed, False)


def test_the_worker_serves_one_learner_and_no_wider_folder(client, course):
    learner = enrolled(course)

    answer = client.get(f"/en/learning/{learner.token}/worker.js")

    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/javascript; charset=utf-8", "no-store, private")
    assert "Service-Worker-Allowed" not in answer
    assert "connect-src 'self'" in answer["Content-Security-Policy"]


def test_an_unknown_link_and_a_module_that_is_gone_give_nothing(client, course):
    learner = enrolled(course)
    ends = ("", "lesson-1/", "module-1.json")
    unknown = [f"/en/learning/offline/{'x' * 43}/{end}" for end in ends] + [f"/en/learning/{'x' * 43}/worker.js"]
    gone = [path(learner, end) for end in ("module-9.json", "lesson-9/")]

    assert {client.get(address).status_code for address in [*unknown, *gone]} == {404}
    assert client.post(path(learner, "lesson-1/")).status_code == 405


@pytest.mark.parametrize("ending", ["", "lesson-1/", "module-1.json"])
def test_pages_cost_the_same_for_any_number_of_lessons_and_questions(client, ending):
    counts = []
    for number in (1, 3):
        course = small_course(key=f"course-{number}", lessons=number, kinds=KINDS)
        for lesson in lessons_of(course):
            for _more in range(number):
                make_question(lesson, "several")
        learner = enrolled(with_pages(course))
        client.get(path(learner, ending))  # what is kept in memory is there
        with CaptureQueriesContext(connection) as met:
            client.get(path(learner, ending))
        counts.append(len(met))

    assert counts[0] == counts[1]

"""Questions from a file: looked at first, then written whole or not at all."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from coalition.members.forms import ConfirmForm
from coalition.members.importing.plans import ImportRefused
from coalition.users.roles import COMMITTEE_EDITORS, EVENT_HOSTS
from tests.factories.charter import staff
from tests.factories.courses import course_with_pages, lessons_of, make_course, make_question
from webinars.courses.quizzes.importing import services as imports
from webinars.courses.quizzes.models import QuizQuestion

pytestmark = pytest.mark.django_db
ADDRESS = "/cms/courses/import/"
HEADER = "lesson,question,kind,right,text_en,text_fr,text_es,text_ar,why_en,why_fr,why_es,why_ar\n"
ASKED = "lesson-1,heard,one,,Heard?,Entendu ?,¿Oído?,سُمع؟,So.,Ainsi.,Así.,هكذا\n"
YES = "lesson-1,heard,option,yes,Yes,Oui,Sí,نعم,,,,\n"
NO = "lesson-1,heard,option,no,No,Non,No,لا,,,,\n"
TRUE = "lesson-2,said,truth,Vrai,It is.,C’est.,Es.,هو,So.,Ainsi.,Así.,هكذا\n".replace("Vrai", "yes")
TABLE = HEADER + ASKED + YES + NO + TRUE


@pytest.fixture(autouse=True)
def course():
    return make_course(modules=1, lessons=2)


def stored():
    rows = QuizQuestion.objects.order_by("lesson__key", "sort_order").prefetch_related("options")
    return [
        (row.lesson.key, row.key, row.kind, row.is_true, [(one.text["en"], one.is_right) for one in row.options.all()])
        for row in rows
    ]


def test_a_plan_writes_nothing_and_the_same_file_twice_changes_nothing():
    plan = imports.plan(TABLE)
    assert [row.errors for row in plan.rows] == [[], [], [], []]
    assert (plan.counts, stored()) == ({"create": 4, "update": 0, "same": 0, "error": 0}, [])

    imports.apply(plan=plan)

    written = [
        ("lesson-1", "heard", "one", False, [("Yes", True), ("No", False)]),
        ("lesson-2", "said", "truth", True, []),
    ]
    assert stored() == written
    assert imports.plan(TABLE).counts == {"create": 0, "update": 0, "same": 4, "error": 0}


def test_an_option_that_moves_or_gets_other_words_stays_who_chose_it():
    imports.apply(plan=imports.plan(TABLE))
    keys = {one.text["en"]: one.pk for one in QuizQuestion.objects.get(key="heard").options.all()}

    plan = imports.plan(HEADER + ASKED + NO.replace(",No,Non", ",No indeed,Non") + YES)
    told = [[(change.column, change.before, change.after) for change in row.changes] for row in plan.rows]
    imports.apply(plan=plan)

    assert told == [[], [("text_en", "No", "No indeed")], []]
    rows = QuizQuestion.objects.get(key="heard").options.all()
    assert [(one.text["en"], one.pk) for one in rows] == [("No indeed", keys["No"]), ("Yes", keys["Yes"])]


def test_an_option_that_the_file_has_no_more_is_told_and_goes():
    imports.apply(plan=imports.plan(TABLE + YES.replace("yes,Yes,Oui,Sí,نعم", "no,A,B,C,D")))

    plan = imports.plan(TABLE)
    told = [(change.column, change.before, change.after) for row in plan.rows for change in row.changes]
    imports.apply(plan=plan)

    assert told == [("option", "A", "")]
    assert stored()[0][4] == [("Yes", True), ("No", False)]


def test_a_column_that_is_absent_is_left_alone(course):
    question = make_question(lessons_of(course)[0], "truth", key="sun", is_true=False)
    text = "lesson,question,kind,right,text_en,text_fr,text_es,text_ar\nlesson-1,sun,truth,yes,New,Neuf,Nuevo,جديد\n"

    imports.apply(plan=imports.plan(text))

    question.refresh_from_db()
    assert (question.text["fr"], question.why["fr"], question.is_true) == ("Neuf", "Because it is so. (fr)", True)


@pytest.mark.parametrize(
    ("table", "line", "error"),
    [
        (HEADER + ASKED + YES, 2, "Give at least 2 answers."),
        (HEADER + ASKED + YES + NO.replace("no,No", "yes,No"), 2,
         "Mark exactly one answer as right. Now there are: 2."),
        (HEADER + YES + NO, 2, "The line of the question itself is missing."),
        (TABLE + ASKED, 6, "“lesson-1, heard” is already on line 2."),
        (HEADER + ASKED.replace("lesson-1", "nowhere"), 2,
         "lesson: “nowhere” is not one of these: lesson-1 (lesson-1), lesson-2 (lesson-2)."),
        (HEADER + TRUE.replace("truth", "guess"), 2,
         "kind: “guess” is not one of these: one (one of several answers), several (any of several answers), truth "
         "(true or false), order (put in order), matching (find what belongs together), option (answer to choose "
         "from)."),
        (HEADER + TRUE.replace("truth,yes", "truth,perhaps"), 2,
         "right: “perhaps” is not one of these: yes (Yes), no (No)."),
        (HEADER + TRUE.replace("truth,yes", "truth,"), 2, "right: say whether the sentence is true: yes or no."),
        (HEADER + TRUE.replace("هكذا", ""), 2, "Write the explanation in every language. Missing: العربيّة."),
        (HEADER + TRUE.replace("said", "what he said"), 2,
         "question: Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."),
        (HEADER + TRUE.replace("It is.", "x" * 401), 2, "text_en: at most 400 characters."),
        (HEADER + TRUE.replace("هكذا", "هكذا,more"), 2, "Wrong number of cells."),
    ],
)  # fmt: skip
def test_a_wrong_line_says_why_and_stops_all(table, line, error):
    plan = imports.plan(table)

    assert error in next(row.errors for row in plan.rows if row.line == line), [row.errors for row in plan.rows]
    with pytest.raises(ImportRefused):
        imports.apply(plan=plan)
    assert stored() == []


def test_a_file_needs_its_columns():
    assert imports.plan("lesson,question,text_en,worth\n").errors == [
        "Columns that are missing: kind, text_fr, text_es, text_ar.",
        "Unknown columns: worth.",
    ]


def test_kinds_and_lessons_are_written_as_codes_or_by_their_names_in_any_language():
    _course, _page, lessons = course_with_pages(key="other", modules=1, lessons=1)
    text = TABLE.replace("lesson-2,said,truth,yes", f"{lessons[0].title},said,vrai ou faux,oui").replace(",", ";")

    plan = imports.plan(text)

    assert [row.code for row in plan.rows if not row.errors] == ["other/lesson-1, said"]
    assert plan.delimiter == ";"  # the three others name a lesson that two courses have


@pytest.mark.parametrize("rows", [1, 3])
def test_a_plan_asks_the_same_for_any_number_of_rows(rows, django_assert_num_queries):
    imports.apply(plan=imports.plan(TABLE))
    more = "".join(
        ASKED.replace("heard", f"heard-{place}") + (YES + NO).replace("heard", f"heard-{place}")
        for place in range(rows)
    )
    text = TABLE + more

    with django_assert_num_queries(4):
        assert imports.plan(text).can_apply


def test_the_file_to_begin_with_is_taken_once_it_names_a_lesson():
    text = imports.template()
    assert {row.action for row in imports.plan(text).rows} == {"error"}

    filled = "\n".join(
        line if line.startswith("lesson") else f"lesson-1{line}" for line in text.replace("Text in", "A").splitlines()
    )

    # Both answers of the first question still say the same.
    assert [row.errors for row in imports.plan(filled).rows][1:] == [[], [], []]


def test_an_editor_uploads_what_excel_saved_looks_and_confirms(client):
    client.force_login(staff(COMMITTEE_EDITORS))
    file = SimpleUploadedFile("questions.csv", TABLE.replace(",", ";").encode("utf-16"))

    shown = client.post(ADDRESS, {"file": file})
    assert (shown.context["plan"].counts["create"], stored()) == (4, [])
    confirm = shown.context["confirm"].initial
    done = client.post(ADDRESS, confirm)

    assert (done.status_code, len(stored())) == (302, 2)
    changed = ConfirmForm.pack(TABLE.replace("Heard?", "Read?"))
    assert "Check them again" in client.post(ADDRESS, confirm | {"content": changed}).content.decode()


def test_only_who_keeps_questions_imports_and_gets_the_template(client):
    client.force_login(staff(EVENT_HOSTS))
    refused = [client.get(address).status_code for address in (ADDRESS, f"{ADDRESS}questions.csv")]
    client.force_login(staff(COMMITTEE_EDITORS))
    answer = client.get(f"{ADDRESS}questions.csv")

    assert refused == [302, 302]
    assert answer.content.decode("utf-8-sig").splitlines()[0].startswith("lesson,question,kind,right,text_en")

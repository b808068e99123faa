"""Questions of an event: asked, answered, shown, handed over, erased; needs go sooner."""

import csv
from datetime import timedelta
from functools import partial
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from coalition.users.models import User
from events.registrations import personal_data, services
from events.registrations.models import Registration, RegistrationRequest
from events.seats.models import Question, told_in_words
from tests.events.desk.test_cms import edit
from tests.factories.events import SeatCategoryFactory, event_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
MEALS = {"en": "Meat\nNo meat", "fr": "Viande\nSans viande"}


@pytest.fixture
def page():
    """An event with seats on site and online, and three questions."""
    page = event_page(slug="training")
    for kind in ("on-site", "online"):
        SeatCategoryFactory(event=page.event, kind=kind, capacity=9)
    ask = partial(Question.objects.create, asked="first")
    ask(event=page.event, text={"en": "Your role?", "fr": "Votre rôle ?"}, required=True)
    ask(event=page.event, text={"en": "Lunch?"}, kind="choice", options=MEALS, seats="on-site", required=True,
        is_need=True)  # fmt: skip
    ask(event=page.event, text={"en": "Workshops"}, kind="several", options={"en": "Law\nBudget\nData"})
    return page


def answers(page, seat=0, **more):
    role, lunch, workshops = page.event.questions.all()
    category = page.event.seat_categories.order_by("pk")[seat]
    return {
        "name": "Ada", "email": "ada@mail.example", "language": "en", "category": category.pk,
        role.field_name: "Mayor", lunch.field_name: "No meat", workshops.field_name: ["Law", "Data"], **more,
    }  # fmt: skip


def test_answers_go_the_whole_way(client, page):
    role, lunch, workshops = page.event.questions.all()
    client.post(f"{page.url}register/", answers(page))
    asked = RegistrationRequest.objects.get()
    row = services.confirm(asked=asked)

    assert (row.told, row.needs) == (
        {str(role.pk): "Mayor", str(workshops.pk): ["Law", "Data"]}, {str(lunch.pk): "No meat"},
    )  # fmt: skip
    with translation.override("fr"):
        assert told_in_words(row) == [
            ("Votre rôle ?", "Mayor"), ("Lunch?", "Sans viande"), ("Workshops", "Law, Data"),
        ]  # fmt: skip
    shown = client.get(f"/fr/registrations/{row.token}/").content.decode()
    assert ("Mayor" in shown, "Sans viande" in shown) == (True, False)  # others may have found the link
    given = {"Your role?": "Mayor", "Lunch?": "No meat", "Workshops": "Law, Data"}
    with translation.override("en"):
        assert personal_data.export_registrations("ada@mail.example")[0]["questions"] == given

    personal_data.erase_registrations("ada@mail.example")
    row.refresh_from_db()
    assert (row.told, row.needs) == ({}, {})


def test_what_must_be_answered_is_told_for_the_chosen_seats(client, page):
    role, lunch, workshops = page.event.questions.all()
    empty = {role.field_name: "", lunch.field_name: "", workshops.field_name: []}

    on_site = client.post(f"{page.url}register/", answers(page, **empty))
    assert on_site.context["form"].errors == {
        role.field_name: ["Answer the question: Your role?"], lunch.field_name: ["Answer the question: Lunch?"],
    }  # fmt: skip
    online = client.post(f"{page.url}register/", answers(page, 1, **empty))
    assert list(online.context["form"].errors) == [role.field_name]
    client.post(f"{page.url}register/", answers(page, 1))
    assert RegistrationRequest.objects.get().needs == {}  # asked of people on site only


def test_needs_go_thirty_days_after_the_event_and_the_rest_later(page):
    category = page.event.seat_categories.first()
    person = {"name": "Ada", "email": "ada@mail.example", "language": "en", "access_needs": "Ramp"}
    row = Registration.objects.create(
        category=category, event=page.event, state="confirmed", told={"1": "Mayor"}, needs={"2": "No meat"}, **person
    )
    personal_data.purge_registrations(page.event.end + timedelta(days=30))
    row.refresh_from_db()
    assert (row.needs, row.access_needs) == ({"2": "No meat"}, "Ramp")

    personal_data.purge_registrations(page.event.end + timedelta(days=30, seconds=1))
    row.refresh_from_db()
    assert (row.told, row.needs, row.access_needs, row.name) == ({"1": "Mayor"}, {}, "", "Ada")


def own(page, seat=0, **answered):
    """Return who has a seat, and the address of their own page."""
    category = page.event.seat_categories.order_by("pk")[seat]
    row = Registration.objects.create(
        category=category, event=page.event, state="confirmed", name="Ada", email="ada@mail.example", language="en",
        **answered,
    )  # fmt: skip
    return row, f"/en/registrations/{row.token}/"


def test_other_seats_ask_their_own_questions(client, page):
    role, lunch, _workshops = page.event.questions.all()
    on_site, online = page.event.seat_categories.order_by("pk")
    row, home = own(page, 1, told={str(role.pk): "Mayor"})
    said = answers(page, **{role.field_name: "Mayor"})
    gap = client.post(f"{home}change/", said | {"category": on_site.pk, lunch.field_name: ""})
    assert gap.context["form"].errors == {lunch.field_name: ["Answer the question: Lunch?"]}
    client.post(f"{home}change/", said | {"category": on_site.pk})
    row.refresh_from_db()
    assert (row.category, row.needs) == (on_site, {str(lunch.pk): "No meat"})

    client.post(f"{home}change/", said | {"category": online.pk})
    row.refresh_from_db()
    assert (row.needs, row.told[str(role.pk)]) == ({}, "Mayor")


def sheet(client, **asked):
    """Return the rows of the sheet of registrations, as a CSV and as an XLSX file hold them."""
    listing = reverse("wagtailsnippets_events_registration:list")
    lines = b"".join(client.get(listing, {"export": "csv", **asked}).streaming_content).decode()
    book = load_workbook(BytesIO(client.get(listing, {"export": "xlsx", **asked}).getvalue()))
    cells = [["" if cell is None else str(cell) for cell in row] for row in book.active.iter_rows(values_only=True)]
    return list(csv.reader(lines.removeprefix("\ufeff").splitlines())), cells


def test_sheets_have_a_column_for_each_question_and_no_formula(host, page):
    role, lunch, workshops = page.event.questions.all()
    Question.objects.filter(pk=workshops.pk).update(text={"en": "=Workshops"})
    own(page, told={str(role.pk): "=cmd()", str(workshops.pk): ["Law", "Data"]}, needs={str(lunch.pk): "Meat"})
    other = SeatCategoryFactory()
    Question.objects.create(event=other.event, text={"en": "Why?"})
    Registration.objects.create(category=other, event=other.event, state="confirmed", name="Bob", language="en")

    for rows in sheet(host, event=page.event.pk):
        assert [row[-3:] for row in rows] == [
            ["Your role?", "Lunch?", "'=Workshops"], ["'=cmd()", "Meat", "Law, Data"],
        ]  # fmt: skip
    for rows in sheet(host):
        assert sorted(rows[0][-4:]) == sorted(
            f"{question} ({question.event})" if str(question)[0] != "=" else f"'{question} ({question.event})"
            for question in Question.objects.all()
        )


def test_hosts_write_and_read_them_in_the_cms(client):
    client.force_login(User.objects.create_superuser("admin", "admin@coalition.example", "x"))
    rows = {
        "questions-TOTAL_FORMS": "1", "questions-0-text_en": "Lunch?", "questions-0-text_fr": "Déjeuner ?",
        "questions-0-kind": "choice", "questions-0-asked": "afterwards", "questions-0-seats": "",
        "questions-0-options_en": "Meat\r\nNo meat", "questions-0-is_need": "on",
        "questions-0-ORDER": "1", "questions-0-DELETE": "",
    }  # fmt: skip
    event = SeatCategoryFactory().event
    edit(client, event, "seats", **rows)
    question = Question.objects.get()
    assert (str(question), question.is_need) == ("Lunch?", True)
    assert question.choices() == [("Meat", "Meat"), ("No meat", "No meat")]

    row = Registration.objects.create(
        category=question.event.seat_categories.get(), event=question.event, state="confirmed", name="Ada",
        email="ada@mail.example", language="en", needs={str(question.pk): "No meat"},
    )  # fmt: skip
    seen = client.get(reverse("wagtailsnippets_events_registration:inspect", args=[row.pk])).content.decode()
    assert "Lunch? No meat" in seen


def test_the_database_refuses_a_choice_of_nothing():
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.create(event=SeatCategoryFactory().event, text={"en": "Lunch?"}, kind="choice")


def rewritten(question, **options):
    """Write the answers to choose from anew, as the form of the CMS saves them."""
    question = Question.objects.get(pk=question.pk)
    question.options = options
    question.full_clean()
    question.save()


HOW = {
    "other words": {"en": "Law\nBudgets\nData"},
    "a language comes first": {"en": "Law\nBudget\nData", "ar": "القانون\nالميزانية\nالبيانات"},
    "another order": {"en": "Data\nLaw\nBudget"},
    "one goes": {"en": "Budget\nData"},
    "one comes": {"en": "Care\nLaw\nBudget\nData"},
    "one for another": {"en": "Care\nBudget\nData"},
    "the language is another one": {"fr": "Droit\nBudget\nDonnées"},
    "blank lines": {"en": "\nLaw\n\n Budget\nData\n"},
}


@pytest.mark.parametrize("how", HOW)
def test_no_answer_is_lost_when_its_person_saves_something_else(client, page, how):
    role, lunch, workshops = page.event.questions.all()
    row, home = own(page, told={str(role.pk): "Mayor", str(workshops.pk): ["Law"]}, needs={str(lunch.pk): "Meat"})
    rewritten(workshops, **HOW[how])
    rewritten(lunch, en="Meat or fish\nNone", ar="لحم أو سمك\nلا شيء")

    form = client.get(f"{home}change/").context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    saved = client.post(f"{home}change/", typed | {"name": "Ada Lovelace"})

    assert saved.status_code == 302, saved.context["form"].errors
    row.refresh_from_db()
    assert (row.name, row.told[str(workshops.pk)], row.needs) == ("Ada Lovelace", ["Law"], {str(lunch.pk): "Meat"})


def test_what_is_offered_no_more_says_so_and_goes_when_something_else_is_chosen(client, page):
    workshops = Question.objects.get(kind="several")
    _row, home = own(page, told={str(workshops.pk): ["Law", "Data"]})
    rewritten(workshops, en="Budget\nData")

    assert "Law (no longer offered)" in client.get(f"{home}change/").text
    assert "Law, Data" in client.get(home).text
    client.post(f"{home}change/", answers(page, **{workshops.field_name: ["Data"]}))
    assert "no longer offered" not in client.get(f"{home}change/").text
    assert "no longer offered" not in client.get(f"{page.url}register/").text

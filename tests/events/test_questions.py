"""Questions of an event: asked, answered, shown, handed over, erased; needs go sooner."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from coalition.users.models import User
from events.questions.models import Question, told_in_words
from events.registrations import personal_data, registering
from events.registrations.models import Registration, RegistrationRequest
from tests.events.test_cms import form_data
from tests.factories.events import NOW, SeatCategoryFactory, event_page

pytestmark = pytest.mark.django_db
MEALS = {"en": "Meat\nNo meat", "fr": "Viande\nSans viande"}


@pytest.fixture(autouse=True)
def _january():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def page():
    """An event with seats on site and online, and three questions."""
    page = event_page(slug="training")
    for kind in ("on-site", "online"):
        SeatCategoryFactory(event=page.event, kind=kind, capacity=9)
    ask = Question.objects.create
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
    row = registering.confirm(asked=asked)

    assert (row.told, row.needs) == (
        {str(role.pk): "Mayor", str(workshops.pk): ["Law", "Data"]}, {str(lunch.pk): "No meat"},
    )  # fmt: skip
    with translation.override("fr"):
        assert told_in_words(row) == [
            ("Votre rôle ?", "Mayor"), ("Lunch?", "Sans viande"), ("Workshops", "Law, Data"),
        ]  # fmt: skip
    assert "Sans viande" in client.get(f"/fr/registrations/{row.token}/").content.decode()
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


@pytest.mark.parametrize("questions", [1, 3])
def test_a_form_costs_the_same_with_any_number_of_questions(client, django_assert_num_queries, questions):
    page = event_page(slug="training")
    SeatCategoryFactory(event=page.event)
    for _number in range(questions):
        Question.objects.create(event=page.event, text={"en": "Your role?"})
    client.get(f"{page.url}register/")

    with django_assert_num_queries(6):
        html = client.get(f"{page.url}register/").content.decode()
    assert html.count("Your role?") == questions


def test_hosts_write_and_read_them_in_the_cms(client):
    client.force_login(User.objects.create_superuser("admin", "admin@coalition.example", "x"))
    rows = {
        "questions-TOTAL_FORMS": "1", "questions-0-text_en": "Lunch?", "questions-0-text_fr": "Déjeuner ?",
        "questions-0-kind": "choice", "questions-0-options_en": "Meat\r\nNo meat", "questions-0-seats": "",
        "questions-0-is_need": "on", "questions-0-ORDER": "1", "questions-0-DELETE": "",
    }  # fmt: skip
    client.post(reverse("wagtailsnippets_events_event:add"), form_data(**rows))
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

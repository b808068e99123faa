"""The form asks what a seat needs; the other questions come once there is one, and nobody forgets those that matter."""

import pytest
from django.test import Client

from coalition.mail.models import Message
from coalition.users.models import User
from events.desk.figures import next_steps
from events.registrations import services, waiting_list
from events.registrations.models import Registration, RegistrationRequest
from events.seats.models import Question
from tests.events.registrations.test_services import person
from tests.events.test_emails import rendered
from tests.factories.events import RegistrationFactory, SeatCategoryFactory, event_page

from .test_views import controls

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]


@pytest.fixture
def page():
    """An event with seats on site and online, and three questions that come after the seat."""
    page = event_page(slug="training")
    for kind in ("on-site", "online"):
        SeatCategoryFactory(event=page.event, kind=kind, capacity=9)
    Question.objects.create(event=page.event, text={"en": "Your role?"}, required=True)
    Question.objects.create(event=page.event, text={"en": "Lunch?"}, seats="on-site", required=True, is_need=True)
    Question.objects.create(event=page.event, text={"en": "Topics?"})
    return page


def seats(page, kind):
    return page.event.seat_categories.get(kind=kind)


def fields(page):
    return {str(question): question.field_name for question in page.event.questions.all()}


def test_the_form_asks_four_things_at_most_and_how_to_write_safely(client, page):
    assert controls(client.get(f"{page.url}register/")) == ["category", "name", "email", "language", "discreet"]

    Question.objects.filter(text__en="Your role?").update(asked="first")
    page.event.save()  # as a host does
    asked = controls(client.get(f"{page.url}register/"))
    assert asked == ["category", "name", "email", "language", fields(page)["Your role?"], "discreet"]


def test_after_the_button_the_page_and_the_receipt_say_what_is_still_asked(client, page):
    typed = {"name": "Ada", "email": "ada@mail.example", "language": "en", "category": seats(page, "on-site").pk}
    client.post(f"{page.url}register/", typed)
    asked = RegistrationRequest.objects.get()
    own = client.post(f"/en/e/{page.event.short_id}/c/{asked.token}/")["Location"]

    shown = client.get(own).text
    assert "2 questions still need your answer" in shown
    assert [words in shown for words in ("Your role?", "Lunch?", "Topics?", "Access needs")] == [True] * 4
    assert f'href="{own}change/"' in shown
    receipt = rendered(Message.objects.get(context__what="receipt"))
    assert "The organisers need 2 more answers from you" in receipt.text
    assert "role" not in receipt.text

    answers = {fields(page)["Your role?"]: "Mayor", fields(page)["Lunch?"]: "No meat", "access_needs": "Ramp"}
    gap = client.post(f"{own}change/", typed | answers | {fields(page)["Lunch?"]: ""})
    assert list(gap.context["form"].errors) == [fields(page)["Lunch?"]]
    client.post(f"{own}change/", typed | answers)
    shown = client.get(own).text
    assert ("still need" in shown, "If you like" in shown, "Topics?" in shown) == (False, True, True)


@pytest.mark.parametrize("how", ["added", "moved"])
def test_whom_a_host_added_or_moved_is_asked_and_counted_for_the_hosts(client, page, host, how):
    rosa = User.objects.get()
    if how == "added":
        row = services.add(event=page.event, category=seats(page, "on-site"), person=person(), host=rosa).registration
        expected = "2 questions still need your answer"
    else:
        role = str(page.event.questions.get(text__en="Your role?").pk)
        row = RegistrationFactory(category=seats(page, "online"), told={role: "Mayor"})
        waiting_list.swap(registration=row, category=seats(page, "on-site"), host=rosa)
        expected = "1 question still needs your answer"
    answered = {str(question.pk): "Yes" for question in page.event.questions.all()}
    RegistrationFactory(category=seats(page, "on-site"), told=answered)
    RegistrationFactory(category=seats(page, "on-site"), state="cancelled")

    assert expected in Client().get(f"/en/registrations/{row.token}/").text
    [step] = [step for step in next_steps(page.event) if "answers=missing" in step.url]
    assert step.words == "1 person has not answered a question that must be answered."
    assert list(client.get(step.url).context["object_list"]) == [Registration.objects.get(pk=row.pk)]

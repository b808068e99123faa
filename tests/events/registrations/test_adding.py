"""A host adds somebody: the seat is theirs at once, they learn of it safely, and one press erases it."""

import pytest
from django.test import Client
from django.urls import reverse

from coalition.mail import services as mail_services
from coalition.mail.models import Message
from coalition.mail.services import send
from coalition.privacy import discretion
from coalition.users.models import User
from events.desk.figures import next_steps
from events.registrations import services, waiting_list
from events.registrations.models import Registration, RegistrationRequest, SeatMove
from events.seats.models import Question
from tests.events.registrations.test_services import person
from tests.events.test_emails import rendered
from tests.factories.events import RegistrationFactory, SeatCategoryFactory, event_page
from tests.factories.mail import said

from .test_views import controls

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
ADA = "ada@mail.example"
TYPED = {"name": "Ada", "email": ADA, "language": "fr", "agreed": "on"}


@pytest.fixture
def hall():
    return SeatCategoryFactory(capacity=1, event=event_page(title="Shelters").event, names={"en": "Hall"})


@pytest.fixture
def rosa():
    return User.objects.create_user("Rosa")


def form_of(event):
    return reverse("wagtailsnippets_events_event:add_person", args=[event.pk])


def moves():
    return [(one.kind, one.state, str(one.by)) for one in SeatMove.objects.order_by("pk")]


@pytest.mark.parametrize("taken", [0, 1])
def test_who_is_added_has_a_seat_or_waits_and_the_log_says_by_whom(host, hall, taken):
    RegistrationFactory.create_batch(taken, category=hall)
    done = host.post(form_of(hall.event), TYPED, follow=True)

    row = Registration.objects.get(email=ADA)
    state = "waiting" if taken else "confirmed"
    assert (row.state, row.language, row.unproven, RegistrationRequest.objects.count()) == (state, "fr", True, 0)
    assert moves() == [("added", state, "somebody")]
    [mail] = Message.objects.filter(to=ADA)
    assert (said(mail), mail.language, mail.unasked) == ("added", "fr", True)
    assert ("The email is on its way." in done.text, "Registered by a host" in done.text) == (True, True)


def test_the_first_mail_says_nothing_unless_the_person_said_that_it_may(host, hall):
    shown = host.get(form_of(hall.event)).context["form"]
    assert [name for name in shown.fields if name != "version"] == ["name", "email", "language", "discreet", "agreed"]
    assert shown["discreet"].value() is True

    host.post(form_of(hall.event), TYPED | {"discreet": "on"})
    quiet = Message.objects.get()
    host.post(form_of(hall.event), TYPED | {"email": "bob@mail.example", "language": "en"})
    plain = Message.objects.latest("pk")

    assert (quiet.discreet, quiet.attachments, discretion.has_asked(ADA)) == (True, [], True)
    assert "Shelters" not in rendered(quiet).html + rendered(quiet).text
    told = rendered(plain).text
    assert "The organisers registered you for this event." in told
    assert "one click there erases everything" in told
    assert "Ada" not in told


def own_page(row):
    return f"/en/registrations/{row.token}/"


def test_one_press_erases_it_and_gives_the_seat_to_who_waits(hall, rosa):
    row = services.add(event=hall.event, category=hall, person=person(email=ADA), host=rosa).registration
    next_one = RegistrationFactory(category=hall, state="waiting")
    visitor = Client()
    shown = visitor.get(own_page(row)).text
    assert ("The organisers registered you" in shown, f'action="{own_page(row)}erase/"' in shown) == (True, True)

    opened = own_page(row)
    visitor.post(f"{opened}erase/")

    row.refresh_from_db()
    next_one.refresh_from_db()
    assert (row.name, row.email, row.state, next_one.state) == ("", "", "cancelled", "confirmed")
    assert visitor.get(opened).status_code == 404
    assert list(Message.objects.filter(to=ADA).values_list("context__what", flat=True)) == ["added"]


@pytest.mark.parametrize(("before", "state"), [(0, "queued"), (mail_services.HOURLY, "over_budget")])
def test_the_host_does_not_learn_whether_a_mailbox_is_full(host, hall, settings, before, state):
    settings.RATE_LIMITS_ENABLED = True
    for number in range(before):
        send(key=str(number), template="mail/account", to=ADA, language="en", unasked=True)

    done = host.post(form_of(hall.event), TYPED, follow=True)

    assert "The email is on its way. We send only a few such emails a day" in done.text
    assert (Message.objects.latest("pk").state, Registration.objects.get().state) == (state, "confirmed")


def test_who_is_registered_keeps_what_they_said_and_gets_the_other_seats(hall, rosa):
    screen = SeatCategoryFactory(capacity=1, event=hall.event, names={"en": "Online"})
    row = RegistrationFactory(category=hall, email=ADA, name="Ada L.", language="es")
    added = services.add(event=hall.event, category=screen, person=person(email=ADA), host=rosa)

    row.refresh_from_db()
    assert (added.registration, added.was_registered) == (row, True)
    assert (row.name, row.language, row.category, row.discreet, row.unproven) == ("Ada L.", "es", screen, False, False)
    assert moves() == [("added", "confirmed", "Rosa"), ("swapped", "confirmed", "Rosa")]
    assert [mail.template for mail in Message.objects.filter(to=ADA)] == ["events/mail/swapped"]


@pytest.mark.parametrize("seats", ["same", "other"])
def test_discretion_that_a_host_ticks_counts_for_who_is_registered_too(hall, rosa, seats):
    screen = SeatCategoryFactory(event=hall.event, names={"en": "Online"})
    row = RegistrationFactory(category=hall, email=ADA, discreet=False)
    asked = hall if seats == "same" else screen
    services.add(event=hall.event, category=asked, person=person(email=ADA, discreet=True), host=rosa)

    row.refresh_from_db()
    assert row.discreet
    assert {(mail.discreet, len(mail.attachments)) for mail in Message.objects.filter(to=ADA)} == {(True, 0)}


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


def test_the_form_asks_three_things_at_most_and_how_to_write_safely(client, page):
    assert controls(client.get(f"{page.url}register/")) == ["category", "name", "email", "discreet"]

    Question.objects.filter(text__en="Your role?").update(asked="first")
    page.event.save()  # as a host does
    asked = controls(client.get(f"{page.url}register/"))
    assert asked == ["category", "name", "email", fields(page)["Your role?"], "discreet"]


def test_after_the_button_the_page_and_the_receipt_say_what_is_still_asked(client, page):
    typed = {"name": "Ada", "email": "ada@mail.example", "language": "en", "category": seats(page, "on-site").pk}
    client.post(f"{page.url}register/", typed)
    asked = RegistrationRequest.objects.get()
    client.post(f"/en/e/{page.event.short_id}/c/{asked.token}/")
    own = f"/en/registrations/{Registration.objects.get().token}/"

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

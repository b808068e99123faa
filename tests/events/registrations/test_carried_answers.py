"""What somebody who is registered says on another occasion is kept; nothing that they said before is lost by it."""

import pytest

from events.registrations import services
from events.seats.models import Question
from tests.factories.events import EventFactory, RegistrationFactory, SeatCategoryFactory

from .test_delegations import SAID, name
from .test_services import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
ADA = "ada@mail.example"


@pytest.fixture
def hall():
    return SeatCategoryFactory(capacity=4, brings=4, event=EventFactory(), kind="delegation")


@pytest.fixture
def leader(hall):
    return RegistrationFactory(category=hall, email="lea@town.example")


@pytest.fixture
def lunch(hall):
    return Question.objects.create(event=hall.event, text={"en": "Lunch?"}, is_need=True)


@pytest.mark.parametrize("state", ["confirmed", "waiting", "applied"])
def test_what_who_is_registered_says_when_they_take_the_seat_is_kept(client, hall, leader, lunch, state):
    role = Question.objects.create(event=hall.event, text={"en": "Role?"})
    press = Question.objects.create(event=hall.event, text={"en": "Paper?"}, seats="press")
    said = {"told": {str(role.pk): "Mayor", str(press.pk): "Le Monde"}, "needs": {str(lunch.pk): "Meat"}}
    other = SeatCategoryFactory(event=hall.event, capacity=1, kind="press")
    known = RegistrationFactory(category=other, state=state, email=ADA, discreet=True, access_needs="Lift", **said)
    if state != "confirmed":
        RegistrationFactory(category=other)
    [page] = name(leader, ADA)

    client.post(page, SAID | {"name": "Somebody", f"question_{lunch.pk}": "No meat"})

    known.refresh_from_db()
    has_moved = state != "confirmed"  # who has a seat keeps it
    assert (known.category, known.access_needs, known.needs) == (
        hall if has_moved else other, "Ramp", {str(lunch.pk): "No meat"},
    )  # fmt: skip
    kept = {str(role.pk): "Mayor"} | ({} if has_moved else {str(press.pk): "Le Monde"})
    assert (known.told, known.name, known.discreet) == (kept, "Ada", True)


def test_an_empty_answer_takes_nothing_back(client, hall, leader, lunch):
    known = RegistrationFactory(category=hall, email=ADA, access_needs="Lift", needs={str(lunch.pk): "Meat"})
    [page] = name(leader, ADA)

    client.post(page, SAID | {"access_needs": ""})

    known.refresh_from_db()
    assert (known.access_needs, known.needs) == ("Lift", {str(lunch.pk): "Meat"})


def test_a_form_that_anybody_may_send_fills_gaps_only(hall, lunch):
    known = RegistrationFactory(category=hall, email=ADA, access_needs="Lift")
    asked = services.ask(event=hall.event, category=hall, person=person(email=ADA, access_needs="None at all"),
                            more={"needs": {str(lunch.pk): "No meat"}})  # fmt: skip
    services.confirm(asked=asked)

    known.refresh_from_db()
    assert (known.access_needs, known.needs) == ("Lift", {str(lunch.pk): "No meat"})

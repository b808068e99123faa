"""The waiting list asks, promotes in order and logs it; seats are changed at one moment; hosts approve."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import ProgrammingError, transaction
from django.urls import reverse

from coalition.mail.models import Message
from coalition.users.models import User
from events.desk.registrations import MOVES
from events.models import Event
from events.registrations import event_changes, services, waiting_list
from events.registrations.fields import Registrant
from events.registrations.models import Registration, SeatMove
from events.seats.models import Quota
from events.team import permissions as team
from tests.events.test_emails import rendered
from tests.factories.events import NOW, RegistrationFactory, SeatCategoryFactory, event_page
from tests.factories.mail import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]


def register(category, number, **origin):
    person = Registrant(name="Ada", email=f"ada{number}@mail.example", language="en")
    asked = services.ask(event=category.event, category=category, person=person, more=origin)
    return services.confirm(asked=asked)


def states():
    return [str(state) for state in Registration.objects.order_by("pk").values_list("state", flat=True)]


def mails():
    sent = Message.objects.exclude(template="events/mail/confirm").order_by("pk")
    return [(said(mail), mail.to.partition("@")[0]) for mail in sent]


def moves():
    return list(SeatMove.objects.values_list("registration__email", "kind", "passed"))


def test_who_is_next_is_asked_and_the_one_after_them_when_they_do_not_answer():
    category = SeatCategoryFactory(capacity=1, event__claim_within=24)
    first, second, third = (register(category, number) for number in range(3))
    Message.objects.all().delete()

    services.cancel_registration(registration=first)
    assert states() == ["cancelled", "offered", "waiting"]
    with time_machine.travel(NOW + timedelta(hours=23), tick=False):
        assert register(category, 3).state == "waiting"  # the seat is held for who was asked
        assert waiting_list.settle_due(NOW + timedelta(hours=23)) == 0
    with time_machine.travel(NOW + timedelta(hours=24), tick=False):
        assert waiting_list.settle_due(NOW + timedelta(hours=24)) == 1
        with pytest.raises(waiting_list.NoSeat):
            waiting_list.claim(registration=second)
        assert waiting_list.claim(registration=third).state == "confirmed"
        assert waiting_list.claim(registration=third).state == "confirmed"

    assert states() == ["cancelled", "cancelled", "confirmed", "waiting"]
    assert mails() == [
        ("withdrawal", "ada0"), ("offer", "ada1"), ("waiting", "ada3"), ("expired", "ada1"), ("offer", "ada2"),
        ("promotion", "ada2"),
    ]  # fmt: skip
    assert moves() == [
        ("ada1@mail.example", "offered", 0), ("ada1@mail.example", "expired", 0), ("ada2@mail.example", "offered", 0),
        ("ada2@mail.example", "claimed", 0),
    ]  # fmt: skip
    offer = Message.objects.get(context__what="offer", to="ada2@mail.example")
    assert offer.context["until"] == "12 January 2027, 11:00, Paris time"


def test_an_offer_that_ends_with_the_day_of_its_event_is_logged_and_told():
    category = SeatCategoryFactory(capacity=1, event__claim_within=24)
    first, _second, _third = (register(category, number) for number in range(3))
    services.cancel_registration(registration=first)
    event = Event.objects.get()
    event.state = Event.State.POSTPONED

    services.save_event(event=event)
    event_changes.tell()

    assert states() == ["cancelled", "waiting", "waiting"]
    assert moves() == [("ada1@mail.example", "offered", 0), ("ada1@mail.example", "withdrawn", 0)]
    told = Message.objects.filter(context__what="postponed").order_by("pk")
    words = "The seat that was offered to you can no longer be taken: you are on the waiting list again"
    assert [words in rendered(mail).text for mail in told] == [True, False]


@pytest.mark.parametrize(("before", "state"), [(61, "confirmed"), (60, "offered"), (5, "offered")])
def test_in_the_last_hour_nobody_gets_a_seat_without_being_asked(before, state):
    category = SeatCategoryFactory(capacity=1)
    first = register(category, 1)
    register(category, 2)

    with time_machine.travel(category.event.start - timedelta(minutes=before), tick=False):
        services.cancel_registration(registration=first)

    assert states() == ["cancelled", state]


def test_the_log_says_past_whom_somebody_moved_up_and_is_never_changed():
    category = SeatCategoryFactory(capacity=2)
    Quota.objects.create(event=category.event, region="africa", at_most=1)
    one, _two = register(category, 1), register(category, 2, region="africa")
    register(category, 3, region="africa")
    register(category, 4)

    services.cancel_registration(registration=one)

    assert states() == ["cancelled", "confirmed", "waiting", "confirmed"]
    assert moves() == [("ada4@mail.example", "promoted", 1)]
    with pytest.raises(ProgrammingError), transaction.atomic():
        SeatMove.objects.update(passed=0)


def test_a_person_takes_a_seat_by_their_link(client):
    category = SeatCategoryFactory(event=event_page().event, capacity=1, kind="on-site")
    Event.objects.filter(pk=category.event_id).update(claim_within=2)
    first, second = register(category, 1), register(category, 2)
    services.cancel_registration(registration=first)
    own = f"/en/registrations/{second.token}/"

    client.get(f"{own}claim/")
    assert states() == ["cancelled", "offered"]
    assert "Take the seat" in client.get(own).content.decode()
    client.post(f"{own}claim/")
    assert states() == ["cancelled", "confirmed"]
    services.cancel_registration(registration=second)
    late = client.post(f"{own}claim/")
    assert (late.status_code, "This seat is no longer free" in late.content.decode()) == (409, True)


def test_hosts_approve_or_decline_who_asks_to_come(host):
    category = SeatCategoryFactory(capacity=1, event__approval=True)
    first, second, third = (register(category, number) for number in range(3))
    assert states() == ["applied"] * 3

    def decide(row, decision, send=host.post):
        action = reverse("wagtail_bulk_action", args=["events", "registration", decision])
        return send(f"{action}?id={row.pk}", {"reason": "Not of a town"})

    page = decide(first, "approve", send=host.get)
    assert (page.status_code, states()) == (200, ["applied"] * 3)
    for row, decision in ((first, "approve"), (second, "approve"), (third, "decline"), (third, "approve")):
        decide(row, decision)

    assert states() == ["confirmed", "waiting", "cancelled"]
    assert mails() == [
        ("applied", "ada0"), ("applied", "ada1"), ("applied", "ada2"), ("receipt", "ada0"), ("waiting", "ada1"),
        ("refused", "ada2"),
    ]  # fmt: skip
    assert [kind for _mail, kind, _passed in moves()] == ["approved", "approved", "declined"]
    assert SeatMove.objects.filter(by=None).count() == 0
    third.refresh_from_db()
    assert (third.cancelled_by.username, third.cancel_reason) == ("somebody", "Not of a town")
    assert "Not of a town" not in "".join(rendered(mail).text for mail in Message.objects.all())


def test_swap_of_somebody_who_waits_puts_them_at_the_end_of_the_other_waiting_list():
    hall = SeatCategoryFactory(capacity=1, kind="on-site")
    online = SeatCategoryFactory(capacity=1, event=hall.event, kind="online")
    _in_hall, seated, first = register(hall, 0), register(online, 1), register(hall, 2)
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        second = register(online, 3)
    with time_machine.travel(NOW + timedelta(minutes=2), tick=False):
        waiting_list.swap(registration=first, category=online)
        services.cancel_registration(registration=seated)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("waiting", "confirmed")


def test_promote_of_a_kept_seat_without_an_address_is_refused():
    category = SeatCategoryFactory(capacity=1)
    kept = RegistrationFactory(category=category, state="waiting", email="")
    host = User.objects.create_user("host")

    with pytest.raises(waiting_list.NothingToDecide):
        waiting_list.promote(registration=kept, host=host)

    kept.refresh_from_db()
    assert (kept.state, Message.objects.count()) == ("waiting", 0)


def test_an_offer_that_ran_out_is_no_seat_to_swap():
    """Canary of reading the row before the list is settled: the event then had one person more than it may."""
    event = SeatCategoryFactory(capacity=5, event__claim_within=1).event
    Quota.objects.create(event=event, at_most=1)
    one, other = event.seat_categories.get(), SeatCategoryFactory(event=event, capacity=5)
    first, second, third = (register(one, number) for number in range(3))
    services.cancel_registration(registration=first)
    assert states() == ["cancelled", "offered", "waiting"]

    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        with pytest.raises(waiting_list.NoSeat):
            waiting_list.swap(registration=second, category=other)
        waiting_list.settle_due(NOW + timedelta(hours=2))
        assert states() == ["cancelled", "cancelled", "offered"]
        assert waiting_list.claim(registration=third).state == "confirmed"


@pytest.fixture
def hall():
    return SeatCategoryFactory(capacity=2, names={"en": "Hall", "ar": "القاعة"})


def page_of(registration):
    return reverse("wagtailsnippets_events_registration:inspect", args=[registration.pk])


CHANGES = "How the seat changed"


def log_of(registration):
    return [tuple(str(column.get_value(move)) for column in MOVES) for move in registration.moves.order_by("pk")]


def test_the_page_of_a_registration_shows_its_own_log_to_the_team_alone(client, hall, host):
    rows = RegistrationFactory.create_batch(2, category=hall, state="waiting")
    quiet = RegistrationFactory(category=hall)
    rosa = User.objects.create_user("Rosa")
    waiting_list.promote(registration=rows[0], host=rosa)

    shown = client.get(page_of(rows[0])).text
    table = BeautifulSoup(shown, "html.parser").find("caption", string=CHANGES).find_parent("table")
    assert [cell.get_text(strip=True) for cell in table.select("tbody tr > *")] == list(log_of(rows[0])[0])
    assert rows[1].email not in shown
    assert CHANGES not in client.get(page_of(quiet)).text

    team.name_team(event=hall.event, users=[rosa])
    assert client.get(page_of(rows[0]), follow=True).status_code == 404

"""Quotas that lie in each other: who fits, for whom seats are kept, and what is set free when."""

from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from coalition.mail.models import Message
from coalition.users.models import User
from events.registrations import fullness, services, waiting_list
from events.registrations.fields import Registrant
from events.registrations.models import Registration
from events.seats.models import Quota
from events.seats.seat_balance import Claim, Seats, Standing
from tests.factories.events import RegistrationFactory, SeatCategoryFactory, event_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]


def standing(quotas, *, taken=(), seats=None, days=30):
    seats = seats or {1: Seats("on-site", 100), 2: Seats("online", 100)}
    return Standing(seats, quotas, Counter(dict(taken)), timedelta(days=days))


ANYONE, AFRICA = Claim(1, "on-site"), Claim(1, "on-site", "africa")


def test_each_quota_holds_by_itself():
    quotas = [Quota(at_most=50), Quota(kind="on-site", at_most=20), Quota(region="africa", at_most=5)]
    online = Claim(2, "online")

    assert standing(quotas).admits(AFRICA)
    assert not standing(quotas, taken=[(Claim(2, "online", "africa"), 5)]).admits(AFRICA)  # of the region
    full = standing(quotas, taken=[(ANYONE, 20)])
    assert (full.admits(ANYONE), full.admits(online)) == (False, True)  # of the kind
    assert not standing(quotas, taken=[(online, 50)]).admits(ANYONE)  # of the event
    assert not standing([], taken=[(ANYONE, 100)]).admits(ANYONE)  # of the category


def test_where_there_is_room_for_everybody_nobody_waits_and_the_cms_says_so(client):
    page = event_page(title="Open evening")
    limited = SeatCategoryFactory(event=page.event, kind="on-site", capacity=1)
    RegistrationFactory(category=limited, event=page.event)
    waits = RegistrationFactory(category=limited, event=page.event, state="waiting")
    SeatCategoryFactory(event=page.event, kind="online", capacity=None)
    told = fullness.places_left(fullness.offered(page.event_id))
    assert [row["left"] for row in told] == ["some", "many"]

    client.force_login(User.objects.create_superuser("admin", "admin@coalition.example", "x"))
    assert "1, no limit, 1 waiting" in client.get(reverse("wagtailsnippets_events_event:list")).content.decode()
    assert client.get(reverse("wagtailsnippets_events_event:edit", args=[page.event_id])).status_code == 200
    limited.capacity = None
    limited.save()
    waiting_list.promote_waiting(event=page.event)
    assert Registration.objects.get(pk=waits.pk).state == "confirmed"
    assert Registration.objects.filter(event=page.event, state="waiting").count() == 0


def test_kept_seats_are_for_their_group_until_they_are_released():
    quotas = [Quota(kind="on-site", region="africa", reserved=10, released_before=48)]

    taken = [(ANYONE, 90)]
    assert (standing(quotas, taken=taken).admits(ANYONE), standing(quotas, taken=taken).admits(AFRICA)) == (False, True)
    assert standing(quotas, taken=[(ANYONE, 89)]).admits(ANYONE)
    assert standing(quotas, taken=[(ANYONE, 90), (AFRICA, 1)]).admits(ANYONE) is False
    assert standing(quotas, taken=taken, days=2).admits(ANYONE)  # 48 hours before the start


def test_what_is_kept_within_a_kept_number_is_a_part_of_it():
    quotas = [Quota(region="africa", reserved=10), Quota(kind="press", region="africa", reserved=4)]
    press = Claim(2, "press", "africa")
    seats = {1: Seats("on-site", 20), 2: Seats("press", 20)}
    quotas.append(Quota(at_most=20))

    def admitted(*taken):
        now = standing(quotas, taken=taken, seats=seats)
        return [now.admits(claim) for claim in (ANYONE, AFRICA, press)]

    assert admitted((ANYONE, 9)) == [True, True, True]
    assert admitted((ANYONE, 10)) == [False, True, True]  # ten are kept, not fourteen
    assert admitted((ANYONE, 10), (AFRICA, 6)) == [False, False, True]  # the last four are kept for its press
    assert admitted((ANYONE, 15)) == [False, True, True]  # more is kept than there is: theirs first


def test_the_database_refuses_quotas_that_say_nothing():
    event = SeatCategoryFactory().event
    for wrong in (
        {}, {"reserved": 3}, {"at_most": 2, "reserved": 3, "kind": "press"}, {"kind": "vip", "at_most": 1},
        {"region": "moon", "at_most": 1},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Quota.objects.create(event=event, **wrong)
    Quota.objects.create(event=event, at_most=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Quota.objects.create(event=event, at_most=3)


def asked(category, number, **origin):
    person = Registrant(name="Ada", email=f"ada{number}@mail.example", language="en")
    return services.ask(event=category.event, category=category, person=person, more=origin)


def register(category, number, **origin):
    return services.confirm(asked=asked(category, number, **origin)).state


def test_who_waits_lets_pass_who_is_of_another_quota_and_time_sets_seats_free():
    category = SeatCategoryFactory(capacity=3)
    Quota.objects.create(event=category.event, region="africa", reserved=2, released_before=24)

    states = [register(category, number) for number in range(3)]
    states.append(register(category, 3, region="africa"))
    assert states == ["confirmed", "waiting", "waiting", "confirmed"]

    with time_machine.travel(category.event.start - timedelta(hours=23), tick=False):
        assert waiting_list.settle_due(category.event.start) == 1  # nobody took the second seat that was kept
        assert waiting_list.settle_due(category.event.start) == 0
    assert list(Registration.objects.order_by("pk").values_list("state", flat=True)) == [
        "confirmed", "confirmed", "waiting", "confirmed",
    ]  # fmt: skip
    assert Message.objects.filter(context__what="promotion").count() == 1


def test_the_form_asks_only_what_the_quotas_need(client):
    page = event_page()
    SeatCategoryFactory(event=page.event)
    address = f"{page.url}register/"
    assert "region" not in client.get(address).context["form"].fields

    Quota.objects.create(event=page.event, region="africa", at_most=1)
    assert "region" in client.get(address).context["form"].fields
    client.post(address, {"name": "Ada", "email": "ada@mail.example", "language": "en", "region": "africa"})
    row = page.event.requests.get()
    assert row.region == "africa"
    assert services.confirm(asked=row).region == "africa"


@pytest.mark.parametrize("quotas", [1, 3])
def test_a_seat_costs_the_same_with_any_number_of_quotas(django_assert_num_queries, quotas):
    category = SeatCategoryFactory(capacity=50)
    for region in ("africa", "europe", "eurasia")[:quotas]:
        Quota.objects.create(event=category.event, region=region, at_most=5, reserved=1)
        RegistrationFactory.create_batch(quotas, category=category, event=category.event)
    services.confirm(asked=asked(category, 1))
    row = asked(category, 2)

    with django_assert_num_queries(12):  # one of them for an invitation
        services.confirm(asked=row)


@pytest.mark.parametrize("has_quota", [False, True])
def test_first_on_the_waiting_list_is_called_next_only_without_a_quota(has_quota):
    """A quota lets somebody of another group pass, who waited less long."""
    row = RegistrationFactory(category=SeatCategoryFactory(capacity=1), state="waiting")
    if has_quota:
        Quota.objects.create(event=row.event, region="africa", at_most=1)

    shared = "Nobody is ahead of you for these seats. Seats are shared among groups, so others may get one before you."
    assert waiting_list.position(row) == (shared if has_quota else "You are next.")

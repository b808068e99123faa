"""Several reads in one round trip give what each gives alone (coalition.together)."""

import pytest
from django.core.exceptions import EmptyResultSet
from django.db import transaction
from django.db.models import Count, F

from coalition import together
from events.models import Event
from events.registrations.models import Registration, SeatCategory
from tests.factories.events import RegistrationFactory, SeatCategoryFactory

pytestmark = pytest.mark.django_db


def reads(event):
    rows = Registration.objects.filter(event=event).order_by("pk")
    return [
        SeatCategory.objects.filter(event=event).select_for_update(no_key=True).order_by("pk"),
        rows.select_related("event", "category"),
        rows.values_list("state", "category_id").annotate(number=Count("*")).order_by(),
        rows.values("name", "told"),
        rows.only("email").annotate(seats=F("category__capacity")),
        Event.objects.filter(name="100 % nobody's"),
    ]


@transaction.atomic
def test_they_are_read_at_once_and_are_what_each_is_alone(django_assert_num_queries):
    category = SeatCategoryFactory(names={"en": "Seats; of the press"})
    RegistrationFactory.create_batch(3, event=category.event, category=category, told={"1": "yes"})

    together_read = reads(category.event)
    with django_assert_num_queries(1):
        together.fetch(*together_read)
    with django_assert_num_queries(0):
        found = [list(rows) for rows in together_read]
        described = [vars(row) | {"_state": None} for row in found[0] + found[1]]
        ends = [row.event.end for row in found[1]]

    alone = [list(rows) for rows in reads(category.event)]
    assert found == alone
    assert [len(rows) for rows in found] == [1, 3, 1, 3, 3, 0]
    assert [row["names"] for row in described if "names" in row] == [category.names]
    assert ends == [category.event.end] * 3
    assert [row.get_deferred_fields() for row in found[4]] == [row.get_deferred_fields() for row in alone[4]]
    assert [row.seats for row in found[4]] == [category.capacity] * 3


@transaction.atomic
def test_what_is_read_further_from_one_of_them_asks_the_database_again(django_assert_num_queries):
    category = SeatCategoryFactory()
    rows = Registration.objects.filter(event=category.event)
    together.fetch(rows, SeatCategory.objects.filter(pk=category.pk))
    row = RegistrationFactory(event=category.event, category=category)

    with django_assert_num_queries(1):
        assert list(rows.filter(state="confirmed")) == [row]
    assert list(rows) == []


def test_a_read_that_can_find_nothing_is_told_before_anything_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0), pytest.raises(EmptyResultSet):
        together.fetch(Event.objects.all(), Event.objects.none())

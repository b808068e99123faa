"""The CMS says times on one clock, the site's, and names it; a sheet of registrations has the clock of their event."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateTimeField
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets import viewsets

from events.models import Event
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.mail import MessageFactory
from tests.factories.newsletters import ReaderFactory

pytestmark = pytest.mark.django_db
SUMMER = datetime(2027, 7, 10, 22, 30, tzinfo=UTC)  # the next day in Paris


def inspected(row):
    name = {"Message": "mail_log", "Reader": "newsletter_readers"}.get(type(row).__name__)
    name = f"{name}:inspect" if name else f"{row.snippet_viewset.url_namespace}:inspect"
    return reverse(name, args=[row.pk])


@pytest.mark.parametrize(
    ("factory", "field"),
    [(MessageFactory, "created_at"), (RegistrationFactory, "created_at"), (ReaderFactory, "confirmed_at")],
)
def test_details_say_the_sites_clock_and_name_it(admin_client, factory, field):
    row = factory(**{field: SUMMER})
    type(row).objects.filter(pk=row.pk).update(**{field: SUMMER})

    html = admin_client.get(inspected(row)).content.decode()

    assert "11 July 2027, 00:30, Paris time" in html
    assert "10 July 2027" not in html


@pytest.mark.parametrize(
    ("factory", "field", "heading", "told"),
    [  # an event far away says when it is in Paris; its registrations have its own clock
        (EventFactory, "start", " (Paris time)", "2027-07-11 00:30"),
        (RegistrationFactory, "created_at", "Registered", "2027-07-11 07:30"),
    ],
)
def test_spreadsheets_name_their_clock(admin_client, factory, field, heading, told):
    row = factory()
    Event.objects.update(zone="Asia/Tokyo", end=SUMMER + timedelta(hours=1))
    type(row).objects.update(**{field: SUMMER})
    address = reverse(f"{row.snippet_viewset.url_namespace}:list")

    text = admin_client.get(address, {"export": "csv"}).getvalue().decode()
    book = admin_client.get(address, {"export": "xlsx"}).getvalue()
    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    column = next(number for number, name in enumerate(lines[0]) if name.endswith(heading))
    sheet = [line[column] for line in load_workbook(io.BytesIO(book)).active.values]

    assert [line[column][:16] for line in lines] == [lines[0][column][:16], told]
    assert [str(cell)[:16] for cell in sheet] == [lines[0][column][:16], told]
    assert factory is EventFactory or [line[-1] for line in lines] == ["Time zone", "Asia/Tokyo"]


def shown_bare(viewset) -> list[str]:
    """Return which columns of the list of `viewset` print a time as the database holds it."""
    found = []
    for column in viewset.list_display:
        plain = type(column) is Column and column.accessor
        name = column if isinstance(column, str) else plain
        try:
            field = viewset.model._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        if isinstance(field, DateTimeField):
            found.append(f"{type(viewset).__name__}.{name}")
    return found


def test_no_list_prints_a_time_as_the_database_holds_it(admin_client):
    admin_client.get("/cms/")  # loads the hooks, which register the lists
    lists = [one for one in viewsets.viewsets if isinstance(getattr(one, "list_display", None), list | tuple)]

    assert len(lists) > 10
    assert [name for viewset in lists for name in shown_bare(viewset)] == []

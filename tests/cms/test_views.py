"""The CMS says times on one clock, the site's, and names it; a sheet of registrations has the clock of their event."""

import csv
import io
from datetime import UTC, datetime

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


def sheets(admin_client, row) -> tuple[list[list[str]], list[tuple[object, ...]]]:
    """Return the lines of the list of `row` as CSV and as a sheet."""
    address = reverse(f"{row.snippet_viewset.url_namespace}:list")
    text = admin_client.get(address, {"export": "csv"}).getvalue().decode()
    book = admin_client.get(address, {"export": "xlsx"}).getvalue()
    return list(csv.reader(io.StringIO(text))), list(load_workbook(io.BytesIO(book)).active.values)


def test_spreadsheets_say_the_sites_clock_and_name_it(admin_client):
    """An event far away: its sheet says when it is in Paris."""
    row = EventFactory(
        zone="America/Bogota", wall_start=datetime(2027, 7, 10, 17, 30), wall_end=datetime(2027, 7, 10, 18)
    )
    column = row.snippet_viewset.list_export.index("start")

    text, sheet = sheets(admin_client, row)

    assert row.start == SUMMER
    heading, value = (line[column] for line in text)
    assert heading.endswith(" (Paris time)")
    assert value == "2027-07-11 00:30:00"
    assert [line[column] for line in sheet] == [heading, datetime(2027, 7, 11, 0, 30)]


def test_a_sheet_of_registrations_says_the_clock_of_the_event_and_names_it(admin_client):
    row = RegistrationFactory()
    type(row).objects.update(created_at=SUMMER)
    Event.objects.update(zone="Asia/Tokyo")

    text, sheet = sheets(admin_client, row)

    assert [line[-2:] for line in text] == [["Registered", "Time zone"], ["2027-07-11 07:30", "Asia/Tokyo"]]
    assert [list(line[-2:]) for line in sheet] == [line[-2:] for line in text]


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

"""The CMS says every time on one clock, the site's, and names it."""

import csv
import io
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories.events import RegistrationFactory
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


def test_spreadsheets_say_the_sites_clock_and_name_it(admin_client):
    row = RegistrationFactory()
    type(row).objects.update(created_at=SUMMER)
    address = reverse(f"{row.snippet_viewset.url_namespace}:list")

    text = admin_client.get(address, {"export": "csv"}).getvalue().decode()
    book = admin_client.get(address, {"export": "xlsx"}).getvalue()

    heading, values = (line[-1] for line in csv.reader(io.StringIO(text)))
    assert (heading, values) == ("Registered (Paris time)", "2027-07-11 00:30:00")
    sheet = list(load_workbook(io.BytesIO(book)).active.values)
    assert [line[-1] for line in sheet] == [heading, datetime(2027, 7, 11, 0, 30)]

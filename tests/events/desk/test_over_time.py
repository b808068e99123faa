"""Registrations over time on the page of an event: a chart, the table that says the same, and the rows behind both."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from lxml.html import fromstring

from events.registrations.models import Registration
from tests.events.door.test_door import host, person
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db
MONDAY = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)


def shown(client, event):
    """Return the head and the rows of the table, and how high each column of the chart is."""
    page = fromstring(client.get(reverse("events_overview:event", args=[event.pk])).text)
    [section] = page.xpath("//section[@aria-labelledby='time']")
    [chart] = section.xpath("./svg[@aria-hidden='true']")
    head = [cell.text_content() for cell in section.xpath("./table/thead//th")]
    rows = [[cell.text_content() for cell in row.xpath("./*")] for row in section.xpath("./table/tbody/tr")]
    heights = [float(column.get("height")) for column in chart.xpath("./rect")]
    return head, rows, heights, chart.xpath("./text[@class='chart__figure']/text()")


def registered(event, *moments):
    for number, moment in enumerate(moments):
        row = person(event, state=("confirmed", "cancelled", "waiting")[number % 3])
        Registration.objects.filter(pk=row.pk).update(created_at=moment)


def test_each_day_has_a_column_as_high_as_its_registrations_and_a_row(client):
    event, other = EventFactory(), EventFactory()
    late = MONDAY.replace(hour=23, minute=30)  # Tuesday already, on the clock of the site
    registered(event, MONDAY, MONDAY, MONDAY + timedelta(hours=1), late, MONDAY + timedelta(days=3), late)
    registered(other, MONDAY + timedelta(days=2))
    host(client)

    head, rows, heights, top = shown(client, event)

    assert head == ["Day", "Registrations", "Total so far"]
    assert rows == [
        ["11 Jan 2027", "3", "3"], ["12 Jan 2027", "2", "5"], ["13 Jan 2027", "0", "5"], ["14 Jan 2027", "1", "6"],
    ]  # fmt: skip
    assert top == ["3"]
    assert [height / heights[0] for height in heights] == pytest.approx([1, 2 / 3, 0, 1 / 3], abs=0.02)
    assert rows[-1][-1] == str(Registration.objects.filter(event=event).count())

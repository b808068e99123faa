"""From where people come, where the quotas of an event ask it: told to them and to its team, and in no small figure."""

import csv

import pytest
from django.urls import reverse

from events.desk import figures
from events.registrations import personal_data
from events.registrations.models import Registration
from events.seats.models import Quota
from tests.events.seats.test_questions import sheet
from tests.factories.events import RegistrationFactory, SeatCategoryFactory, event_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
LIST = reverse("wagtailsnippets_events_registration:list")


@pytest.fixture
def hall():
    """Seats of an event of which some are kept for Africa and for Europe."""
    hall = SeatCategoryFactory(capacity=40, event=event_page().event)
    Quota.objects.create(event=hall.event, region="africa", reserved=3)
    Quota.objects.create(event=hall.event, region="europe", reserved=3)
    return hall


def of_africa(hall, **facts):
    return RegistrationFactory(category=hall, region="africa", **facts)


def test_who_says_where_they_come_from_finds_it_on_their_page_and_in_their_data(client, hall):
    row = of_africa(hall)
    bare = RegistrationFactory(category=hall)
    own = f"/en/registrations/{row.token}/"

    page = client.get(own)
    assert page.context["answers"][1:] == [("Your region", "Africa")]
    assert "<dt>Your region</dt><dd><bdi>Africa</bdi></dd>" in page.text
    told = {"region": "Africa"}
    assert told.items() <= client.get(f"{own}export/").json().items()
    assert told.items() <= personal_data.export_registrations(row.email)[0].items()
    assert not {*told} & {*personal_data.export_registrations(bare.email)[0]}


def test_hosts_read_it_in_the_list_on_the_registration_and_in_sheet(host, hall):
    row = of_africa(hall, name="Ada")
    RegistrationFactory(category=hall, name="Bob")

    for address in (LIST, LIST.replace("/registration/", f"/registration/inspect/{row.pk}/")):
        assert "Africa" in host.get(address).text
    for rows in sheet(host, event=hall.event_id):
        assert rows[0][-1] == "Region"
        assert sorted(row[-1] for row in rows[1:]) == ["", "Africa"]


def test_of_who_was_forgotten_nothing_is_told_and_the_figures_stay(host, hall):
    row = of_africa(hall)
    before = figures.origin_figures(hall.event)
    personal_data.forget([row])
    of_africa(hall, name="Ada")
    listed = host.get(LIST, {"event": hall.event_id, "region": "africa"}).context["object_list"]
    assert [found.name for found in listed] == ["Ada"]
    Registration.objects.filter(name="Ada").delete()

    assert "Africa" not in host.get(LIST).text
    assert "Africa" not in host.get(LIST.replace("/registration/", f"/registration/inspect/{row.pk}/")).text
    assert figures.origin_figures(hall.event) == before is not None


def test_figures_count_regions_and_publish_no_few_people(hall):
    for _number in range(9):
        RegistrationFactory(category=hall, region="europe")
    of_africa(hall)
    of_africa(hall, state="cancelled")
    RegistrationFactory.create_batch(6, category=hall)

    regions = figures.origin_figures(hall.event)
    assert regions.rows == [["Europe", 9], ["Africa", 1], ["Not stated", 6]]
    told = list(csv.reader(figures.sheet(hall.event).splitlines()))
    assert [line[1:] for line in told if line[0] == regions.title] == [
        ["Europe", "9"], ["Africa", "fewer than 5, or hidden"], ["Not stated", "fewer than 5, or hidden"],
    ]  # fmt: skip
    Registration.objects.update(region="")
    assert figures.origin_figures(hall.event) is None


def test_the_public_page_says_of_nobody_where_they_come_from(client, hall):
    of_africa(hall)
    page = hall.event.pages.get()

    assert all("Africa" not in client.get(f"{page.url}{part}").text for part in ("", "seats/"))

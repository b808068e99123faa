"""The page of an event: for its team, with figures that stay when names go, and none that tells of somebody."""

import csv
import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from coalition.users import roles
from coalition.users.models import User
from events.desk import figures, positions
from events.desk.overview import waiting_work
from events.registrations import personal_data
from events.registrations.models import Registration
from events.seats.models import Quota
from events.team import permissions as team
from tests.events.door.test_door import host, person
from tests.events.messages.test_letters import written
from tests.events.seats.test_questions import sheet
from tests.factories.doors import CheckInFactory
from tests.factories.events import EventFactory, RegistrationFactory, SeatCategoryFactory, event_page
from tests.factories.programmes import ProgrammeFactory, SessionFactory, SpeakerFactory

pytestmark = pytest.mark.django_db


def rows(event):
    return [part.rows for part in figures.all_of(event)]


def test_figures_are_the_same_after_names_are_erased():
    event = EventFactory(retention_days=30)
    hall = SeatCategoryFactory(event=event, capacity=10, names={"en": "Hall"})
    for state, language in (("confirmed", "fr"), ("confirmed", "ar"), ("waiting", "fr"), ("cancelled", "en")):
        person(event, state=state, language=language)
    CheckInFactory(registration=event.registrations.confirmed().first())
    before = rows(event)

    assert personal_data.purge_registrations(event.end + timedelta(days=30)) == 0
    assert personal_data.purge_registrations(event.end + timedelta(days=31)) == 4

    assert rows(event) == before
    seats, languages, attendance = before
    assert seats == [[str(hall), 10, 2, 1, 8]]
    assert languages == [["English", 0], ["French", 2], ["Spanish", 0], ["Arabic", 1]]
    assert attendance == [[str(hall), 2, 1, 1]]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"a": 9, "b": 30}, {"a": 9, "b": 30}),
        ({"a": 4, "b": 9, "c": 30}, {"a": None, "b": None, "c": 30}),  # one alone would follow from the sum
        ({"a": 1, "b": 2, "c": 9, "d": 30}, {"a": None, "b": None, "c": None, "d": 30}),  # three people are too few
        ({"a": 4, "b": 4, "c": 9}, {"a": None, "b": None, "c": 9}),
        ({"a": 0, "b": 3}, {"a": None, "b": None}),
    ],
)
def test_no_cell_under_five_is_published_or_follows_from_a_sum(cells, told):
    assert figures.suppressed(cells) == told


@pytest.mark.parametrize(
    ("came", "stayed", "told"),
    [
        ({"a": 9, "b": 30}, {"a": 0, "b": 5}, {"a": 9, "b": 30}),
        ({"a": 9, "b": 30}, {"a": 1, "b": 5}, {"a": None, "b": None}),  # nine of ten: one stayed away
        ({"a": 9, "b": 30, "c": 40}, {"a": 1, "b": 2, "c": 9}, {"a": None, "b": None, "c": None}),  # three of both
        ({"a": 9, "b": 30, "c": 40}, {"a": 4, "b": 3, "c": 9}, {"a": None, "b": None, "c": 40}),
    ],
)
def test_how_few_stayed_away_does_not_follow_from_who_came(came, stayed, told):
    assert figures.suppressed(came, stayed) == told


def test_what_waits_for_a_host_is_of_own_events_only(client):
    mine, other = EventFactory(approval=True), EventFactory(approval=True)
    user = host(client)
    team.name_team(event=other, users=[User.objects.create_user("owner")])
    for event, applied in ((mine, 2), (other, 1)):
        person(event, state="waiting")
        for _number in range(applied):
            person(event, state="applied")
    first = mine.registrations.filter(state="applied").earliest("created_at").created_at

    lines = [(line.label, line.count, line.url.partition("?")[2]) for line in waiting_work(user)][:2]
    assert lines == [
        ("People waiting for your decision", 2, "state=applied"), ("People who wait for a seat", 1, "state=waiting"),
    ]  # fmt: skip
    assert waiting_work(user)[0].since == first
    assert waiting_work(host(client, "writer", roles.NEWSLETTER_EDITORS)) == []
    assert [line.label for line in waiting_work(host(client, "editor", roles.COMMITTEE_EDITORS))][:1] == [
        "People who wait for a seat"
    ]


def test_everything_of_an_event_is_below_one_header_with_its_name_and_in_its_tabs(client):
    event = event_page(EventFactory(closed=True, mode="hybrid"), title="A night for shelters").event
    programme, pk = ProgrammeFactory(event=event), event.pk
    row = person(event, state="confirmed")
    letter = written(row.category)
    host(client)
    listed, snippet = reverse(figures.LISTED), "wagtailsnippets_events_"
    tabs = {
        reverse("events_overview:event", args=[pk]),
        *(reverse(f"{snippet}event:{name}", args=[pk]) for name in ("edit", "words", "seats")),
        reverse(f"{snippet}programme:plan", args=[programme.pk]),
        f"{listed}?event={pk}",
        reverse("events_letters:list", args=[pk]),
        reverse("events_door:event", args=[pk]),
        reverse("webinars_replays:recording", args=[pk]),
    }
    session, speaker = SessionFactory(programme=programme), SpeakerFactory(programme=programme)
    below = {
        *(reverse(f"{snippet}event:{name}", args=[pk]) for name in ("next", "add_person", "series")),
        *(reverse(f"{snippet}registration:{name}", args=[row.pk]) for name in ("inspect", "correct")),
        reverse(f"{snippet}programme:edit", args=[programme.pk]),
        *(f"{reverse(f'{snippet}{kind}:add')}?programme={programme.pk}" for kind in ("session", "speaker")),
        f"{reverse(f'{snippet}speaker:list')}?programme={programme.pk}",
        reverse(f"{snippet}session:edit", args=[session.pk]),
        reverse(f"{snippet}speaker:edit", args=[speaker.pk]),
        *(reverse(f"events_letters:{name}", args=[letter.pk]) for name in ("letter", "edit")),
        *(reverse(f"events_{name}", args=[pk]) for name in ("mails:list", "invitations:list", "letters:new")),
        reverse("events_live:channels", args=[pk]),
    }
    for address in tabs | below:
        page = client.get(address).text
        header = page.partition('<div class="event-header')[2].partition("</div></div>")[0]
        assert "A night for shelters" in header, address
        assert {link.replace("&amp;", "&") for link in re.findall(r'w-tabs__tab" href="([^"]+)"', header)} == tabs
        assert header.count('aria-current="page"') == 1, address
    team.name_team(event=event, users=[User.objects.create_user("owner")])
    assert "event-header" not in client.get(f"{listed}?event={pk}").text
    for address in tabs | below:
        assert "A night for shelters" not in client.get(address, follow=True).text, address


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
    assert told.items() <= personal_data.exported(row).items()
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

    assert "Africa" not in client.get(page.url).text


def test_the_queue_stands_in_its_order_and_says_what_holds_each_back(client, django_assert_num_queries):
    event = event_page().event
    hall = SeatCategoryFactory(event=event, capacity=12, names={"en": "Hall"})
    stalls = SeatCategoryFactory(event=event, capacity=1, names={"en": "Stalls"})
    Quota.objects.create(event=event, region="europe", at_most=1)
    for category, region in ((hall, "europe"), (stalls, "africa")):
        RegistrationFactory(category=category, region=region)
    asks = RegistrationFactory(category=hall, state="applied")
    waiting = [
        RegistrationFactory(category=category, region=region, state="waiting")
        for category, region in ((hall, "europe"), (stalls, ""), (hall, "africa"))
    ]
    host(client)

    shown = client.get(f"{LIST}?event={event.pk}")
    assert [row.pk for row in shown.context["object_list"]][:4] == [asks.pk, *(row.pk for row in waiting)]
    for words in (
        "1. Hall: 11 free. The limit is reached: Europe, 1.", "2. All seats are taken: Stalls.",
        "3. A seat is available.",
    ):  # fmt: skip
        assert words in shown.text
    with django_assert_num_queries(4):
        assert [*positions.places(event)] == [row.pk for row in waiting]


def test_what_is_kept_for_others_holds_back_and_the_page_says_until_when(hall):
    Quota.objects.filter(region="africa").update(reserved=40, released_before=24)
    row = RegistrationFactory(category=hall, state="waiting")
    RegistrationFactory(category=hall, state="offered", claim_by=hall.event.start - timedelta(hours=2))

    with time_machine.travel(hall.event.start - timedelta(days=3), tick=False):
        assert (
            positions.places(hall.event)[row.pk]
            == "1. Seats: 39 free. The remaining seats are reserved for others: Everyone."
        )
        told = [step.words for step in figures.next_steps(hall.event)]
    assert "Seats kept for this group go to everyone: Africa, 9 March 2027, 10:00, Paris time." in told
    assert "Seats offered until 10 March 2027, 08:00, Paris time: 1." in told

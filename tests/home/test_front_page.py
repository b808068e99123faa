"""What the front page counts and shows: right, public, and at the same cost whatever there is."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from charter.followup.models import Commitment
from charter.review import status
from coalition.members.models import LocalGovernment
from coalition.resources.library import ResourcesIndexPage
from coalition.resources.models import Resource, ResourcePage
from events.models import Event
from events.pages.models import EventPage
from events.pages.sections import EventsIndexPage
from home.models import HomePage
from tests.factories.charter import SignatureFactory, accept, reviewer
from tests.factories.commitments import EvidenceFactory
from tests.factories.events import EventFactory
from tests.factories.home import make_home

FRONT_PAGE_QUERIES = 17


@pytest.fixture
def network(db):
    """Return a function that adds one event, one resource and one member, each with its page."""
    home = make_home()
    events = home.add_child(instance=EventsIndexPage(title="Events", slug="events"))
    library = home.add_child(instance=ResourcesIndexPage(title="Resources", slug="resources"))

    def add(number, *, days=1, live=True, **facts):
        start = timezone.now() + timedelta(days=days, hours=number)
        event = EventFactory(start=start, end=start + timedelta(hours=1), **facts)
        events.add_child(instance=EventPage(title=f"Training {number}", slug=f"t{number}", event=event, live=live))
        resource = Resource.objects.create(key=f"r{number}", kind="guide", year=2020 + number)
        library.add_child(
            instance=ResourcePage(title=f"Guide {number}", slug=f"r{number}", resource=resource, live=live)
        )
        LocalGovernment.objects.create(
            code=f"X-{number}", kind="municipality", country="FR", names={"en": f"Town {number}"},
            latitude=1, longitude=number, pilot=number == 1,
        )  # fmt: skip

    return add


def part(response, name):
    """Return the part `name` that the page shows, None where it shows none."""
    found = [part for band in response.context["bands"] for part in band.parts]
    return next((part for part in found if part.name == name), None)


def shown(response, name):
    """Return what the part `name` shows now."""
    return part(response, name).shown


def figures(response):
    """Return value, label and note of each figure that the page shows, by name."""
    found = part(response, "figures")
    rows = [*found.shown["large"], *found.shown["small"]] if found else []
    return {row.key: (row.value, row.label, row.note) for row in rows}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_front_page_costs_the_same_for_any_number_of_rows(client, network, django_assert_num_queries, rows):
    for number in range(1, rows + 1):
        network(number)
    client.get("/en/")  # fills the caches of sites and content types

    with django_assert_num_queries(FRONT_PAGE_QUERIES):
        response = client.get("/en/")

    assert [row.title for row in shown(response, "next_events")] == [f"Training {n}" for n in range(1, rows + 1)]
    assert [card.title for card in shown(response, "latest_resources")] == [f"Guide {n}" for n in range(rows, 0, -1)]


def test_only_what_is_public_and_to_come_is_shown(client, network):
    network(1)
    network(2, days=-3)
    network(3, closed=True)
    network(4, state=Event.State.CANCELLED)
    network(5, live=False)

    response = client.get("/en/")

    assert [row.title for row in shown(response, "next_events")] == ["Training 1"]
    assert "Guide 5" not in response.content.decode()


@pytest.mark.django_db
def test_the_figures_move_with_what_signatories_do(client, network, time_machine):
    time_machine.move_to(datetime(2026, 11, 26, 12, tzinfo=UTC), tick=False)
    network(1)
    LocalGovernment.objects.update(population=1_654_000, population_year=2023, population_source="INSEE")
    signature = SignatureFactory(government=LocalGovernment.objects.get(), state="submitted")
    under_review = figures(client.get("/en/"))

    accept(signature)
    undated = figures(client.get("/en/"))
    kept, late, soon, *_later = Commitment.objects.in_order()
    for commitment, due_on in ((kept, date(2026, 10, 1)), (late, date(2026, 11, 25)), (soon, date(2027, 1, 15))):
        facts = {"counted_from": date(2026, 1, 15), "due_on": due_on, "dated_on": date(2026, 1, 15)}
        Commitment.objects.filter(pk=commitment.pk).update(**facts)
    EvidenceFactory(commitment=kept, state="accepted", dated=date(2026, 9, 1))
    EvidenceFactory(commitment=late)  # nobody accepted it yet
    found = figures(client.get("/en/"))

    assert {"signatories", "kept", "overdue", "population"} & under_review.keys() == set()
    assert (undated["kept"], undated["overdue"]) == (
        ("0", "commitments kept", "of 5 made"),
        ("0", "commitments overdue", ""),
    )
    assert found["signatories"] == ("1", "signatory of the charter", "1 in the last 12 months")
    assert found["population"] == ("1.7 million", "population of the territories that signed", "")
    assert found["kept"] == ("1", "commitment kept", "of 5 made")
    assert found["overdue"] == ("1", "commitment overdue", "1 more due within 90 days")


def test_the_newest_signatory_is_the_last_published_in_force(client, network):
    network(1)
    network(2)
    first, second = LocalGovernment.objects.order_by("code")
    accept(SignatureFactory(government=first, state="submitted"))
    newest = accept(SignatureFactory(government=second, state="submitted"))

    before = shown(client.get("/en/"), "newest_signatory").government
    act = status.Act("Council", "7", date(2026, 1, 1), "The council will vote again.")
    status.hold(signature=newest, act=act, effective_on=timezone.localdate(), actor=reviewer(1))

    assert (before, shown(client.get("/en/"), "newest_signatory").government) == (second, first)


def links(html: str) -> list[tuple[str, str]]:
    """Return each link of `html`, its address and its words, in order."""
    found = re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', html, re.DOTALL)
    return [(href, re.sub(r"<[^>]*>", "", words).strip()) for href, words in found]


def test_the_purpose_the_map_and_the_two_calls_stand_in_the_main_part(client, network):
    network(1)
    network(2)
    home = HomePage.objects.get()
    home.body.append(("purpose", {"text": "<p>Violence against women is not fate.</p>", "goals": []}))
    home.save()

    main = client.get("/en/").content.decode().partition("<main")[2].partition("</main>")[0]

    assert "<p>Violence against women is not fate.</p>" in main
    marks = re.findall(r'<a href="([^"]*)" aria-label="([^"]*)"><g class="map__mark">', main)
    assert sorted(marks) == [("/en/members/town-1/", "Town 1, France"), ("/en/members/town-2/", "Town 2, France")]
    calls = [link for link in links(main) if link[0] in {"/en/charter/sign/", "/en/newsletter/"}]
    assert calls == [
        ("/en/charter/sign/", "Sign the charter"),  # the opening
        ("/en/charter/sign/", "Sign the charter"),  # the last section
        ("/en/newsletter/", "Subscribe"),
    ]


@pytest.mark.django_db
def test_an_empty_network_still_has_a_front_page(client):
    make_home()

    html = client.get("/en/").content.decode()

    assert "No event is announced at the moment" in html
    assert "Where the network is" not in html

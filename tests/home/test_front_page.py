"""What the front page counts and shows: right, public, and at the same cost whatever there is."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from charter.followup.models import Commitment
from charter.review import status
from coalition.members.models import LocalGovernment
from events.models import Event
from tests.factories.charter import SignatureFactory, accept, reviewer
from tests.factories.commitments import EvidenceFactory
from tests.factories.events import EventFactory, event_page
from tests.factories.home import make_home
from tests.factories.members import LocalGovernmentFactory
from tests.factories.resources import ResourceFactory, resource_page, resources_page

FRONT_PAGE_QUERIES = 17


@pytest.fixture
def network(db):
    """Return a function that adds one event, one resource and one member, each with its page."""
    make_home()
    library = resources_page()

    def add(number, *, days=1, live=True, **facts):
        start = timezone.now() + timedelta(days=days, hours=number)
        event = EventFactory(start=start, end=start + timedelta(hours=1), **facts)
        event_page(event, title=f"Training {number}", live=live)
        resource = ResourceFactory(year=2020 + number)
        resource_page(library, resource=resource, title=f"Guide {number}", live=live)
        LocalGovernmentFactory(code=f"X-{number}")

    return add


def part(response, name):
    """Return the part `name` that the page shows, None where it shows none."""
    found = [part for band in response.context["bands"] for part in band.parts]
    return next((part for part in found if part.name == name), None)


def shown(response, name):
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
    status.hold(signature=newest, act=act, effective_on=timezone.localdate(), by=reviewer(1))

    assert (before, shown(client.get("/en/"), "newest_signatory").government) == (second, first)

"""What the front page counts and shows: right, public, and at the same cost whatever there is."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from charter.followup.models import Commitment
from charter.review import status
from coalition.members.models import LocalGovernment, MemberProfile
from events.models import Event
from tests.factories.charter import SignatureFactory, accept, two_reviewers
from tests.factories.commitments import EvidenceFactory
from tests.factories.events import EventFactory, event_page
from tests.factories.home import make_home
from tests.factories.members import LocalGovernmentFactory

FRONT_PAGE_QUERIES = 18


@pytest.fixture
def network(db):
    """Return a function that adds one event with its page, and one member."""
    make_home()

    def add(number, *, days=1, live=True, **facts):
        start = timezone.now() + timedelta(days=days, hours=number)
        event = EventFactory(start=start, end=start + timedelta(hours=1), **facts)
        event_page(event, title=f"Training {number}", live=live)
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
    SignatureFactory.create_batch(rows, state="signed")
    client.get("/en/")  # fills the caches of sites and content types

    with django_assert_num_queries(FRONT_PAGE_QUERIES):
        response = client.get("/en/")

    assert [row.title for row in shown(response, "next_events")] == [f"Training {n}" for n in range(1, rows + 1)]


def test_only_what_is_public_and_to_come_is_shown(client, network):
    network(1)
    network(2, days=-3)
    network(3, closed=True)
    network(4, state=Event.State.CANCELLED)
    network(5, live=False)

    response = client.get("/en/")

    assert [row.title for row in shown(response, "next_events")] == ["Training 1"]
    assert "Training 5" not in response.content.decode()


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
        ("0", "commitments late", ""),
    )
    assert found["signatories"] == ("1", "signatory of the charter", "1 in the last 12 months")
    assert found["population"] == ("1.7 million", "population of the territories that signed", "")
    assert found["kept"] == ("1", "commitment kept", "of 5 made")
    assert found["overdue"] == ("1", "commitment late", "1 more due within 90 days")


def test_the_card_that_is_opened_is_of_who_has_done_most_of_those_who_speak(client, network):
    for number in range(1, 5):
        network(number)
    silent, quoted, doing, at_risk = LocalGovernment.objects.order_by("code")
    signed = {
        row: accept(SignatureFactory(government=row, state="submitted")) for row in (silent, quoted, doing, at_risk)
    }
    opened = [shown(client.get("/en/"), "newest_signatory")]
    words = {"language": "en", "head": "A. Mayor", "head_words": "Ask us."}
    for row in (doing, quoted, at_risk):
        MemberProfile.objects.create(government=row, **words)
    LocalGovernment.objects.filter(pk=at_risk.pk).update(at_risk=True)
    opened.append(shown(client.get("/en/"), "newest_signatory"))
    EvidenceFactory(commitment=signed[doing].commitments.first(), state="accepted", dated=date(2026, 9, 1))
    opened.append(shown(client.get("/en/"), "newest_signatory"))
    act = status.Act("Council", "7", date(2026, 1, 1), "The council will vote again.")
    status.hold(signature=signed[doing], act=act, effective_on=timezone.localdate(), by=two_reviewers())
    opened.append(shown(client.get("/en/"), "newest_signatory"))

    assert [card.government for card in opened] == [at_risk, doing, doing, quoted]
    assert [card.quote and card.quote["text"] for card in opened] == [None, "Ask us.", "Ask us.", "Ask us."]

"""Members to learn from: who has done it, the nearest first, and never one who left."""

from datetime import date

import pytest

from charter.followup.deliverables import Deliverable
from charter.followup.peers import open_commitments
from charter.review.changes.services.links import new_link
from tests.factories.commitments import CommitmentFactory, EvidenceFactory
from tests.factories.reports import ReportFactory, link_to

pytestmark = pytest.mark.django_db


def done(name: str, *, language="es", section="", country="ES", on=date(2026, 5, 1), **fields):
    """Return the commitment of a government called `name` that was met."""
    fields.setdefault("signature__state", "signed")
    commitment = CommitmentFactory(
        signature__language=language,
        signature__government__code=name,
        signature__government__section=section,
        signature__government__country=country,
        **fields,
    )
    EvidenceFactory(commitment=commitment, state="accepted", dated=on)
    return commitment


def mine(*, language="fr", **fields):
    return CommitmentFactory(
        signature__language=language,
        signature__government__section="africa",
        signature__government__country="MA",
        **fields,
    )


def codes(commitment) -> dict[str, list[str]]:
    found = open_commitments(government=commitment.government, language=commitment.signature.language)
    return {row.deliverable: [peer.government.code for peer in row.peers] for row in found}


def test_peers_are_ranked_by_language_region_country_and_day():
    own = mine()
    done("ES-FAR")
    done("ES-LATE", on=date(2026, 9, 1))
    assert codes(own) == {"diagnosis": ["ES-LATE", "ES-FAR"]}
    done("MA-COUNTRY", country="MA")
    done("DZ-REGION", section="africa", country="DZ")
    done("FR-LANGUAGE", language="fr", country="FR")
    assert codes(own) == {"diagnosis": ["FR-LANGUAGE", "DZ-REGION", "MA-COUNTRY", "ES-LATE", "ES-FAR"]}


def test_equal_peers_come_in_the_order_of_their_codes():
    own = mine()
    for code in ("ES-B", "ES-A", "ES-C"):
        done(code)
    assert codes(own) == {"diagnosis": ["ES-A", "ES-B", "ES-C"]}
    for code in ("ES-F", "ES-E", "ES-D"):
        done(code)
    assert codes(own) == {"diagnosis": ["ES-A", "ES-B", "ES-C", "ES-D", "ES-E"]}


def test_nobody_who_left_or_has_not_finished_is_a_peer():
    own = mine()
    for state in ("on_hold", "withdrawn", "superseded"):
        done(f"ES-{state[:2].upper()}", signature__state=state)
    CommitmentFactory()
    EvidenceFactory(state="refused")
    EvidenceFactory()
    done("ES-OTHER", deliverable=Deliverable.GUIDE)
    assert codes(own) == {"diagnosis": []}


def test_what_is_done_or_ended_asks_for_nobody():
    assert codes(done("ES-DONE")) == {}
    assert codes(mine(signature__state="on_hold")) == {}


@pytest.mark.parametrize("rows", [1, 3])
def test_peers_cost_two_queries(rows, django_assert_num_queries):
    own = mine()
    guide = CommitmentFactory(signature=own.signature, deliverable=Deliverable.GUIDE)
    for number in range(rows):
        done(f"ES-{number}A")
        done(f"ES-{number}B", deliverable=guide.deliverable)
    with django_assert_num_queries(2):
        found = codes(own)
    assert [len(peers) for peers in found.values()] == [rows, rows]


@pytest.mark.parametrize("door", ["report", "adhesion"])
def test_the_pages_of_the_town_hall_name_them_with_their_public_address(client, door):
    own = mine()
    peer, left = done("ES-PEER"), done("ES-LEFT", signature__state="withdrawn")
    peer.government.website = "https://peer.example/"
    peer.government.save()
    token = link_to(ReportFactory(government=own.government)) if door == "report" else new_link(own.signature)
    html = client.get(f"/en/charter/{door}/{token}/").content.decode()
    assert [row.government.get_absolute_url() in html for row in (peer, left)] == [True, False]
    assert 'href="https://peer.example/"' in html


@pytest.mark.parametrize("state", ["on_hold", "superseded", "withdrawn"])
def test_a_signature_that_is_not_in_force_names_none(client, state):
    peer = done("ES-PEER")
    own = mine(signature__state=state)
    html = client.get(f"/en/charter/adhesion/{new_link(own.signature)}/").content.decode()
    assert peer.government.get_absolute_url() not in html

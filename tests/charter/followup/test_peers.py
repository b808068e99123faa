"""Members to learn from: who has done it, the nearest first, and never one who left."""

from datetime import date

import pytest

from charter.followup.deliverables import Deliverable
from charter.followup.profile import open_commitments
from charter.review.change_requests import new_link
from tests.factories.commitments import CommitmentFactory, EvidenceFactory

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


def test_nobody_who_left_or_has_not_finished_is_a_peer():
    own = mine()
    for state in ("on_hold", "withdrawn", "superseded"):
        done(f"ES-{state[:2].upper()}", signature__state=state)
    CommitmentFactory()
    EvidenceFactory(state="refused")
    EvidenceFactory()
    done("ES-OTHER", deliverable=Deliverable.GUIDE)
    assert codes(own) == {"diagnosis": []}


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


def test_the_page_of_the_town_hall_names_them_with_their_public_address(client):
    own = mine()
    peer, left = done("ES-PEER"), done("ES-LEFT", signature__state="withdrawn")
    peer.government.website = "https://peer.example/"
    peer.government.save()
    html = client.get(f"/en/charter/adhesion/{new_link(own.signature)}/").content.decode()
    assert [row.government.get_absolute_url() in html for row in (peer, left)] == [True, False]
    assert 'href="https://peer.example/"' in html

"""Accepted evidence appears in the library by itself; what a place at risk wrote does not."""

import re
from datetime import date

import pytest

from charter.followup.deliverables import Deliverable
from charter.followup.profile import open_commitments
from charter.signing.models import DeskLink
from coalition.resources import library
from tests.factories.charter import SignatureFactory
from tests.factories.commitments import CommitmentFactory, EvidenceFactory
from tests.factories.members import LocalGovernmentFactory
from tests.factories.resources import ResourceFactory, resources_page

pytestmark = pytest.mark.django_db


def evidence(*, names, at_risk=False, **facts):
    government = LocalGovernmentFactory(names={"en": names}, at_risk=at_risk)
    commitment = CommitmentFactory(signature=SignatureFactory(government=government, state="signed"))
    return EvidenceFactory(commitment=commitment, **facts)


def cards(client, language="en", query=""):
    text = client.get(f"/{language}/resources/{query}").content.decode()
    return re.findall(r'card__title"><a href="([^"]*)">([^<]*)<', text), text


def test_accepted_evidence_is_in_the_library_with_what_its_town_wrote(client):
    resources_page()
    resources_page("fr")
    row = evidence(names="Quito", state="accepted", description="Un diagnostic en sept indicateurs.")
    evidence(names="Awaited")
    evidence(names="Refused", state="refused")
    evidence(names="Shelved", state="accepted", resource=ResourceFactory())
    url = f"{row.commitment.government.get_absolute_url()}#commitments-title"

    found, text = cards(client)
    assert found == [(url, "Shared diagnosis: Quito")]
    assert "sept indicateurs" not in text  # it is in French
    found, text = cards(client, "fr")
    assert [title for _url, title in found] == ["Diagnostic partagé : Quito"]
    assert "sept indicateurs" in text
    assert cards(client, query="?kind=study&language=fr&year=2026")[0] == [(url, "Shared diagnosis: Quito")]
    assert "Shared diagnosis: Quito" in client.get("/en/resources/feed.atom").content.decode()


def test_what_a_place_at_risk_wrote_is_not_shown(client):
    resources_page("fr")
    evidence(names="Jenin", at_risk=True, state="accepted", description="Appelez Samira au 059 000 000.")
    found, text = cards(client, "fr")
    assert [title for _url, title in found] == ["Diagnostic partagé : Jenin"]
    assert "Samira" not in text
    assert "Samira" not in client.get("/fr/resources/feed.atom").content.decode()


@pytest.mark.parametrize("at_risk", [False, True])
def test_evidence_is_found_by_its_theme_and_by_place_unless_that_is_at_risk(at_risk):
    row = evidence(names="Quito", at_risk=at_risk, state="accepted")
    code, country = row.commitment.government.code, row.commitment.government.country
    values = library.shelf("en").values
    assert {*values["theme"]} == {"observation"}
    assert ({*values["country"]}, {*values["member"]}) == ((set(), set()) if at_risk else ({country}, {code}))


def test_evidence_of_a_signature_that_is_not_published_is_not_shown(client):
    resources_page()
    government = LocalGovernmentFactory()
    commitment = CommitmentFactory(signature=SignatureFactory(government=government, state="submitted"))
    EvidenceFactory(commitment=commitment, state="accepted")
    assert cards(client)[0] == []


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


def mine(**fields):
    own = {"signature__language": "fr", "signature__government__section": "africa"}
    return CommitmentFactory(**own, signature__government__country="MA", **fields)


def codes(commitment) -> dict[str, list[str]]:
    found = open_commitments(government=commitment.government, language=commitment.signature.language)
    return {row.deliverable: [peer.government.code for peer in row.peers] for row in found}


def test_peers_are_ranked_by_language_region_country_and_day(django_assert_num_queries):
    own = mine()
    done("ES-FAR")
    done("ES-LATE", on=date(2026, 9, 1))
    with django_assert_num_queries(2):
        assert codes(own) == {"diagnosis": ["ES-LATE", "ES-FAR"]}
    done("MA-COUNTRY", country="MA")
    done("DZ-REGION", section="africa", country="DZ")
    done("FR-LANGUAGE", language="fr", country="FR")
    with django_assert_num_queries(2):
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


def test_the_page_of_the_town_hall_names_them_with_their_public_address(client):
    own = mine()
    peer, left = done("ES-PEER"), done("ES-LEFT", signature__state="withdrawn")
    peer.government.website = "https://peer.example/"
    peer.government.save()
    html = client.get(f"/en/charter/desk/{DeskLink.issue(signature=own.signature)}/").content.decode()
    assert [row.government.get_absolute_url() in html for row in (peer, left)] == [True, False]
    assert 'href="https://peer.example/"' in html

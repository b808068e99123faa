"""Accepted evidence appears in the library by itself; what a place at risk wrote does not."""

import re

import pytest

from coalition.resources import library
from tests.factories.charter import SignatureFactory
from tests.factories.commitments import CommitmentFactory, EvidenceFactory
from tests.factories.members import LocalGovernmentFactory
from tests.factories.resources import ResourceFactory, resource_page, resources_page

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


@pytest.mark.parametrize("rows", [1, 3])
def test_the_library_asks_the_same_however_much_evidence_there_is(client, django_assert_num_queries, rows):
    resource_page(resources_page())
    for number in range(rows):
        evidence(names=f"Town {number}", state="accepted")
    client.get("/en/resources/")
    with django_assert_num_queries(20):
        assert len(cards(client)[0]) == rows + 1

"""Libraries harvest the library by OAI-PMH 2.0: each answer is checked against what the protocol says of it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from lxml import etree
from wagtail.models import PageViewRestriction

from coalition.resources.harvest import records, views
from coalition.resources.models import HarvestRecord, Theme
from coalition.stack import ROOT
from tests.factories.resources import ResourceFactory, resource_page, resources_page

pytestmark = pytest.mark.django_db
OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"
ADDRESS, NOW = "/data/oai/", datetime(2027, 1, 10, 9, tzinfo=UTC)
BASE = f"{settings.SITE_URL}/data/oai/"
LIST = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
SCHEMAS = ROOT / "tests" / "resources" / "schemas"


@pytest.fixture(scope="module")
def schema():
    """What an answer may be: the protocol with records in Dublin Core."""
    both = "".join(
        f'<xs:import namespace="{space}" schemaLocation="{SCHEMAS.as_uri()}/{name}"/>'
        for space, name in (
            ("http://www.openarchives.org/OAI/2.0/", "OAI-PMH.xsd"),
            ("http://www.openarchives.org/OAI/2.0/oai_dc/", "oai_dc.xsd"),
        )
    )
    return etree.XMLSchema(
        etree.fromstring(f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{both}</xs:schema>')
    )


@pytest.fixture(autouse=True)
def _january():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ask(client, schema):
    """Ask and return the answer, which the schema allows."""

    def asked(method="get", **arguments):
        names = {name.rstrip("_"): value for name, value in arguments.items()}
        response = getattr(client, method)(ADDRESS, names)
        assert (response.status_code, response["Content-Type"]) == (200, "text/xml; charset=utf-8")
        root = etree.fromstring(response.content)
        schema.assertValid(root)
        return root

    return asked


@pytest.fixture
def library():
    return resources_page()


def code(root):
    """Return the code of an error."""
    return root.find(f"{OAI}error").get("code")


def headers(root):
    """Return what names each record, with a mark where it is deleted."""
    found = root.iter(f"{OAI}header")
    return [
        row.findtext(f"{OAI}identifier").removeprefix(records.prefix()) + ("-" if row.get("status") else "")
        for row in found
    ]


def said(root):
    return [(row.tag.removeprefix(DC), row.text) for row in root.iter(f"{DC}*")]


def test_a_record_says_what_is_cited(ask, library):
    Theme.objects.create(slug="housing", name_en="Housing")
    facts = {"themes": ["housing"], "authors": "Doe, Ada", "bodies": "The Observatory", "publisher": "The Network",
             "licence": "CC-BY-4.0", "doi": "10.1000/182", "key": "the-guide"}  # fmt: skip
    resource_page(library, resource=ResourceFactory(**facts), title="A guide & more", summary="What <it> says.\x0b")
    records.reconcile()

    root = ask(verb="GetRecord", identifier=f"{records.prefix()}the-guide/en", metadataPrefix="oai_dc")
    assert said(root) == [
        ("title", "A guide & more"), ("creator", "Doe, Ada"), ("creator", "The Observatory"), ("subject", "Housing"),
        ("description", "What <it> says."), ("publisher", "The Network"), ("date", "2024"), ("type", "Text"),
        ("type", "Guide"), ("identifier", f"{settings.SITE_URL}/en/resources/the-guide/"),
        ("identifier", "https://doi.org/10.1000/182"), ("language", "en"), ("coverage", "France"),
        ("rights", "https://creativecommons.org/licenses/by/4.0/deed.en"),
    ]  # fmt: skip
    assert [row.text for row in root.iter(f"{OAI}setSpec")] == ["kind:guide", "theme:housing"]
    assert root.findtext(f".//{OAI}datestamp") == "2027-01-10T09:00:00Z"


def test_authors_of_a_place_that_nobody_knows_are_not_named(ask, library):
    resource_page(library, resource=ResourceFactory(authors="Doe, Ada", member_code="XX-1", bodies="A body"))
    records.reconcile()

    assert [text for name, text in said(ask(verb="ListRecords", metadataPrefix="oai_dc")) if name == "creator"] == [
        "A body"
    ]


def test_what_is_withdrawn_or_closed_is_deleted_for_ever_and_what_was_never_public_is_not_there(ask, library):
    kept, gone, closed, never = (resource_page(library) for _number in range(4))
    PageViewRestriction.objects.create(page=never, restriction_type="login")
    assert records.reconcile() == 3
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    deleted = ask(verb="GetRecord", identifier=f"{records.prefix()}{records.local_of(closed)}", metadataPrefix="oai_dc")
    assert (headers(deleted), said(deleted)) == ([f"{records.local_of(closed)}-"], [])  # at once

    local = records.local_of(gone)
    gone.delete()
    later = NOW + timedelta(days=1)
    with time_machine.travel(later, tick=False):
        assert (records.reconcile(), records.reconcile()) == (2, 0)
    root = ask(verb="ListIdentifiers", metadataPrefix="oai_dc", from_="2027-01-11")
    assert sorted(headers(root)) == sorted([f"{local}-", f"{records.local_of(closed)}-"])
    assert headers(ask(verb="ListIdentifiers", metadataPrefix="oai_dc", until="2027-01-10T23:59:59Z")) == [
        records.local_of(kept)
    ]
    missing = ask(verb="GetRecord", identifier=f"{records.prefix()}{records.local_of(never)}", metadataPrefix="oai_dc")
    assert code(missing) == "idDoesNotExist"


def test_a_record_is_dated_anew_when_what_it_says_changes(library):
    page = resource_page(library)
    records.reconcile()
    later = NOW + timedelta(hours=1)
    with time_machine.travel(later, tick=False):
        page.save()
        assert records.reconcile() == 0
        page.resource.year = 2025
        page.resource.save()
        assert records.reconcile() == 1
    assert HarvestRecord.objects.get().datestamp == later


def test_identify_formats_and_sets(ask, library):
    resource_page(library)
    records.reconcile()

    told = ask(verb="Identify").find(f"{OAI}Identify")
    assert {row.tag.removeprefix(OAI): row.text for row in told if "Name" not in row.tag} == {
        "baseURL": BASE, "protocolVersion": "2.0", "adminEmail": "network@coalition.example",
        "earliestDatestamp": "2027-01-10T09:00:00Z", "deletedRecord": "persistent",
        "granularity": "YYYY-MM-DDThh:mm:ssZ",
    }  # fmt: skip
    assert [row.text for row in ask(verb="ListMetadataFormats").iter(f"{OAI}metadataPrefix")] == ["oai_dc"]
    specs = [row.text for row in ask(verb="ListSets").iter(f"{OAI}setSpec")]
    assert specs[:6] == [f"kind:{kind}" for kind in ("guide", "experience", "study", "tool", "law", "video")]
    assert len(headers(ask(verb="ListIdentifiers", metadataPrefix="oai_dc", set="kind:guide"))) == 1
    assert code(ask(verb="ListIdentifiers", metadataPrefix="oai_dc", set="kind:law")) == "noRecordsMatch"


@pytest.mark.parametrize("verb", ["ListRecords", "ListIdentifiers"])
def test_a_list_goes_on_by_a_token_that_holds_all(ask, library, monkeypatch, verb):
    monkeypatch.setattr(views, "AT_ONCE", 2)
    pages = [resource_page(library) for _number in range(5)]
    records.reconcile()

    found, cursors = [], []
    root = ask("post", verb=verb, metadataPrefix="oai_dc", set="kind:guide")
    while True:
        found += headers(root)
        token = root.find(f".//{OAI}resumptionToken")
        cursors.append((token.get("completeListSize"), token.get("cursor")))
        if not token.text:
            break
        root = ask(verb=verb, resumptionToken=token.text)
    assert found == [records.local_of(page) for page in pages]
    assert cursors == [("5", "0"), ("5", "2"), ("5", "4")]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({}, "badVerb"),
        ({"verb": "Nothing"}, "badVerb"),
        ({"verb": ["Identify", "Identify"]}, "badVerb"),
        ({"verb": "Identify", "set": "kind:guide"}, "badArgument"),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc"}, "badArgument"),
        ({"verb": "ListRecords"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": ["oai_dc", "oai_dc"]}, "badArgument"),
        ({**LIST, "from": "2027-13-01"}, "badArgument"),
        ({**LIST, "from": ""}, "badArgument"),
        (
            {**LIST, "from": "2027-01-02", "until": "2027-01-01"},
            "badArgument",
        ),
        (
            {**LIST, "from": "2027-01-01", "until": "2027-01-02T00:00:00Z"},
            "badArgument",
        ),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "a b"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "resumptionToken": "x"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "marc"}, "cannotDisseminateFormat"),
        ({"verb": "GetRecord", "metadataPrefix": "marc", "identifier": "{known}"}, "cannotDisseminateFormat"),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "oai:elsewhere.example:x"}, "idDoesNotExist"),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "a\0b"}, "badArgument"),
        ({"verb": "ListMetadataFormats", "identifier": "oai:elsewhere.example:x"}, "idDoesNotExist"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "until": "2001-01-01"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "resumptionToken": "x"}, "badResumptionToken"),
        ({"verb": "ListSets", "resumptionToken": "x"}, "badResumptionToken"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_wrong_has_the_code_of_the_protocol(client, library, method, arguments, expected):
    known = resource_page(library)
    records.reconcile()
    given = {
        name: value.format(known=f"{records.prefix()}{records.local_of(known)}") if isinstance(value, str) else value
        for name, value in arguments.items()
    }

    response = getattr(client, method)(ADDRESS, given)

    root = etree.fromstring(response.content)
    assert (response.status_code, code(root)) == (200, expected)
    request = root.find(f"{OAI}request")
    assert request.text == BASE
    if expected in ("badVerb", "badArgument"):
        assert dict(request.attrib) == {}


def test_a_token_of_another_verb_or_changed_is_refused(ask, library, monkeypatch):
    monkeypatch.setattr(views, "AT_ONCE", 1)
    for _number in range(2):
        resource_page(library)
    records.reconcile()
    token = ask(verb="ListRecords", metadataPrefix="oai_dc").find(f".//{OAI}resumptionToken").text

    assert code(ask(verb="ListIdentifiers", resumptionToken=token)) == "badResumptionToken"
    assert code(ask(verb="ListRecords", resumptionToken=f"{token[:-2]}xx")) == "badResumptionToken"


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_costs_the_same_for_any_number_of_records(client, library, django_assert_num_queries, number):
    for _number in range(number):
        resource_page(library, resource=ResourceFactory(member_code="XX-1"))
    records.reconcile()
    client.get(ADDRESS, {"verb": "Identify"})

    with django_assert_num_queries(6):
        client.get(ADDRESS, {"verb": "ListRecords", "metadataPrefix": "oai_dc"})

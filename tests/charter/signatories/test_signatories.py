"""The public list: filters, orders, pages, map and open data; and what must never be there."""

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from benchmarks.generated import generate
from charter.signatories.models import Signatory
from charter.signatories.signatory_list import PER_PAGE
from tests.factories.charter import SignatureFactory, published_version
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db
LIST = "/en/charter/signatories/"
HIDDEN = ["draft", "mailbox_verified", "submitted", "authority_checked", "rejected", "changes_requested"]


def town(name, *, state="signed", day=1, **facts):
    """Publish the signature of a town called `name` on a day of May 2026."""
    signature = {"signed_at": datetime(2026, 5, day, 12, tzinfo=UTC), "state": state}
    for field in ("version", "ad_referendum_until", "act_number", "act_file_sha256"):
        if field in facts:
            signature[field] = facts.pop(field)
    facts.setdefault("names", {"en": name})
    return SignatureFactory(government=LocalGovernmentFactory(**facts), **signature)


def names(client, query=""):
    return [row.government.name for row in client.get(f"{LIST}?{query}").context["page_obj"]]


def private_words(signature):
    """Return what of a signature stands on no page of the list and in no file of it."""
    people = (signature.contact_name, signature.contact_email, signature.official_email, signature.signatory_name)
    return [*people, signature.salt, *signature.government.official_domains]


def hidden_signatures():
    """Make a signature in each state that is not public; return the words that could leak."""
    rows = [SignatureFactory(state=state) for state in HIDDEN]
    return [word for row in rows for word in (row.government.names["en"], row.verification_code, row.act_number)]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number_and_leaks_nothing(client, django_assert_num_queries, rows):
    signed = SignatureFactory.create_batch(rows, state="signed")
    secrets = hidden_signatures()

    with django_assert_num_queries(7):
        response = client.get(LIST)

    body = response.content.decode()
    assert [row.pk for row in response.context["page_obj"]] == [row.pk for row in reversed(signed)]
    assert [f"{row.act_number}</bdi>" in body and row.verification_code in body for row in signed] == [True] * rows
    leaks = [*secrets, *(word for row in signed for word in private_words(row))]
    assert [secret for secret in leaks if secret in body] == []


def test_each_filter_leaves_its_rows(client):
    second = published_version(2)
    town("Alpha", day=1, version=published_version(1))
    town("Beta", day=2, country="KM", section="africa", version=second)
    town("Gamma", day=3, kind="region", version=second, ad_referendum_until=date(2030, 1, 1))
    town("Delta", day=4, state="on_hold", version=second)
    town("Epsilon", day=5, state="withdrawn", version=second)
    town("Zeta", day=6, state="superseded", version=second)
    hidden_signatures()

    asked = {
        "": ["Gamma", "Beta", "Alpha"],
        "country=KM": ["Beta"],
        "section=africa": ["Beta"],
        "kind=region": ["Gamma"],
        "ad_referendum=1": ["Gamma"],
        "status=on_hold": ["Delta"],
        "status=withdrawn": ["Epsilon"],
        "status=superseded": ["Zeta"],
        "status=all": ["Zeta", "Epsilon", "Delta", "Gamma", "Beta", "Alpha"],
        "status=withdrawn&country=KM": [],
    }
    assert {query: names(client, query) for query in asked} == asked
    fields = client.get(LIST).context["filters"].fields
    assert fields["country"].widget.choices == [("", "All countries"), ("KM", "Comoros"), ("FR", "France")]


def csv_rows(client, query=""):
    response = client.get(f"/data/signatories.csv{query}")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(b"".join(response).decode())))


def test_an_act_is_public_once_it_is_in_evidence(client):
    until = date(2030, 1, 1)
    town("Proven", day=1, act_number="Proven 1")
    town("Announced", day=2, act_number="Announced 2", act_file_sha256="", ad_referendum_until=until)
    town("Unread", day=3, act_number="Unread 3", ad_referendum_until=until)  # a file came, no reviewer took it yet

    body = client.get(LIST).text
    features = geojson(client)
    acts = [[row[name] or "" for name in ("act_body", "act_number", "act_date")] for row in csv_rows(client)]
    assert acts == [["Conseil municipal", "Proven 1", "2026-01-15"], ["", "", ""], ["", "", ""]]
    assert [feature["properties"]["act_number"] for feature in features] == ["Proven 1", "", ""]
    assert [feature["properties"]["act_date"] for feature in features] == ["2026-01-15", None, None]
    assert [number in body for number in ("Proven 1", "Announced 2", "Unread 3")] == [True, False, False]


def test_many_are_drawn_by_cell_and_each_is_on_one_page(client, django_assert_num_queries):
    published_version(1)
    generate(200)
    with django_assert_num_queries(7):
        context = client.get(f"{LIST}?status=all").context
    assert context["count"] == 200
    pages = [client.get(f"{LIST}?status=all&page={page}").context["page_obj"] for page in (1, 2, 3, 4)]
    assert [len(page.object_list) for page in pages] == [PER_PAGE] * 4
    assert sorted(row.number for page in pages for row in page) == list(range(1, 201))
    circles = context["world_map"].marks
    cells = [int(circle.url.rpartition("cell=")[2]) for circle in circles]
    assert sorted(cells) == sorted(set(Signatory.objects.values_list("cell", flat=True)))
    assert sum(int(circle.count) for circle in circles) == 200
    assert {row.cell for row in client.get(circles[0].url).context["page_obj"]} == {cells[0]}


def test_the_map_has_a_dot_for_each_signature_with_a_seat_and_one_mark_for_those_too_near_each_other(client):
    town("Alpha", latitude="10", longitude="20")
    town("Beta", latitude=None, longitude=None)
    town("Gamma", state="on_hold", latitude="-10", longitude="-20", member=False)
    dots = client.get(f"{LIST}?status=all").context["world_map"].marks
    gamma = Signatory.objects.get(status="on_hold")
    verify = reverse("charter:verify", args=[gamma.signature.verification_code])
    assert [(dot.label, dot.signed, dot.url) for dot in dots] == [
        ("Alpha, France", True, f"/en/members/{Signatory.objects.get(number=1).government.slug}/"),
        ("Gamma, France: On hold", False, verify.replace("/ar/", "/en/")),
    ]

    for name, place in (("Near", "48.9"), ("Nearer", "48.8")):
        town(name, latitude=place, longitude="2.4", section="africa")
    cell = Signatory.objects.get(government__names__en="Near").cell
    address = LIST
    for leads in (f"{LIST}?section=africa#map", f"{LIST}?section=africa&cell={cell}#map"):
        (several,) = [mark for mark in client.get(address).context["world_map"].marks if mark.count]
        assert (several.count, several.url) == ("2", leads)
        address = leads.removesuffix("#map")
    assert sorted(mark.name for mark in client.get(address).context["world_map"].marks) == ["Near", "Nearer"]


def test_of_a_place_at_risk_no_day_of_an_act_is_told(client):
    """From the day of the act one would reckon when something is due: no list, file or page of a signature tells it."""
    signature = town("Alpha", act_number="Act 9", at_risk=True)

    (feature,) = geojson(client)
    assert [(row["act_number"], row["act_date"]) for row in csv_rows(client)] == [("Act 9", "")]
    assert feature["properties"]["act_date"] is None
    pages = [client.get(LIST).text, client.get(f"/en/charter/verify/{signature.verification_code}/").text]
    assert [("Act 9" in page, "15 January 2026" in page) for page in pages] == [(True, False)] * 2


def test_a_day_is_the_sites_own_everywhere(client):
    """At 23:30 in UTC it is tomorrow in Paris, whose day the list, the files and the certificate show."""
    SignatureFactory(state="signed", signed_at=datetime(2026, 5, 31, 23, 30, tzinfo=UTC))

    (feature,) = geojson(client)
    days = [csv_rows(client)[0]["signed_on"], feature["properties"]["signed_on"]]
    assert (days, "1 June 2026" in client.get(LIST).text) == (["2026-06-01"] * 2, True)


def geojson(client, query=""):
    return json.loads(b"".join(client.get(f"/data/signatories.geojson{query}")))["features"]


def test_the_files_have_the_rows_of_the_list_and_nothing_private(client, django_assert_num_queries):
    signature = town("=HYPERLINK(1)", ad_referendum_until=date(2030, 1, 2), official_domains=["x.example"])
    town("Beta", country="KM", state="withdrawn", latitude=None, longitude=None)
    secrets = [*hidden_signatures(), *private_words(signature)]

    with django_assert_num_queries(1):
        rows = csv_rows(client)

    assert rows == [
        {
            "number": "1", "status": "signed", "signed_on": "2026-05-01", "version": "1", "language": "fr",
            "ad_referendum_until": "2030-01-02", "act_body": "", "act_number": "", "act_date": "",
            "verification_code": signature.verification_code,
            "code": signature.government.code, "name_en": "'=HYPERLINK(1)", "name_fr": "", "name_es": "", "name_ar": "",
            "kind": "municipality", "country": "FR", "section": "europe", "latitude": "48.91", "longitude": "2.44",
        }
    ]  # fmt: skip
    for file in ("csv", "geojson"):
        with django_assert_num_queries(1):  # for two rows as for one
            everything = b"".join(client.get(f"/data/signatories.{file}?status=all")).decode()
        assert [secret for secret in secrets if secret in everything] == []
    assert [row["country"] for row in csv_rows(client, "?status=all")] == ["FR", "KM"]
    assert csv_rows(client, "?country=KM") == csv_rows(client, "?q=nobody") == []
    point = {"type": "Point", "coordinates": [2.44, 48.91]}
    assert [(feature["id"], feature["geometry"]) for feature in geojson(client, "?status=all")] == [
        (1, point),
        (2, None),
    ]


NONSENSE = (
    "country=%00' country=fr section=nowhere kind=x status=draft status=submitted sort=secret cell=800 cell=x page=zzz "
    "page=99 page=-1 q=%00 ad_referendum="
)


def test_nonsense_asks_nothing_and_words_are_found_without_accents_in_any_language(client):
    town("Jenin", names={"en": "Jenin", "fr": "Jénine", "ar": "جنين"}, country="PS")
    SignatureFactory(state="submitted")
    assert {query: names(client, query) for query in NONSENSE.split()} == {key: ["Jenin"] for key in NONSENSE.split()}
    town("Villa Alemana")
    asked = {"q=JENINE": ["Jenin"], "q=جنين": ["Jenin"], "q=palestin": ["Jenin"], "q=alem": ["Villa Alemana"]}
    assert {query: names(client, query) for query in asked} == asked
    assert names(client, "q=jen alemana") == names(client, "q=%C2%A7%C2%A7") == []

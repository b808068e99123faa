import re

import pytest

from tests.crawling import sitemap
from tests.factories.charter import SignatureFactory
from tests.factories.members import (
    ContactFactory,
    LocalGovernmentFactory,
    MemberProfileFactory,
    members_page,
)

pytestmark = pytest.mark.django_db


def listed(response):
    """Return the slugs of the table's rows, in order."""
    return re.findall(r'<th scope="row"><a href="/\w\w/members/([\w-]+)/">', response.content.decode())


@pytest.fixture
def network():
    """Three public governments, one that signed, and two that the site must not show."""
    members_page()
    names, west = {"en": "Jenin", "fr": "Jénine", "ar": "جنين"}, "middle-east-west-asia"
    LocalGovernmentFactory(slug="jenin", country="PS", section=west, names=names, observatory_since=2022)
    SignatureFactory(
        state="signed",
        government=LocalGovernmentFactory(slug="quito", country="EC", section="latin-america", names={"en": "Quito"}),
    )
    LocalGovernmentFactory(slug="seine", kind="department", names={"en": "Seine"}, observatory_since=2002)
    LocalGovernmentFactory(slug="proposed", names={"en": "Jenin proposed"}, member=False, proposed=True)
    LocalGovernmentFactory(slug="outside", names={"en": "Quito outside"}, member=False)


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("", ["jenin", "quito", "seine"]),
        ("?q=jenine", ["jenin"]),
        ("?q=جنين", ["jenin"]),
        ("?country=EC", ["quito"]),
        ("?section=europe", ["seine"]),
        ("?kind=department", ["seine"]),
        ("?signed=1", ["quito"]),
        ("?observatory=1", ["jenin", "seine"]),
        ("?observatory=1&country=PS&q=jen", ["jenin"]),
        ("?q=nothing", []),
        ("?country=ZZ&kind=x&page=99&section=%00", ["jenin", "quito", "seine"]),
        ("?page=-1&signed=&q=", ["jenin", "quito", "seine"]),
        ("?q=%00%FF%27&country[]=1", ["jenin", "quito", "seine"]),
    ],
)
def test_filters_of_the_address(client, network, query, slugs):
    response = client.get(f"/en/members/{query}")
    assert (response.status_code, listed(response)) == (200, slugs)
    assert ("Territories and their observatories</h1>" in response.text) == ("observatory" in query)


PLACES = {
    "Department of Seine-Saint-Denis": ("Département de la Seine-Saint-Denis", "Departamento de Seine-Saint-Denis",
                                        "مقاطعة سين-سان-دوني"),
    "Region of the Avocet Islands": ("Région des Îles-Avocette", "Región de las Islas Avoceta", "جهة جزر أفوسيت"),
    "Borough of Iztapalapa, Mexico City": ("Iztapalapa, Mexico", "Alcaldía Iztapalapa, Ciudad de México",
                                           "بلدية إيزتابالابا"),
    "Metropolitan District of Quito": ("District métropolitain de Quito", "Distrito Metropolitano de Quito",
                                       "إقليم كيتو الحضري"),
    "Municipality of Villa Alemana": ("Municipalité de Villa Alemana", "Municipalidad de Villa Alemana",
                                      "بلدية فيا أليمانا"),
    "Cape Town": ("Le Cap", "Ciudad del Cabo", "كيب تاون"),
    "Hérault": ("Département de l’Hérault", "Hérault", "هيرولت"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("en", ["Avocet", "Cape", "Hérault", "Iztapalapa", "Quito", "Seine", "Villa"]),
        ("fr", ["Hérault", "Îles", "Iztapalapa", "Le Cap", "Quito", "Seine", "Villa"]),
        ("es", ["Cabo", "Hérault", "Islas", "Iztapalapa", "Quito", "Seine", "Villa"]),
        ("ar", ["إيزتابالابا", "جزر", "سين", "فيا", "كيب", "كيتو", "هيرولت"]),
    ],
)
def test_members_stand_in_the_order_of_their_places(client, language, order):
    members_page(language)
    for english, others in PLACES.items():
        LocalGovernmentFactory(names={"en": english} | dict(zip(("fr", "es", "ar"), others, strict=True)))

    rows = client.get(f"/{language}/members/").context["page_obj"]

    assert len(rows) == len(order)
    assert [name for name, row in zip(order, rows, strict=True) if name not in row.name] == []


def test_profile_shows_facts_and_words_and_nothing_private(client):
    members_page()
    people = {"population": 1655422, "population_year": 2020, "population_source": "Insee"}
    government = LocalGovernmentFactory(slug="seine", observatory_since=2002, languages=["fr", "xx"], **people)
    MemberProfileFactory(government=government, summary="Leads the network.", body="<p>Three tasks.</p>")
    ContactFactory(government=government)
    text = client.get("/en/members/seine/").content.decode()
    for words in ("1,655,422 (2020, source: Insee)", "Leads the network.", "Three tasks.", "French · xx", "2002"):
        assert words in text
    assert [word for word in ("Camille", "secret.example") if word in text] == []


def test_profile_is_in_the_readers_language_or_says_which_it_is_in(client):
    english = members_page()
    members_page("ar", translation_of=english)
    government = LocalGovernmentFactory(slug="jenin", names={"en": "Jenin", "ar": "جنين"}, country="PS")
    MemberProfileFactory(government=government, body="<p>English words.</p>")
    text = client.get("/ar/members/jenin/").content.decode()
    assert '<div class="prose" lang="en">' in text
    assert "<h1>جنين</h1>" in text
    assert 'dir="rtl"' in text


def test_search_engines_are_told_of_public_profiles_only_and_no_other_is_found(client, network):
    text = sitemap(client)
    assert re.findall(r"<loc>\w+://[^/]+/en/members/([^<]*)</loc>", text) == ["", "jenin/", "quito/", "seine/"]
    hidden = ("proposed", "outside", "missing")
    assert [client.get(f"/en/members/{slug}/").status_code for slug in hidden] == [404, 404, 404]

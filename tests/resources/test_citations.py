"""A resource is cited in one line, which names people only where that is safe."""

import pytest
from django.utils.html import strip_tags

from tests.factories.members import LocalGovernmentFactory
from tests.factories.resources import ResourceFactory, resource_page, resources_page


@pytest.mark.django_db
def test_a_page_says_how_it_is_cited(client, settings):
    resource = ResourceFactory(
        key="guide", year=2024, authors="Diop, Awa\n\n", bodies="Observatory", publisher="Town", licence="CC-BY-4.0"
    )
    resource_page(resources_page("fr"), resource=resource, title="Un guide")

    html = client.get("/fr/resources/guide/").content.decode()

    line = strip_tags(html.partition('<p class="citation">')[2].partition("</p>")[0])
    assert line == f"Diop, Awa; Observatory (2024). Un guide. Town. {settings.SITE_URL}/fr/resources/guide/"
    assert "https://creativecommons.org/licenses/by/4.0/deed.fr" in html


@pytest.mark.django_db
def test_a_resource_with_a_doi_is_cited_by_it(client):
    resource_page(resources_page(), resource=ResourceFactory(key="guide", doi="10.1000/182"))

    assert "https://doi.org/10.1000/182</bdi></p>" in client.get("/en/resources/guide/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "slug"), [("ar", "دليل-المرافقة"), ("fr", "accompagnée")])
def test_a_page_whose_address_is_in_its_own_script_is_read(client, language, slug):
    resource_page(resources_page(language), resource=ResourceFactory(key="guide"), slug=slug)

    assert client.get(f"/{language}/resources/{slug}/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["at-risk", "unknown", "safe"])
def test_nobody_is_named_in_a_place_at_risk(client, place):
    if place != "unknown":
        LocalGovernmentFactory(code="PS-JEN", at_risk=place == "at-risk")
    resource = ResourceFactory(key="guide", member_code="PS-JEN", authors="Haddad, Samira", bodies="Women’s service")
    resource_page(resources_page(), resource=resource)

    text = client.get("/en/resources/guide/").content.decode()

    assert ("Haddad" in text) == (place == "safe")
    assert "service" in text

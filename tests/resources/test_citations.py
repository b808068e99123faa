"""Citations, read back as programs for references read them: the same facts from each format."""

import json
import re

import pytest
from wagtail.models import PageViewRestriction

from coalition.resources.citations import bibtex, csl, ris
from coalition.resources.citations.facts import Citation, Person
from coalition.resources.licences import LICENCES
from tests.factories.members import LocalGovernmentFactory
from tests.factories.resources import ResourceFactory, resource_page, resources_page

HARD = Citation(
    key="guide-1",
    kind="study",
    title=r"100 % {safe} & sound: \input{x} #1 $y_2^3 ~ “quoted”",
    year=2024,
    language="en",
    url="https://coalition.example/en/resources/guide-1/",
    people=(Person("O’Brien and Sons", "Máire"), Person("Plato")),
    bodies=("Health, Work & Co {Ltd",),
    publisher="Town_Hall",
    doi="10.1000/182",
)
ARABIC = Citation(
    key="dalil",
    kind="guide",
    title="السير إلى جانبها: دليل مرافقة النساء",
    year=2025,
    language="ar",
    url="https://coalition.example/ar/resources/dalil/",
    people=(Person("الخطيب", "ليلى"),),
)
LETTERS = {
    r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}", r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^", r"{\textquotedbl}": '"', r"\%": "%", r"\&": "&", r"\$": "$", r"\#": "#", r"\_": "_",
}  # fmt: skip


def read_bibtex(text: str) -> dict[str, str]:
    """Return the fields of one entry by counting braces, as BibTeX does, and its type; fails where one is left open."""
    head, _brace, rest = text.partition("{")
    key, _comma, rest = rest.partition(",")
    fields, depth, name, value = {"type": head, "key": key}, 1, "", ""
    for sign in rest:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth == 0:
            break
        if depth == 1 and sign in "},\n":
            if value:
                fields[name.strip(" =\n,")] = value
            name, value = "", ""
        elif depth == 1:
            name += sign
        elif not (sign == "{" and depth == 2):
            value += sign
    assert depth == 0
    return fields


def words(tex: str) -> str:
    """Return what TeX would set: the letters, without the braces that only group."""
    names = "|".join(map(re.escape, LETTERS))
    return re.sub(names + r"|[{}]", lambda found: LETTERS.get(found[0], ""), tex)


def test_bibtex_is_read_back_letter_by_letter():
    fields = read_bibtex(bibtex.write(HARD))
    assert fields.pop("author").count(" and ") == 3  # two between authors, one within a name
    assert {name: words(value) for name, value in fields.items()} == {
        "type": "@techreport", "key": "guide-1", "title": HARD.title, "institution": "Town_Hall", "year": "2024",
        "langid": "en", "doi": "10.1000/182", "url": HARD.url,
    }  # fmt: skip
    authors = read_bibtex(bibtex.write(HARD))["author"]
    assert re.split(r" and (?![^{]*\})", authors)[0] == "{O’Brien and Sons}, {Máire}"
    assert words(authors) == "O’Brien and Sons, Máire and Plato and Health, Work & Co {Ltd"


def test_bibtex_takes_an_arabic_work_as_it_is():
    fields = read_bibtex(bibtex.write(ARABIC))
    assert (fields["type"], words(fields["title"]), words(fields["author"])) == (
        "@manual", ARABIC.title, "الخطيب, ليلى",
    )  # fmt: skip


def read_ris(text: str) -> list[tuple[str, str]]:
    """Return tags and values of one record; fails on a line that is none."""
    assert text.endswith("\r\n")
    found = [re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line) for line in text.split("\r\n")[:-1]]
    return [(match[1], match[2]) for match in found if match is not None or pytest.fail(text)]


@pytest.mark.parametrize(
    ("cited", "record"),
    [
        (HARD, [("TY", "RPRT"), ("ID", "guide-1"), ("AU", "O’Brien and Sons, Máire"), ("AU", "Plato"),
                ("AU", "Health – Work & Co {Ltd"), ("TI", HARD.title), ("PY", "2024"), ("PB", "Town_Hall"),
                ("LA", "en"), ("DO", "10.1000/182"), ("UR", HARD.url), ("ER", "")]),
        (ARABIC, [("TY", "RPRT"), ("ID", "dalil"), ("AU", "الخطيب, ليلى"), ("TI", ARABIC.title), ("PY", "2025"),
                  ("LA", "ar"), ("UR", ARABIC.url), ("ER", "")]),
    ],
)  # fmt: skip
def test_ris_has_one_line_for_each_fact(cited, record):
    assert read_ris(ris.write(cited)) == record


def test_ris_breaks_no_line_that_somebody_typed():
    assert ris.line("TI", "One\r\nER  - two") == "TI  - One ER - two\r\n"


def test_csl_names_people_and_bodies_apart():
    (item,) = json.loads(csl.write(HARD))
    assert item == {
        "id": "guide-1", "type": "report", "title": HARD.title,
        "author": [{"family": "O’Brien and Sons", "given": "Máire"}, {"family": "Plato"}, {"literal": HARD.bodies[0]}],
        "publisher": "Town_Hall", "issued": {"date-parts": [[2024]]}, "language": "en", "DOI": "10.1000/182",
        "URL": HARD.url,
    }  # fmt: skip


# citation-style-language/schema, schemas/input/csl-data.json: the types that this library uses are among its own.
CSL_TYPES = {"article", "bill", "book", "document", "legislation", "motion_picture", "report", "webpage"}


def test_every_type_has_one_in_each_format():
    from coalition.resources.models import Resource

    assert set(csl.TYPES) == set(ris.TYPES) == set(Resource.Kind.values)
    assert set(csl.TYPES.values()) <= CSL_TYPES


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ["bib", "ris", "json"])
def test_a_citation_says_what_its_page_says(client, ending):
    resource = ResourceFactory(
        key="guide", authors="Diop, Awa\n\n", bodies="Observatory", publisher="Town", licence="CC-BY-4.0"
    )
    resource_page(resources_page("fr"), resource=resource, title="Un guide")
    response = client.get(f"/fr/resources/guide/cite.{ending}")
    told = response.content.decode()
    assert response["Content-Disposition"] == f'attachment; filename="guide.{ending}"'
    for said in ("Un guide", "Diop", "Observatory", "Town", "/fr/resources/guide/"):
        assert said in told
    page = client.get("/fr/resources/guide/").content.decode()
    assert f'href="/fr/resources/guide/cite.{ending}"' in page
    assert "https://creativecommons.org/licenses/by/4.0/deed.fr" in page
    assert client.get(f"/en/resources/guide/cite.{ending}").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "slug"), [("ar", "دليل-المرافقة"), ("fr", "accompagnée")])
def test_a_page_whose_address_is_in_its_own_script_is_read_and_cited(client, language, slug):
    page = resource_page(resources_page(language), resource=ResourceFactory(key="guide"), slug=slug)
    read = client.get(f"/{language}/resources/{slug}/")
    cited = dict(read.context["formats"])
    assert (read.status_code, len(cited)) == (200, 3)
    for address in cited.values():
        response = client.get(address)
        assert response.status_code == 200
        assert page.title in response.content.decode()


@pytest.mark.django_db
def test_what_not_everybody_may_read_is_cited_for_nobody(client):
    page = resource_page(resources_page(), resource=ResourceFactory(key="closed"))
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/en/resources/closed/cite.bib").status_code == 404
    resource_page(resources_page("fr"), resource=ResourceFactory(key="draft")).unpublish()
    assert client.get("/fr/resources/draft/cite.bib").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["at-risk", "unknown", "safe"])
def test_nobody_is_named_in_a_place_at_risk(client, place):
    if place != "unknown":
        LocalGovernmentFactory(code="PS-JEN", at_risk=place == "at-risk")
    resource = ResourceFactory(key="guide", member_code="PS-JEN", authors="Haddad, Samira", bodies="Women’s service")
    resource_page(resources_page(), resource=resource)
    told = [
        client.get(f"/en/resources/guide/{name}").content.decode() for name in ("", "cite.bib", "cite.ris", "cite.json")
    ]
    assert ["Haddad" in text for text in told] == [place == "safe"] * 4
    assert ["service" in text for text in told] == [True] * 4


def test_licences_name_where_their_words_stand():
    assert [code for code, licence in LICENCES.items() if not licence.url] == ["all-rights-reserved"]

"""The catalogue of protection mechanisms: what a page shows, its filters, and what members propose."""

import re

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from wagtail.models import PageViewRestriction

from charter.signing.models import DeskLink
from coalition.resources import mechanisms
from coalition.resources.mechanisms import MechanismPage
from coalition.users.models import User
from home.demo import content_files
from tests.factories.charter import accept, submitted
from tests.factories.members import LocalGovernmentFactory
from tests.factories.resources import mechanism_page, mechanisms_page

pytestmark = pytest.mark.django_db

PLACE = {"place": "Harbour", "since": "2009", "member": "", "url": "https://a.example/source"}


def main_of(client, path: str) -> str:
    html = client.get(path).content.decode()
    return html[html.index("<main") : html.index("</main>")]


def titles(client, path: str) -> list[str]:
    return re.findall(r'card__title"><a href="[^"]*">([^<]*)', main_of(client, path))


def test_a_mechanism_shows_where_it_works_since_when_and_how_it_is_cited(client, settings):
    member = LocalGovernmentFactory(code="FR-93")
    places = [("place", PLACE | {"member": "FR-93"}), ("place", PLACE | {"place": "Everywhere", "since": "2014"})]
    source = {"title": "Ministry, 2014", "url": "https://b.example/", "read_on": "2026-11-30"}
    mechanism_page(
        mechanisms_page("fr"), what="<p>Un téléphone.</p>", places=places, sources=[("source", source)],
        problems=["danger"], actors=["police"],
    )  # fmt: skip

    html = main_of(client, "/fr/mechanisms/phone/")

    assert f'<th scope="row"><a href="{member.get_absolute_url().replace("/en/", "/fr/")}">Harbour</a></th>' in html
    for words in ("Un téléphone.", "Everywhere", "2014", "a.example", "lu le 30 novembre 2026", "?problem=danger"):
        assert words in html
    line = " ".join(strip_tags(html.partition('<p class="citation">')[2].partition("</p>")[0]).split())
    page = MechanismPage.objects.get()
    year, site = page.first_published_at.year, page.cited.publisher
    assert line == f"Serious-danger phone ({year}). {site}. CC BY 4.0. {settings.SITE_URL}/fr/mechanisms/phone/"


@pytest.mark.parametrize("place", ["at-risk", "unknown", "safe"])
def test_of_a_place_at_risk_no_source_is_linked(client, place):
    if place != "unknown":
        LocalGovernmentFactory(code="PS-JEN", at_risk=place == "at-risk")
    mechanism_page(mechanisms_page(), places=[("place", PLACE | {"member": "PS-JEN"})])

    html = main_of(client, "/en/mechanisms/phone/")

    assert ("a.example" in html) == (place == "safe")
    assert "Harbour" in html


@pytest.mark.parametrize("text", ["write to help@house.example", "call +33 1 23 45 67 89", '<a href="tel:39">us</a>'])
def test_a_mechanism_gives_no_contact(text):
    page = MechanismPage(title="House", slug="house", summary="A house.", runs=f"<p>{text}</p>")
    with pytest.raises(ValidationError, match="may put a place at risk"):
        mechanisms_page().add_child(instance=page)


def test_filters_narrow_the_catalogue_and_count_what_each_choice_gives(client):
    index = mechanisms_page()
    mechanism_page(index, problems=["danger", "children"], actors=["police"])
    mechanism_page(index, title="Accompanied visits", slug="visits", problems=["children"], actors=["justice"])
    mechanism_page(index, title="A draft", slug="draft", problems=["children"], live=False)
    closed = mechanism_page(index, title="Not for everybody", slug="closed", problems=["children"])
    PageViewRestriction.objects.create(page=closed, restriction_type="login")

    assert 'href="/en/mechanisms/"' in main_of(client, "/en/learn/")
    assert titles(client, "/en/mechanisms/") == ["Accompanied visits", "Serious-danger phone"]
    assert titles(client, "/en/mechanisms/?problem=children&actor=justice") == ["Accompanied visits"]
    assert titles(client, "/en/mechanisms/?problem=none") == ["Accompanied visits", "Serious-danger phone"]
    html = main_of(client, "/en/mechanisms/?problem=danger")
    options = re.findall(r'<option value="([^"]+)"( selected)?>([^<]+)', html)
    assert options == [
        ("danger", " selected", "Serious danger (1)"),
        ("children", "", "Children exposed to violence (2)"),
        ("police", "", "Police (1)"),
    ]
    assert '<a class="tag" href="/en/mechanisms/">' in html


def test_search_finds_a_mechanism(client):
    page = mechanism_page(mechanisms_page(), measured="<p>Handovers were counted.</p>")
    assert page.url in main_of(client, "/en/search/?q=handover")


def test_what_a_town_hall_proposes_is_a_draft_that_waits_for_editors(client):
    index = mechanisms_page()
    signature = accept(submitted())
    desk = f"/en/charter/desk/{DeskLink.issue(signature=signature)}/"
    typed = {"title": "Night taxi", "summary": "A ride.", "runs": "The <town>", "since": "2019", "url": ""}
    assert f'href="{desk}mechanism/"' in main_of(client, desk)

    refused = client.post(f"{desk}mechanism/", typed | {"runs": "Call +33 1 23 45 67 89"})
    sent = client.post(f"{desk}mechanism/", typed)

    assert (refused.status_code, sent.status_code) == (200, 302)
    assert "they may put a place at risk" in refused.text
    assert "Thank you" in main_of(client, sent.url)
    page = MechanismPage.objects.get()
    assert (page.live, page.title, page.runs, page.get_parent().pk) == (
        False, "Night taxi", "<p>The &lt;town&gt;</p>", index.pk,
    )  # fmt: skip
    assert page.places[0].value["member"] == signature.government.code
    assert titles(client, "/en/mechanisms/") == []
    editor = User.objects.create_superuser("editor", "editor@coalition.example", "x")
    [line] = mechanisms.waiting(editor)
    assert (line.count, [item.title for item in line.items]) == (1, ["Night taxi"])
    page.save_revision().publish()
    assert mechanisms.waiting(editor)[0].count == 0
    assert mechanisms.waiting(User.objects.create_user("host", "host@coalition.example", "x")) == []


def count(said) -> int:
    """Return how many words stand in what a mechanism says in one language."""
    parts = said.values() if isinstance(said, dict) else said
    return len(said.split(" ")) if isinstance(said, str) else sum(map(count, parts))


@pytest.mark.parametrize("item", content_files.read("mechanisms")["mechanism"], ids=lambda item: item["key"])
def test_each_mechanism_of_the_demonstration_is_read_in_220_words_of_any_language(item):
    assert {code: count(item[code]) for code, _name in settings.LANGUAGES if count(item[code]) > 220} == {}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "issued within 24 hours"),
        ("fr", "rendue sous 24 heures"),
        ("es", "dictada en 24 horas"),
        ("ar", "يصدر خلال 24 ساعة"),
    ],
)
def test_protection_order_of_the_demonstration_is_issued_within_a_day_and_does_not_last_one(language, words):
    rows = content_files.read("mechanisms")["mechanism"]
    [row] = [row for row in rows if row["key"] == "protection-order"]

    assert words in row[language]["what"]

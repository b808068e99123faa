"""Search: every script, no accents, one language at a time, and nothing that is not public."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from coalition.figures import releases as figures
from coalition.languages.words import CODES
from events.models import Event
from home.search.question import is_distress
from tests.factories.courses import course_with_pages
from tests.factories.events import EventFactory, event_page
from tests.factories.figures import FigureFactory
from tests.factories.home import make_home, make_page
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db


def hits(response):
    """Return what was found, as titles by area."""
    groups = response.context.get("groups") or []
    return {group.key: [hit.title for hit in group.hits] for group in groups}


@pytest.mark.parametrize("query", ["Égalité", "egalite", "ÉGALITÉ territoires", "egal"])
def test_accents_and_case_do_not_matter(client, query):
    make_page("Égalité des territoires", language="fr", slug="egalite")

    assert hits(client.get("/fr/search/", {"q": query})) == {"pages": ["Égalité des territoires"]}


def test_other_languages_drafts_and_proposed_governments_stay_out(client):
    make_page("Shelter guide", slug="shelter")
    make_page("Shelter draft", slug="shelter-draft", live=False)
    make_page("Shelter en français", language="fr", slug="shelter")
    LocalGovernmentFactory(names={"en": "Shelter town"}, member=False, proposed=True)

    assert hits(client.get("/en/search/", {"q": "shelter"})) == {"pages": ["Shelter guide"]}


def test_an_event_is_found_until_it_is_closed(client):
    event = event_page(title="Shelter training").event

    open_to_all = hits(client.get("/en/search/", {"q": "shelter"}))
    Event.objects.filter(pk=event.pk).update(closed=True)  # the index is not told

    assert open_to_all == {"events": ["Shelter training"]}
    assert hits(client.get("/en/search/", {"q": "shelter"})) == {}


@pytest.mark.parametrize(
    "query",
    ["", "   ", "\x00", "%00", "'; DROP TABLE--", "!!!", "& | !", "a" * 5000, "<script>", "😀", "مرصد:*"],
)
@pytest.mark.parametrize("rest", [{}, {"in": "pages", "page": "-1"}, {"in": "nothing", "page": "x"}])
def test_garbage_is_answered_calmly(client, query, rest):
    make_home()

    response = client.get("/en/search/", {"q": query, **rest})

    assert (response.status_code, hits(response)) == (200, {})


def test_a_search_leaves_no_trace(client):
    make_home()

    response = client.get("/en/search/", {"q": "<b>violence</b>"})

    assert response["Cache-Control"] == "no-store, private"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert escape("<b>violence</b>") in response.content.decode()
    assert "<b>violence</b>" not in response.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_search_costs_the_same_for_any_number_of_rows(client, django_assert_num_queries, rows):
    make_home()
    client.get("/en/search/", {"q": "warm"})
    for number in range(rows):
        make_page(f"Observatory {number}", slug=f"observatory-{number}")
        LocalGovernmentFactory(names={"en": f"Observatory town {number}"})

        figure = FigureFactory(indicator__counts_persons=False, indicator__slug=f"observatories-{number}")
        figure.indicator.words.update(name=f"Observatories {number}")
        figures.release(indicator=figure.indicator, by=None)

    with django_assert_num_queries(13):
        response = client.get("/en/search/", {"q": "observatory"})

    counted = {key: len(titles) for key, titles in hits(response).items()}
    assert counted == {"figures": rows, "members": rows, "pages": rows}


def test_an_indicator_is_found_once_it_is_published_and_with_a_place_its_line_there(client):
    make_home()
    town = LocalGovernmentFactory(code="XX-EXS", names={"en": "Example-on-Sea"})
    figure = FigureFactory(government=town, year=2025, value=36, indicator__counts_persons=False)
    figure.indicator.words.update(name="Places in shelters", definition="Beds for women.")
    secret = FigureFactory(government=town, indicator__counts_persons=False)
    secret.indicator.words.update(name="Xylophones")
    figures.release(indicator=figure.indicator, by=None)
    url = figure.indicator.get_absolute_url()

    def answers(query):
        groups = client.get("/en/search/", {"q": query}).context["groups"]
        return [(hit.title, hit.url, hit.text) for group in groups for hit in group.hits if group.key == "figures"]

    assert answers("places shelter") == [("Places in shelters", url, "Beds for women.")]
    line = [("Places in shelters", f"{url}?place=XX-EXS", "36 (2025)")]
    assert answers("shelter places Example on Sea") == line
    assert "<bdi>36</bdi>" in client.get(f"{url}?place=XX-EXS").text
    assert (answers("xylophones"), answers("Example-on-Sea")) == ([], [])


def test_the_course_is_found_by_its_names_where_there_is_one(client):
    make_home()
    before = client.get("/en/search/", {"q": "MOOC"}).context["sections"]
    course_with_pages()
    after = client.get("/en/search/", {"q": "MOOC"}).context["sections"]

    assert ([hit.url for hit in before], [hit.url for hit in after]) == ([], ["/en/courses/"])


@pytest.mark.parametrize(
    ("language", "title", "query"),
    [
        ("en", "Policies against violence", "policy"),
        ("fr", "Les violences faites aux femmes", "violence faite"),
        ("fr", "Égalités des territoires", "égalité"),
        ("es", "Formaciones para profesionales", "formación profesional"),
        ("ar", "المراصد والعنف ضد المرأة", "عنف"),
    ],
)
def test_words_are_found_by_their_stem_in_the_language_of_the_page(client, language, title, query):
    make_page(title, language=language, slug="a-page")

    assert hits(client.get(f"/{language}/search/", {"q": query})) == {"pages": [title]}


def test_synonyms_are_found_in_their_language_and_as_phrases(client):
    make_page("A shelter in the town", slug="shelter")
    make_page("Your house", slug="house")
    make_page("Un shelter", language="fr", slug="shelter")

    assert hits(client.get("/en/search/", {"q": "safe houses"})) == {"pages": ["A shelter in the town"]}
    assert hits(client.get("/en/search/", {"q": "house"})) == {"pages": ["Your house"]}
    assert hits(client.get("/fr/search/", {"q": "safe house"})) == {}


def test_events_to_come_are_first_and_cancelled_ones_last_each_with_its_date(client):
    now = datetime(2027, 1, 10, 10, 0, tzinfo=UTC)
    starts = {"Later": now + timedelta(days=9), "Soon": now + timedelta(days=2), "Past": now - timedelta(days=9)}
    for name, start in starts.items():
        event_page(EventFactory(start=start, end=start + timedelta(hours=1), name=name), title=f"{name} training")
    off = now + timedelta(days=1)
    cancelled = EventFactory(start=off, end=off + timedelta(hours=1), name="Off", state="cancelled")
    event_page(cancelled, title="Off training")

    with time_machine.travel(now, tick=False):
        response = client.get("/en/search/", {"q": "trainings"})

    (group,) = response.context["groups"]
    assert [hit.title.split()[0] for hit in group.hits] == ["Soon", "Later", "Past", "Off"]
    assert group.hits[0].when == "12 January 2027, 11:00 to 12:00, Paris time"
    assert [hit.state for hit in group.hits] == ["", "", "", "cancelled"]


def test_where_nothing_has_all_words_what_has_some_is_shown(client):
    make_page("An observatory", slug="observatory")

    response = client.get("/en/search/", {"q": "observatory xylophones"})

    assert (response.context["loosely"], hits(response)) == (True, {"pages": ["An observatory"]})


@pytest.mark.parametrize(
    ("text", "pinned"),
    [
        *((words, True) for words in ("he hits me", "My HUSBAND hit me!", "violación", "J’ai besoin d’aide")),
        *((words, True) for words in ("il me frappe tous les jours", "mi marido me pega", "يضربني زوجي", "أنا خائفة")),
        *((words, False) for words in ("training for professionals", "plan d’action", "observatorio", "ميثاق", "")),
    ],
)
def test_words_of_distress_are_known_in_every_language(text, pinned):
    assert is_distress(text) == pinned


@pytest.mark.parametrize(
    "query",
    [
        "shelter", "women's SHELTERS near me", "sheltered", "refuge", "a refuge for my kids", "safe house",
        "hébergement", "hebergement d'urgence", "HÉBERGEMENTS", "être hébergée", "foyer pour femmes", "foyers",
        "albergue", "albergues para mujeres", "refugio", "casa refugio", "Refugios", "casa de acogida",
        "CASAS DE ACOGIDA", "مأوى", "ماوى", "المأوى", "للمأوى", "أحتاج مأوىً", "مآوي", "مآوٍ للنساء", "ملجأ",
        "ملجا", "الملجأ", "وملجأ", "بملجأ آمن", "ملاجئ", "إيواء", "ايواء", "دار الإيواء", "للإيواء", "دور ايواء",
    ],
)  # fmt: skip
def test_search_for_shelter_in_any_language_shows_helplines_first(client, query):
    for language in CODES:
        response = client.get(f"/{language}/search/", {"q": query})

        assert links_in_body(response)[:2] == [f"/{language}/exit/", f"/{language}/help/"]


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("query", ["study", "xylophones", "مؤيد", ""])
def test_search_for_anything_links_helplines_above_results(client, language, query):
    make_page("A study", language=language, slug="study")
    with CaptureQueriesContext(connection) as queries:
        response = client.get(f"/{language}/search/", {"q": query})

    assert links_in_body(response)[0] == f"/{language}/help/"
    assert not [query for query in queries if "helpline" in query["sql"]]


def links_in_body(response):
    return [link["href"] for link in BeautifulSoup(response.content, "html.parser").select(".page-body a[href]")]


def test_help_is_shown_before_everything_that_was_found(client):
    make_page("He hits me: a study", slug="study")

    html = client.get("/en/search/", {"q": "he hits me"}).content.decode()

    main = html[html.index("</form>") :]
    assert main.index('href="/en/help/"') < main.index("He hits me: a study")
    assert "help-line" not in client.get("/en/search/", {"q": "study"}).content.decode()

"""Search: every script, no accents, one language at a time, and nothing that is not public."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.html import escape

from coalition.members.models import LocalGovernment
from events.models import Event
from events.pages.models import EventPage
from events.pages.sections import EventsIndexPage
from tests.factories.events import EventFactory
from tests.factories.home import make_home, make_page


def hits(response):
    """Return what was found, as titles by area."""
    groups = response.context.get("groups") or []
    return {group["key"]: [hit.title for hit in group["hits"]] for group in groups}


@pytest.fixture
def jenin(db):
    return LocalGovernment.objects.create(
        code="PS-JEN", kind="municipality", country="PS", names={"en": "Jenin", "fr": "Jénine", "ar": "جنين"}
    )


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["Égalité", "egalite", "ÉGALITÉ territoires", "egal"])
def test_accents_and_case_do_not_matter(client, query):
    make_page("Égalité des territoires", language="fr", slug="egalite")

    assert hits(client.get("/fr/search/", {"q": query})) == {"pages": ["Égalité des territoires"]}


@pytest.mark.django_db
def test_words_of_the_body_are_found_in_arabic(client):
    make_page("عن الشبكة", language="ar", slug="about", body=[("paragraph", "<p>مرصد العنف ضد المرأة</p>")])

    assert hits(client.get("/ar/search/", {"q": "مرصد"})) == {"pages": ["عن الشبكة"]}


@pytest.mark.parametrize("query", ["jenin", "Jénine", "جنين", "PALESTINE"])
def test_a_member_is_found_by_its_name_in_any_language(client, jenin, query):
    make_home()

    assert hits(client.get("/en/search/", {"q": query})) == {"members": ["Jenin"]}


@pytest.mark.django_db
def test_other_languages_drafts_and_proposed_governments_stay_out(client):
    make_page("Shelter guide", slug="shelter")
    make_page("Shelter draft", slug="shelter-draft", live=False)
    make_page("Shelter en français", language="fr", slug="shelter")
    LocalGovernment.objects.create(
        code="P-1", kind="municipality", country="FR", names={"en": "Shelter town"}, member=False, proposed=True
    )

    assert hits(client.get("/en/search/", {"q": "shelter"})) == {"pages": ["Shelter guide"]}


@pytest.mark.django_db
def test_an_event_is_found_until_it_is_closed(client):
    start = timezone.now() + timedelta(days=9)
    event = EventFactory(start=start, end=start + timedelta(hours=2))
    index = make_home().add_child(instance=EventsIndexPage(title="Events", slug="events"))
    index.add_child(instance=EventPage(title="Shelter training", slug="training", event=event))

    open_to_all = hits(client.get("/en/search/", {"q": "shelter"}))
    Event.objects.filter(pk=event.pk).update(closed=True)  # the index is not told

    assert open_to_all == {"events": ["Shelter training"]}
    assert hits(client.get("/en/search/", {"q": "shelter"})) == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    ["", "   ", "\x00", "%00", "'; DROP TABLE--", "!!!", "& | !", "a" * 5000, "<script>", "😀", "مرصد:*"],
)
@pytest.mark.parametrize("rest", [{}, {"in": "pages", "page": "-1"}, {"in": "nothing", "page": "x"}])
def test_garbage_is_answered_calmly(client, query, rest):
    make_home()

    response = client.get("/en/search/", {"q": query, **rest})

    assert (response.status_code, hits(response)) == (200, {})


@pytest.mark.django_db
def test_a_search_leaves_no_trace(client):
    make_home()

    response = client.get("/en/search/", {"q": "<b>violence</b>"})

    assert response["Cache-Control"] == "no-store, private"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert escape("<b>violence</b>") in response.content.decode()
    assert "<b>violence</b>" not in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_search_costs_the_same_for_any_number_of_rows(client, django_assert_num_queries, rows):
    make_home()
    client.get("/en/search/", {"q": "warm"})
    for number in range(rows):
        make_page(f"Observatory {number}", slug=f"observatory-{number}")
        LocalGovernment.objects.create(
            code=f"X-{number}", kind="municipality", country="FR", names={"en": f"Observatory town {number}"}
        )

    with django_assert_num_queries(9):
        response = client.get("/en/search/", {"q": "observatory"})

    assert {key: len(titles) for key, titles in hits(response).items()} == {"members": rows, "pages": rows}


@pytest.mark.django_db
def test_one_area_is_shown_in_full_by_pages(client):
    for number in range(23):
        make_page(f"Observatory {number:02}", slug=f"observatory-{number}")

    overview = client.get("/en/search/", {"q": "observatory"})
    second = client.get("/en/search/", {"q": "observatory", "in": "pages", "page": "2"})

    assert len(hits(overview)["pages"]) == 5
    assert len(hits(second)["pages"]) == 3
    assert second.context["total"] == 23

"""What the front page counts and shows: right, public, and at the same cost whatever there is."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale

from benchmarks.generated import generate
from charter.signing.models import Signature
from coalition.members.models import LocalGovernment
from coalition.resources.index_page import ResourcesIndexPage
from coalition.resources.models import Resource, ResourcePage
from events.models import Event
from events.pages.models import EventPage
from events.pages.sections import EventsIndexPage
from home.models import HomePage
from tests.factories.charter import SignatureFactory, accept, published_version
from tests.factories.events import EventFactory
from tests.factories.home import make_home

FRONT_PAGE_QUERIES = 10


@pytest.fixture
def network(db):
    """Return a function that adds one event, one resource and one member, each with its page."""
    home = make_home()
    events = home.add_child(instance=EventsIndexPage(title="Events", slug="events"))
    library = home.add_child(instance=ResourcesIndexPage(title="Resources", slug="resources"))

    def add(number, *, days=1, live=True, **facts):
        start = timezone.now() + timedelta(days=days, hours=number)
        event = EventFactory(start=start, end=start + timedelta(hours=1), **facts)
        events.add_child(instance=EventPage(title=f"Training {number}", slug=f"t{number}", event=event, live=live))
        resource = Resource.objects.create(key=f"r{number}", kind="guide", year=2020 + number)
        library.add_child(
            instance=ResourcePage(title=f"Guide {number}", slug=f"r{number}", resource=resource, live=live)
        )
        LocalGovernment.objects.create(
            code=f"X-{number}", kind="municipality", country="FR", names={"en": f"Town {number}"},
            latitude=1, longitude=number, pilot=number == 1,
        )  # fmt: skip

    return add


@pytest.mark.parametrize("rows", [1, 3])
def test_the_front_page_costs_the_same_for_any_number_of_rows(client, network, django_assert_num_queries, rows):
    for number in range(1, rows + 1):
        network(number)
    client.get("/en/")  # fills the caches of sites and content types

    with django_assert_num_queries(FRONT_PAGE_QUERIES):
        response = client.get("/en/")

    assert [row.title for row in response.context["next_events"]] == [f"Training {n}" for n in range(1, rows + 1)]
    assert [card.title for card in response.context["latest_resources"]] == [f"Guide {n}" for n in range(rows, 0, -1)]


def test_only_what_is_public_and_to_come_is_shown(client, network):
    network(1)
    network(2, days=-3)
    network(3, closed=True)
    network(4, state=Event.State.CANCELLED)
    network(5, live=False)

    response = client.get("/en/")

    assert [row.title for row in response.context["next_events"]] == ["Training 1"]
    assert "Guide 5" not in response.content.decode()


def test_counters_count_the_public_network(client, network):
    network(1)
    network(2)
    LocalGovernment.objects.create(
        code="P-1", kind="municipality", country="ES", names={"en": "Proposed"}, member=False, proposed=True
    )

    counters = client.get("/en/").context["counters"]

    assert [(counter.value, counter.label) for counter in counters] == [
        (2, "member governments"),
        (0, "signatories of the charter"),
        (1, "countries"),
        (1, "pilot territories"),
    ]


def test_a_signature_counts_once_accepted(client, network):
    network(1)
    signature = SignatureFactory(government=LocalGovernment.objects.get(), state="submitted")

    under_review = client.get("/en/").context["counters"][1].value
    accept(signature)

    assert (under_review, client.get("/en/").context["counters"][1].value) == (0, 1)


def links(html: str) -> list[tuple[str, str]]:
    """Return each link of `html`, its address and its words, in order."""
    found = re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', html, re.DOTALL)
    return [(href, re.sub(r"<[^>]*>", "", words).strip()) for href, words in found]


def test_the_statement_the_map_and_the_two_calls_stand_in_the_main_part(client, network):
    network(1)
    network(2)
    home = HomePage.objects.get()
    home.statement = "<p>Violence against women is not fate.</p>"
    home.save()

    main = client.get("/en/").content.decode().partition("<main")[2].partition("</main>")[0]

    assert "<p>Violence against women is not fate.</p>" in main
    dots = re.findall(r'<a href="([^"]*)" aria-label="[^"]*"><title>[^<]*</title><circle class="map__dot', main)
    assert sorted(dots) == ["/en/members/town-1/", "/en/members/town-2/"]
    calls = [link for link in links(main) if link[0] in {"/en/charter/sign/", "/en/newsletter/"}]
    assert calls == [
        ("/en/charter/sign/", "Sign the charter"),  # the opening
        ("/en/charter/sign/", "Sign the charter"),  # the last section
        ("/en/newsletter/", "Subscribe"),
    ]


@pytest.mark.django_db
def test_an_empty_network_still_has_a_front_page(client):
    make_home()

    html = client.get("/en/").content.decode()

    assert "No event is announced at the moment" in html
    assert "Where the network is" not in html


@pytest.mark.django_db
def test_every_language_of_the_site_is_a_locale():
    assert sorted(Locale.objects.values_list("language_code", flat=True)) == ["ar", "en", "es", "fr"]


@pytest.mark.django_db
def test_many_signatories_are_counted_and_drawn_without_reading_them(client, network, monkeypatch):
    network(1)
    published_version(1)
    generate(30)
    monkeypatch.setattr("home.front_page.MOST_DOTS", 10)
    in_force = Signature.objects.signed()
    countries = {"FR", *in_force.values_list("government__country", flat=True)}

    with CaptureQueriesContext(connection) as queries:
        context = client.get("/en/").context

    assert [counter.value for counter in context["counters"]] == [1, in_force.count(), len(countries), 1]
    assert context["signatures"].circles
    assert [query["sql"] for query in queries if 'JOIN "charter_sign' in query["sql"]] == []

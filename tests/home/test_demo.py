"""The demonstration loads once, in four languages, and lies about nobody."""

import logging
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from io import StringIO
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker
from wagtail.models import Page, get_page_models

from charter.signing.models import Signature
from coalition.caching import changes
from coalition.caching.page_cache import is_shared
from coalition.calls import services
from coalition.calls.models import DECIDED, Proposal, Reading, State
from coalition.figures.models import WORDS, Release
from coalition.mail.models import Message
from coalition.members.models import LocalGovernment
from coalition.news.models import NewsPage
from coalition.resources.models import ResourcePage
from events.models import Event
from events.online.models import OnlineRoom
from events.pages.models import EventPage
from events.registrations.models import Registration
from home.demo import loader
from home.demo.content_files import read
from home.demo.loaders import network
from newsletters.editions import gate_report as gate
from newsletters.editions.models import NewsletterPage
from tests.browser import secret_pages, secret_rows
from tests.browser.asking import templates
from tests.browser.pages import PATHS, address
from tests.crawling import Said, crawl
from tests.databases import create, drop, instead_of, prepared
from tests.factories.mail import MessageFactory
from tests.project.cms_world import APPS

from . import wordings
from .reading import Read, watching
from .search_table import QUESTIONS, TABLE

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def counts() -> dict[str, int]:
    """Return how many rows each model of ours has."""
    ours = [model for model in apps.get_models() if model.__module__.startswith(APPS)]
    return {model._meta.label: model._default_manager.count() for model in ours}


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let this module read a copy of the demonstration that is prepared for a run of the tests."""
    name = f"coalition_demo_{os.getpid()}"
    with django_db_blocker.unblock():
        create(name, like=prepared())
        with instead_of(connection, name):
            yield
        drop(name)


class Opened(NamedTuple):
    """What an address answered to somebody who is not logged in, after it led elsewhere `hops` times."""

    status: int
    hops: int
    text: str


@contextmanager
def logged() -> Iterator[StringIO]:
    """Write down all that is logged meanwhile."""
    log, root = StringIO(), logging.getLogger()
    level, handler = root.level, logging.StreamHandler(log)
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield log
    finally:
        root.setLevel(level)
        root.removeHandler(handler)


@pytest.fixture(scope="module")
def walked(demo: None, django_db_blocker: DjangoDbBlocker) -> tuple[dict[str, Said], str]:
    """Return what each address of the site says while texts show a canary, and what was logged meanwhile."""
    rooms = OnlineRoom.objects.values_list("address", flat=True)
    told = "At https://rooms.example/canary-room"
    with django_db_blocker.unblock(), transaction.atomic():
        words = ("rooms.example", "canary-room", *sorted(room.rpartition("/")[2] for room in rooms)[:2])
        starts = ["/", "/sitemap.xml", "/robots.txt", *("/" + path for path, names in templates() if not names)]
        starts += [f"/{code}/search/?q={word}" for code in LANGUAGES for word in words]
        page = EventPage.objects.public().upcoming().filter(locale__language_code="en")[0]
        EventPage.objects.filter(pk=page.pk).update(title=told, summary=f"{told} at ten.")
        ResourcePage.objects.filter(locale__language_code="en").update(title=told)
        starts = [path for path in starts if not path.startswith(("/demo/", "/accounts/"))]
        with logged() as log:
            said = crawl(Client(), starts, leave=("/demo/",))
        transaction.set_rollback(True)
    return said, log.getvalue()


@pytest.fixture(scope="module")
def opened(walked: tuple[dict[str, Said], str]) -> Callable[[str], Opened]:
    """Return a function that opens an address, where the walk did not: each once for this module."""

    @cache
    def open_once(path: str) -> Opened:
        said = walked[0].get(path)
        if said and said.status == 200 and "rooms.example" not in said.text:
            return Opened(200, 0, said.body)
        answer = Client().get(path, follow=True)
        content = b"".join(answer) if answer.streaming else answer.content
        return Opened(answer.status_code, len(answer.redirect_chain), content.decode(errors="replace"))

    return open_once


pytestmark = [pytest.mark.attack, pytest.mark.usefixtures("demo", "db")]


def test_a_second_load_changes_nothing():
    before = counts()

    call_command("load_demo", verbosity=0)

    assert counts() == before


def test_it_holds_what_it_promises():
    found = counts()
    kinds = Event.objects.values_list("kind").annotate(count=Count("pk"))

    assert LocalGovernment.objects.filter(fictional=False).count() >= 9
    assert dict(kinds) == {
        "femmes-du-monde": 2, "seminar": 3, "training": 4, "uclg-meeting": 3, "partner-meeting": 2, "webinar": 7,
    }  # fmt: skip
    assert Event.objects.upcoming().count() >= 4
    assert Event.objects.exclude(pk__in=Event.objects.upcoming()).count() >= 4
    assert found["resources.Resource"] == 30
    assert not ResourcePage.objects.filter(document=None, files=None).exists()
    assert NewsPage.objects.filter(locale__language_code="en", date__year=2026).count() == 12
    assert sorted(Proposal.objects.values_list("state", flat=True)) == sorted(State.values)
    assert [found[name] for name in ("events.Letter", "newsletters.Edition", "newsletters.EditionText")] == [2, 3, 12]


def test_people_are_registered_and_nobody_was_written_to():
    rows = Registration.objects.filter(email__endswith="@people.example").order_by()
    registered = dict(rows.values_list("event").annotate(count=Count("pk")))

    assert len(registered) == 5
    assert {5 <= number <= 12 for number in registered.values()} == {True}
    assert Registration.objects.waiting().count() >= 3
    assert not Message.objects.filter(to__endswith="@people.example").exists()


def test_a_jury_judged_and_an_editor_who_read_is_counted():
    read = Reading.objects.exclude(given_at=None).values_list("reader__username", flat=True)
    judged = [proposal for proposal in services.with_readings(Proposal.objects.all()) if proposal.state in DECIDED]

    assert set(read) == {"juror", "juror2", "juror3", "editor"}
    assert [services.standing_of(proposal).is_complete for proposal in judged] == [True] * 3
    assert Proposal.objects.filter(budget__gt=10_000).count() == 0


def test_its_editions_pass_the_gate():
    editions = NewsletterPage.objects.filter(locale__language_code="en")

    findings = {page.slug: gate.run(page=page).findings for page in editions}
    assert findings == {"a-first-letter": (), "what-towns-can-change": (), "a-library-of-thirty": ()}


def test_its_figures_are_shown_and_plainly_invented():
    shown = [cell["source"] for release in Release.objects.all() for cell in release.cells if "source" in cell]

    latest = list(Release.objects.latest())
    assert sorted(release.number for release in latest) == [1] * 11 + [2]
    for release in latest:
        assert {cell["key"][1] for cell in release.cells} == {str(year) for year in range(2018, 2026)}
        assert {code[:3] for code in release.places} == {"XX-"}
        assert [set(words) for words in release.wording["words"].values()] == [set(WORDS)] * 4
    assert shown
    assert [source for source in shown if not source.startswith("Invented ")] == []


def test_no_real_government_is_shown_to_have_signed():
    assert not Signature.objects.filter(government__fictional=False).exists()

    content = read("signatures")
    content["signature"][0]["member"] = "FR-93"
    with pytest.raises(ValueError, match="real government"):
        network.load_signatures(content, network.reviewers())


def test_every_page_exists_in_every_language():
    versions: dict[object, set[str]] = {}
    pages = Page.objects.live().filter(depth__gt=1).values_list("translation_key", "locale__language_code")
    for key, language in pages:
        versions.setdefault(key, set()).add(language)

    assert [languages for languages in versions.values() if languages != set(LANGUAGES)] == []


def test_outside_the_demonstration_it_refuses(settings):
    settings.DEMO = False

    with pytest.raises(loader.NotTheDemonstration):
        loader.load()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_page_opens(opened, language):
    closed = EventPage.objects.filter(event__closed=True).values("pk")
    waits = NewsletterPage.objects.filter(slug="a-library-of-thirty").values("pk")
    pages = Page.objects.live().filter(locale__language_code=language, depth__gt=1)
    pages = pages.exclude(pk__in=closed).exclude(pk__in=waits)

    answers = {page.url: (opened(page.url).status, opened(page.url).hops) for page in pages}

    assert {url: answer for url, answer in answers.items() if answer != (200, 0)} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_link_of_a_text_leads_nowhere(opened, language):
    """Links inside texts are typed by hand, per language."""
    broken = set()
    for page in Page.objects.live().filter(locale__language_code=language, depth__gt=1).specific():
        with translation.override(language):
            body = str(getattr(page, "body", "")) + str(getattr(page, "statement", ""))
        for href in re.findall(r'href="(/[^"#?]*)', body):
            if not href.startswith((f"/{language}/", "/documents/")) or opened(href).status != 200:
                broken.add((page.slug, href))

    assert broken == set()


def test_no_address_link_search_or_log_of_the_site_tells_a_room(walked):
    """Every language, feed and file is walked; a room that an editor typed into a text shows that the walk sees it."""
    rooms, (said, log) = set(OnlineRoom.objects.values_list("address", flat=True)), walked
    hosts = {urlsplit(room).hostname for room in rooms}
    assert (len(rooms) >= 4, hosts) == (True, {"rooms.example"})

    walks = {code: sum(path.startswith(f"/{code}/") for path in said) for code in LANGUAGES}
    assert min(walks.values()) > 60, walks
    tells = {path: set(re.findall(r"rooms\.example/([\w-]+)", one.text)) for path, one in said.items()}
    assert {path: keys for path, keys in tells.items() if keys - {"canary-room"}} == {}
    found = {said[path].kind for path, keys in tells.items() if keys and "search" not in path}
    assert {"text/html", "text/calendar", "application/atom+xml"} <= found
    assert log
    assert "rooms.example" not in log.replace("q=rooms.example", "")


# What the page cache's key holds (coalition/caching/page_cache.py); what is the same in all that it keeps;
# and cookies: with the first two the cache is passed by, and a page that shows the third is never kept.
IN_THE_KEY = {"HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "wsgi.url_scheme", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING"}
THE_SAME = {"REQUEST_METHOD", "CONTENT_LENGTH", "CONTENT_TYPE", "wsgi.input", "HTTP_COOKIE", "CSRF_COOKIE_NEEDS_UPDATE"}
WITHOUT_EFFECT = {"HTTP_X_REQUEST_ID", "HTTP_USER_AGENT", "HTTP_X_REQUESTED_WITH"}
COOKIES = {settings.SESSION_COOKIE_NAME, "messages", settings.CSRF_COOKIE_NAME}


# What kept pages show and no change of it is announced by itself: the first four follow public tables, in the same
# transaction, and kinds of rows change with a migration only.
FOLLOW = {"charter_coveredgovernment", "charter_signatory", "charter_signatorycount", "wagtailsearch_indexentry"}
FIXED = {"django_content_type"}
OVER = {"events_registration"}  # seats of meetings that are over are counted: the next hour shows a late change
TABLES = re.compile(r'(?:FROM|JOIN) "(\w+)"')


class Kept(NamedTuple):
    """What was read to make a page that the cache keeps."""

    read: Read
    tables: set[str]


@pytest.fixture(scope="module")
def kept(demo: None) -> dict[str, Kept]:
    """Every page that the cache keeps, by its name in PATHS."""
    client, found = Client(), {}
    for name in PATHS:
        with watching(client) as read, CaptureQueriesContext(connection) as queries:
            response = client.get(address(name, "es"))
        if response.status_code == 200 and is_shared(list(response.items())):
            tables = {table for query in queries.captured_queries for table in TABLES.findall(query["sql"])}
            found[name] = Kept(read, tables)
    return found


def test_every_table_that_a_kept_page_shows_announces_its_changes(kept):
    shown = set().union(*(page.tables for page in kept.values()))

    assert {"events_event", "charter_signature", "members_localgovernment", "newsletters_edition"} <= shown
    assert sorted(shown - FOLLOW - FIXED - OVER - set(changes.public_tables())) == []


def test_the_key_of_the_page_cache_holds_all_that_a_public_page_reads(kept):
    read = {
        name: (page.read.environ - IN_THE_KEY - THE_SAME - WITHOUT_EFFECT, page.read.cookies - COOKIES)
        for name, page in kept.items()
    }

    assert len(read) > 15
    assert read == dict.fromkeys(read, (set(), set()))
    # Why the browser's name and the mark of a script's request have no effect.
    assert settings.DISALLOWED_USER_AGENTS == []
    assert {model.ajax_template for model in get_page_models()} == {None}


OF_EVERYBODY = {  # among the pages of `secret_pages`: behind no secret, or no page of the site
    "mail", "closed page", "indicator", "signature, verified", "signature on hold, verified",
    "signature withdrawn, verified", "signature redacted, verified", "certificate, verified", "seat, erased",
    "course, begin", "call, start", "proposal, lost link", "proposal, link sent", "series",
}  # fmt: skip
TAGS = re.compile(r'<meta (?:property|name)="(?:og|twitter):[^>]*>|<script type="application/ld\+json">')


@pytest.fixture(scope="class")
def secrets(demo: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, str]]:
    """Make what secret links open, for two tests: the others read the demonstration as it is. Return the secrets."""
    with django_db_blocker.unblock(), transaction.atomic():
        MessageFactory(html="<p>Hello</p>")  # no worker sends here
        yield secret_rows.make()
        transaction.set_rollback(True)


class TestBehindASecret:
    def test_a_page_has_nothing_for_a_shared_link(self, secrets):
        client = Client()
        visits = [visit for visit in secret_pages.secret_pages(secrets) if visit.name not in OF_EVERYBODY]

        assert len(visits) > 50
        tags = {visit.name: TAGS.findall(client.get(visit.address("en")).text) for visit in visits}
        assert {name: found for name, found in tags.items() if found} == {}

    def test_the_tab_of_every_form_that_was_sent_with_mistakes_begins_with_error(self, secrets):
        client = Client()
        forms = {visit.name: visit.address("en") for visit in secret_pages.sent_forms(secrets) if visit.sent_by_us}
        forms |= {"contact": "/en/contact/", "log-in": "/accounts/login/"}
        title = re.compile(r"<title>\s*(.*?)\s*</title>", re.DOTALL)

        tabs = {
            name: title.findall(client.post(path, {"name": "", "way": "email"}).text) for name, path in forms.items()
        }

        assert {name: tab for name, tab in tabs.items() if len(tab) != 1 or not tab[0].startswith("Error: ")} == {}


def found(client: Client, language: str, query: str) -> list[str]:
    """Return the addresses of what the page of the search shows, below the language; help stands before everything."""
    context = client.get(f"/{language}/search/", {"q": query}).context
    hits = [*context["sections"], *(hit for group in context["groups"] for hit in group.hits)]
    return ["help/"] * context["distress"] + [hit.url.removeprefix(f"/{language}/") for hit in hits]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_look_for_stands_first(client, language):
    assert sum(map(len, TABLE.values())) >= 40
    assert {query: found(client, language, query)[:1] for query in TABLE[language]} == {
        query: [url] for query, url in TABLE[language].items()
    }


def test_what_people_ask_who_do_not_know_the_site_is_among_the_first_three(client):
    asked = [(language, query, url) for language, rows in QUESTIONS.items() for query, url in rows.items()]
    missed = [(language, query) for language, query, url in asked if url not in found(client, language, query)[:3]]
    unsafe = [row for row in asked if row[2] in ("help/", "exit/") and found(client, *row[:2])[0] != row[2]]

    assert (len(asked), unsafe) == (60, [])
    assert len(missed) <= 3, missed


def test_the_first_page_says_it_in_few_words(client):
    page = re.sub(
        r"(?s)<(script|style|svg|title)\b.*?</\1>|<[^>]+>", " ", client.get("/en/").text.partition("<main")[2]
    )

    assert len(re.findall(r"[^\W_][^\s]*", page)) <= 450


NEEDED = (
    "courses/", "webinars/webinar-shared-diagnosis/replay/", "resources/", "figures/", "members/jenin/",
    "programme/", "charter/progress/", "resources/initiatives-open-call/", "charter/verify/", "newsletter/", "contact/",
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_come_for_is_two_clicks_from_home(client, language):
    def links(path: str) -> set[str]:
        return set(re.findall(rf'href="(/{language}/[^"#]*)"', client.get(path).text))

    bar = [link.url for link in client.get(f"/{language}/").context["navigation"]]
    first = links(f"/{language}/")
    reached = first.union(*(links(url) for url in bar))

    assert set(bar) <= first
    assert [path for path in NEEDED if f"/{language}/{path}" not in reached] == []


@pytest.fixture(scope="module")
def said(opened: Callable[[str], Opened]) -> dict[str, dict[str, set[str]]]:
    """Return what each page says, by language and name."""
    return {code: {name: wordings.read(opened(address(name, code)).text) for name in PATHS} for code in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_no_page_says_in_english_what_its_language_says_otherwise(said, language):
    same = {(name, text) for name in PATHS for text in said["en"][name] & said[language][name]}

    assert sorted(found for found in same if not wordings.is_shared(found[1], language)) == []

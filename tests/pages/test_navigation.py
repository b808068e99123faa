"""The language switcher: the same page, asked the same, in every language."""

import re

import pytest
from django.utils import translation

from coalition.pages import navigation
from coalition.pages.templatetags import components
from events.permissions import invitation
from tests.factories.courses import course_with_pages
from tests.factories.events import EventFactory, SeatCategoryFactory, event_page
from tests.factories.members import members_page

pytestmark = pytest.mark.django_db


def switcher(response) -> list[str]:
    """Return where the links of the switcher lead, in the order of the site's languages."""
    return [link.url for link in response.context["languages"]]


def every(path: str) -> list[str]:
    """Return `path` below each language."""
    return [f"/{language}/{path}" for language in ("en", "fr", "es", "ar")]


def test_the_filters_of_a_page_are_kept(client):
    english = members_page()
    for language in ("fr", "es", "ar"):
        members_page(language, translation_of=english)

    assert switcher(client.get("/en/members/")) == every("members/")
    assert switcher(client.get("/en/members/?country=FR&q=d%C3%A9")) == every("members/?country=FR&q=d%C3%A9")


def test_a_page_in_one_language_leads_to_the_others_home_without_its_query(client):
    members_page()

    assert switcher(client.get("/en/members/?country=FR")) == ["/en/members/?country=FR", "/fr/", "/es/", "/ar/"]


@pytest.mark.parametrize("path", ["charter/desk/{}/", "newsletter/confirm/{}/"])
def test_behind_a_secret_nothing_but_the_path_is_kept(client, path):
    secret = path.format("a-secret")

    assert switcher(client.get(f"/en/{secret}?email=a@b.example")) == every(secret)


def test_an_invitation_opens_the_closed_event_in_the_other_language_too(client):
    event = EventFactory(closed=True)
    pages = [event_page(event)]
    pages.append(event_page(event, "fr", translation_key=pages[0].translation_key))
    code = invitation(event)

    found = switcher(client.get(f"{pages[0].url}{code}"))

    assert found == [f"{pages[0].url}{code}", f"{pages[1].url}{code}", "/es/", "/ar/"]


@pytest.mark.parametrize(("language", "root"), [("en", "Home"), ("fr", "Accueil"), ("ar", "الصفحة الرئيسية")])
def test_every_way_begins_with_one_root(client, language, root):
    """A page, a view that is none, a search, what is missing, and a form under a page."""
    page = event_page(EventFactory(), language)
    SeatCategoryFactory(event=page.event)
    home = {"title": root, "url": f"/{language}/"}
    url = f"/{language}/events/"
    with translation.override(language):
        section = navigation.breadcrumb("events")[1]
    ways = {
        page.url: [home, {"title": page.get_parent().title, "url": url}],
        f"{page.url}register/": [home, section, {"title": page.title, "url": page.url}],
        url: [home],
        f"/{language}/search/": [home],
        f"/{language}/exit/": [home],
        f"/{language}/nowhere/": [home],
    }

    assert {path: list(client.get(path).context["breadcrumb"]) for path in ways} == ways


@pytest.mark.parametrize(
    ("path", "section", "part"),
    [
        ("charter/sign/", "Sign", "Sign the charter"),
        ("charter/progress/", "Members and progress", "Commitments"),
        ("figures/", "Members and progress", "Figures"),
        ("members/?observatory=1", "Members and progress", "Territories"),
        ("members/?country=FR", "Members and progress", "Members"),
        ("calendar/2027/03/", "Events", "Calendar"),
        ("courses/resume/", "Learn", None),
        ("policies/", "Learn", "Online course"),
        ("policies/lesson-1/", "Learn", None),
        ("contact/", "About", "Contact"),
        ("search/", None, None),
    ],
)
def test_one_section_and_one_of_its_parts_are_current(client, path, section, part):
    members_page()
    course_with_pages()

    context = client.get(f"/en/{path}").context

    assert [link.title for link in context["navigation"] if link.current] == ([section] if section else [])
    assert [link.title for link in context["section_parts"] if link.current] == ([part] if part else [])


def test_what_is_remembered_of_the_header_marks_the_page_that_is_shown(client, monkeypatch):
    """Also where one process makes header and footer once for many pages."""
    kept = {}
    monkeypatch.setattr(components, "recall", lambda key, make: kept.setdefault(key, make()))

    marked = [
        re.findall(r'<a href="([^"]+)" aria-current="(page|true)">', header)
        for header in (
            client.get(f"/en/{path}").text.partition("<header")[2].partition("</header>")[0]
            for path in ("programme/", "calendar/", "calendar/2027/03/", "calendar/2027/04/")
        )
    ]

    members, events = [(f"/en/{section}/", "true") for section in ("members", "events")]
    month = [events, events]
    assert marked == [[members, members, ("/en/programme/", "page")], [*month, ("/en/calendar/", "page")], month, month]
    assert len([key for key in kept if key[0] == "components/header.html"]) == 3
    assert all(issubclass(type(value), str | tuple) for key in kept for value in key)  # nothing that holds a request


def test_the_way_leads_back_through_the_section(client):
    course_with_pages()
    ways = {"policies/lesson-1/": ["", "learn/", "policies/"], "figures/": ["", "members/"], "learn/": [""],
            "programme/": ["", "members/"], "initiatives/link/": ["", "learn/", "resources/"]}  # fmt: skip

    def urls(path):
        return [step["url"] for step in client.get(f"/en/{path}").context["breadcrumb"]]

    assert {path: urls(path) for path in ways} == {path: [f"/en/{one}" for one in way] for path, way in ways.items()}

"""The language switcher: the same page, asked the same, in every language."""

import pytest
from django.utils import translation

from coalition.pages import navigation
from events.permissions import invitation
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

"""The canonical address of a page and of its translations, and the icons at the root of the site."""

import io

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from tests.factories.events import EventFactory, event_page
from tests.factories.home import make_home, make_page

pytestmark = pytest.mark.django_db
SITE = "https://network.example"


@pytest.fixture(autouse=True)
def site_address(settings):
    settings.SITE_URL = SITE


def head(client, path: str) -> tuple[list[str], dict[str, str]]:
    """Return the canonical addresses of a page, and its alternates by language."""
    html = BeautifulSoup(client.get(path).content, "html.parser")
    alternates = {link["hreflang"]: link["href"] for link in html.select("head link[hreflang]")}
    return [link["href"] for link in html.select("head link[rel=canonical]")], alternates


@pytest.mark.parametrize(
    ("query", "kept"),
    [("", ""), ("?utm_source=mail&fbclid=1", ""), ("?page=2&utm_source=mail", "?page=2"), ("?invitation=secret", "")],
)
def test_page_names_its_canonical_address_without_what_others_added(client, query, kept):
    make_page("About", slug="about")

    assert head(client, f"/en/about/{query}")[0] == [f"{SITE}/en/about/{kept}"]


def test_page_names_only_its_own_translations_by_whole_addresses(client):
    make_home("fr")
    make_page("About", slug="about")
    own = f"{SITE}/en/about/"

    assert head(client, "/en/about/")[1] == {"en": own, "x-default": own}
    assert head(client, "/fr/")[1] == {code: f"{SITE}/{code}/" for code in ("en", "fr")} | {"x-default": f"{SITE}/"}


def test_page_that_says_nothing_names_no_address(client):
    make_home()
    page = event_page(EventFactory(neutral_address=True))

    for path in ("/en/contact/", "/en/search/?q=shelter", f"/en/e/{page.event.short_id}/"):
        assert head(client, path) == ([], {}), path


@pytest.mark.parametrize(
    ("path", "kind", "size"), [("/favicon.ico", "image/", (48, 48)), ("/apple-touch-icon.png", "image/png", (180, 180))]
)
def test_browsers_find_the_icons_at_the_root(client, path, kind, size):
    response = client.get(path)

    assert response["Content-Type"].startswith(kind)
    assert Image.open(io.BytesIO(b"".join(response))).size == size
    response.close()

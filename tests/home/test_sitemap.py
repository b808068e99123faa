"""The site's map: every language, nothing that is not public."""

import re

import pytest
from wagtail.models import PageViewRestriction

from tests.factories.home import make_home, make_page


@pytest.mark.django_db
def test_sitemap_lists_live_public_pages_of_every_language(client):
    for language in ("en", "fr", "ar"):
        make_home(language)
    make_page("About", slug="about")
    make_page("Draft", slug="draft", live=False)
    hidden = make_page("Hidden", slug="hidden")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)

    xml = client.get("/sitemap.xml").content.decode()

    paths = sorted(re.findall(r"<loc>http://[^/]+(/[^<]*)</loc>", xml))
    assert paths == ["/ar/", "/en/", "/en/about/", "/fr/"]

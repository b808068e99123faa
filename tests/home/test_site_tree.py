"""An empty installation gets its tree by one command."""

import pytest
from django.conf import settings
from django.core.management import call_command
from wagtail.models import Page, Site

from home.site_tree import SECTIONS

LANGUAGES = [code for code, _name in settings.LANGUAGES]

pytestmark = pytest.mark.django_db


def addresses() -> list[str]:
    return sorted(page.url for page in Page.objects.filter(depth__gt=1))


def test_every_section_opens_in_every_language(client):
    call_command("make_site", verbosity=0)

    slugs = ["", "newsletter/archive/", *(f"{slug}/" for slug in SECTIONS)]
    expected = sorted(f"/{language}/{slug}" for language in LANGUAGES for slug in slugs)
    assert addresses() == expected
    assert {client.get(address).status_code for address in expected} == {200}


def test_the_site_stands_at_its_own_address(settings):
    settings.SITE_URL = "https://coalition.example"

    call_command("make_site", verbosity=0)

    site = Site.objects.get()
    assert (site.hostname, site.port, site.is_default_site) == ("coalition.example", 443, True)


def test_a_second_run_changes_nothing_and_keeps_an_editors_words():
    call_command("make_site", verbosity=0)
    Page.objects.filter(slug="events", locale__language_code="en").update(title="What happens")
    before = list(Page.objects.order_by("pk").values_list("pk", "title"))

    call_command("make_site", verbosity=0)

    assert list(Page.objects.order_by("pk").values_list("pk", "title")) == before


def test_each_page_leads_to_itself_in_the_other_languages(client):
    call_command("make_site", verbosity=0)

    html = client.get("/ar/members/").content.decode()

    for language in LANGUAGES:
        assert f'<link rel="alternate" hreflang="{language}" href="/{language}/members/">' in html

"""An empty installation gets its tree by one command."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db.models import F
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page, PageLogEntry, Site

from coalition.privacy import registry
from coalition.users.models import User
from events.registrations.fields import ANSWER_FIELDS
from home import site_tree, starter
from home.models import LINKED, StandardPage
from home.site_tree import SECTIONS

LANGUAGES = [code for code, _name in settings.LANGUAGES]

pytestmark = pytest.mark.usefixtures("tree", "db")


@pytest.fixture(scope="module")
def tree(rows_of_the_module: None) -> None:
    call_command("make_site", verbosity=0)


def test_a_second_run_follows_the_sites_address_and_keeps_an_editors_words(settings):
    settings.SITE_URL = "https://coalition.example"
    Page.objects.filter(slug="events", locale__language_code="en").update(title="What happens")
    before = list(Page.objects.order_by("pk").values_list("pk", "title"))

    call_command("make_site", verbosity=0)

    assert list(Page.objects.order_by("pk").values_list("pk", "title")) == before
    assert list(Site.objects.values_list("hostname", "port", "is_default_site")) == [("coalition.example", 443, True)]


def test_each_page_has_what_publishing_a_version_leaves():
    """A version that is live, that is restored as the page is, and both lines of its history."""
    page = StandardPage.objects.get(slug="privacy", locale__language_code="fr")
    restored = page.live_revision.as_object()

    assert not Page.objects.filter(depth__gt=1).exclude(live=True, live_revision=F("latest_revision")).exists()
    assert (restored.pk, restored.body, restored.live) == (page.pk, page.body, True)
    assert (page.latest_revision_created_at, page.has_unpublished_changes) == (page.live_revision.created_at, False)
    entries = PageLogEntry.objects.filter(page=page).order_by("pk").values_list("action", "revision")
    assert list(entries) == [("wagtail.create", None), ("wagtail.publish", page.live_revision_id)]


@pytest.mark.attack
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_of_header_and_footer_opens(client, settings, language):
    settings.DEMO = False
    frame = re.findall(r"<(header|footer)\b(.*?)</\1>", client.get(f"/{language}/").text, re.DOTALL)
    found = {unescape(href) for _tag, part in frame for href in re.findall(r'<a [^>]*href="([^"]*)"', part)}

    named = ("charter/sign", "calendar/subscribe", "newsletter", "search", "exit", *LINKED, *SECTIONS)
    assert {f"/{language}/{name}/" for name in named} <= found
    # A course or a kind of resource that is not there yet leads to what there is.
    assert {address: client.get(address, follow=True).status_code for address in found} == dict.fromkeys(found, 200)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", LINKED)
def test_a_starter_page_says_what_is_missing_and_nothing_of_the_demonstration(client, settings, slug, language):
    settings.DEMO = False
    html = client.get(f"/{language}/{slug}/").content.decode()

    main = html[html.index("<main") : html.index("</main>")]
    assert len(re.findall(r"<p[^>]*><b>[^<]+</b>", main)) == 1  # what is to be added before the site goes online
    for word in ("3919", "demo", "démo", "تجريبي", "Seine"):
        assert word not in main


def test_the_cms_names_what_must_be_written_until_it_is(client, settings):
    settings.DEMO = False
    editor = User.objects.create_superuser("admin", "admin@coalition.example", "x")
    client.force_login(editor)
    page = StandardPage.objects.get(slug="privacy", locale__language_code="fr")

    def named() -> int:
        return client.get(reverse("wagtailadmin_home")).content.decode().count(">Protection des données<")

    assert (len(starter.unwritten()), named()) == (16, 1)

    page.save_revision(user=editor).publish()

    assert (len(starter.unwritten()), named()) == (15, 0)


def stored_words(page: StandardPage) -> str:
    return unescape(str(page.body)).replace("\xa0", " ").replace("\u202f", " ")


DAYS = {"en": "{} days", "fr": "{} jours", "es": "{} días", "ar": "{} يومًا"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_privacy_notice_says_the_periods_by_which_the_code_deletes(language, monkeypatch):
    """Each period is changed: the words follow."""
    kept = dict.fromkeys(registry.periods() | {"codes": timedelta(1)})
    told = {name: timedelta(days=400 + number) for number, name in enumerate(kept, start=11)}
    monkeypatch.setattr(registry, "periods", lambda: {name: told[name] for name in told if name != "codes"})
    monkeypatch.setattr(site_tree, "CODE_RETENTION", told["codes"])
    page = next(item for item in site_tree.read(starter.FILE)["page"] if item["slug"] == "privacy")

    body = " ".join(str(value) for _kind, value in site_tree.fields(page, language)["body"]).replace("\xa0", " ")

    expected = {DAYS[language].format(period.days) for period in told.values()}
    assert set(re.findall(r"\d+ (?:days|jours|días|يومًا)", body)) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_privacy_notice_names_every_answer_of_a_registration(language):
    page = next(item for item in site_tree.read(starter.FILE)["page"] if item["slug"] == "privacy")

    body = str(site_tree.fields(page, language)["body"])

    with translation.override(language):
        names = [str(field.column.verbose_name) for field in ANSWER_FIELDS]
    assert [name for name in names if name.casefold() not in body.casefold()] == []


def test_a_notice_that_nobody_wrote_in_follows_the_code_and_an_editors_own_stays():
    editor = User.objects.create_superuser("admin", "admin@coalition.example", "x")
    old, own = (StandardPage.objects.get(slug="privacy", locale__language_code=code) for code in ("fr", "es"))
    for page, user in ((old, None), (own, editor)):
        page.body = [("paragraph", "<p>un an</p>")]
        page.save_revision(user=user).publish()

    for _time in range(2):
        starter.build(name="Network")

    old.refresh_from_db()
    own.refresh_from_db()
    assert ("180 jours" in stored_words(old), "un an" in stored_words(own)) == (True, True)
    assert old.revisions.count() == 3

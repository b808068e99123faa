"""The front page and the plain page: in each language, translated by an editor, edited by each role that may."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation

from coalition.users import roles
from newsletters.editions.models import NewsletterArchivePage
from newsletters.models import NewsletterIndexPage
from tests.factories.charter import charter_page, staff
from tests.factories.events import events_page
from tests.factories.home import make_home, make_page


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("fr", "ltr"), ("es", "ltr"), ("ar", "rtl")])
def test_home_speaks_each_language_in_its_direction(client, language, direction):
    make_home(language)

    html = client.get(f"/{language}/").content.decode()

    assert f'<html lang="{language}" dir="{direction}">' in html
    assert "Territories that protect" in html


@pytest.mark.django_db
def test_arabic_previews_right_to_left_for_an_english_editor(rf):
    """Asked under `/`: below `/ar/` Django would take the language from the path, whatever the preview does."""
    page = make_home("ar")

    with translation.override("en"):
        html = page.serve_preview(rf.get("/"), page.default_preview_mode).content.decode()

        assert translation.get_language() == "en"
    assert '<html lang="ar" dir="rtl">' in html


@pytest.mark.django_db
def test_a_neutral_page_shows_a_neutral_tab(client):
    make_page("Violence at home", slug="violence", neutral_title=True)

    html = client.get("/en/violence/").content.decode()

    assert html.partition("<title>")[2].partition("</title>")[0] == "Information"
    assert "<h1>Violence at home</h1>" in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "writes"),
    [
        (roles.COMMITTEE_EDITORS, ["charter", "events", "newsletter", "text"]),
        (roles.EVENT_HOSTS, ["events"]),
        (roles.CHARTER_REVIEWERS, []),
        (roles.NEWSLETTER_EDITORS, ["newsletter"]),
    ],
)
def test_each_role_edits_its_own_pages_only(client, role, writes):
    text, newsletter = make_page("About", slug="about"), NewsletterIndexPage(title="Newsletter", slug="newsletter")
    make_home().add_child(instance=newsletter)
    archive = newsletter.add_child(instance=NewsletterArchivePage(title="Archive", slug="archive"))
    tree = {"text": text, "events": events_page(), "charter": charter_page(), "newsletter": archive}
    client.force_login(staff(role))

    opened = [name for name, page in tree.items() if client.get(f"/cms/pages/{page.pk}/edit/").status_code == 200]

    assert sorted(opened) == writes


@pytest.mark.django_db
def test_an_editor_translates_a_page_and_each_language_leads_to_the_other(client, django_capture_on_commit_callbacks):
    editor, arabic = staff(roles.COMMITTEE_EDITORS), Locale.objects.get(language_code="ar")
    client.force_login(editor)
    make_home("ar")
    body = [("paragraph", "<p>One cloth</p>")]
    page = make_page("About", slug="about", introduction="Who we are", body=body)

    client.post(reverse("wagtail_localize:submit_page_translation", args=[page.pk]), {"locales": [arabic.pk]})
    translated, job = page.get_translation(arabic), Translation.objects.get()
    assert client.get(reverse("wagtailadmin_pages:edit", args=[translated.pk])).status_code == 200
    segments = job.source.stringsegment_set.exclude(context__path="slug").select_related("string", "context")
    for segment in segments:
        StringTranslation.objects.create(
            translation_of=segment.string, locale=arabic, context=segment.context, data=f"ع {segment.string.data}"
        )
    with django_capture_on_commit_callbacks(execute=True):
        job.save_target(user=editor)

    client.logout()
    html = client.get("/ar/about/").content.decode()
    for words in ('dir="rtl"', "ع Who we are", "ع One cloth"):
        assert words in html
    for text in (html, client.get("/en/about/").content.decode()):
        for code, path in (("en", "/en/about/"), ("ar", "/ar/about/"), ("x-default", "/en/about/")):
            assert f'<link rel="alternate" hreflang="{code}" href="{settings.SITE_URL}{path}">' in text

"""The blocks of an edition, in the mail and in the previews."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from wagtail.models import Locale

from coalition.news.models import NewsPage
from newsletters.editions import edition_html
from newsletters.editions import services as editions
from tests.factories.charter import SignatureFactory
from tests.factories.events import NOW, EventFactory, event_page
from tests.factories.members import LocalGovernmentFactory
from tests.factories.news import news_page
from tests.factories.newsletters import TITLES, make_edition, send_edition

pytestmark = pytest.mark.django_db


def test_a_button_leads_to_the_page_in_the_readers_own_language():
    page = make_edition(titles=TITLES, body=[("button", {"label": "Past", "page": None, "url": ""})])
    archive = page.get_parent()
    for version in page.get_translations(inclusive=True):
        version.body[0].value["page"] = archive
        version.save_revision().publish()
    arabic = page.get_translation(Locale.objects.get(language_code="ar"))
    arabic_archive = arabic.get_parent().specific
    url = arabic_archive.get_url()

    assert url.startswith("/ar/")
    assert f'href="http://127.0.0.1:8000{url}"' in edition_html.body_of(arabic, discreet=False).html
    assert f'href="{url}"' in edition_html.web_html(arabic)


def test_news_are_the_chosen_ones_in_the_readers_language_else_the_latest():
    english, old = news_page("seminar"), news_page("old", date=date(2022, 1, 1))
    arabic = news_page("seminar", language="ar", title="ندوة", translation_of=english)

    def listed(language: str, pages: list[NewsPage]) -> list[str]:
        edition = make_edition(titles=TITLES, body=[("news", {"title": "", "pages": pages, "count": 1})])
        version = edition.get_translation(Locale.objects.get(language_code=language))
        version.body = edition.body
        html = edition_html.body_of(version, discreet=False).html
        return re.findall(r'href="http://127.0.0.1:8000(/\w\w/news/[^"]+)"', html)

    assert listed("ar", [old, english]) == ["/ar/news/seminar/"]
    assert listed("en", [old, english]) == ["/en/news/old/", "/en/news/seminar/"]
    assert listed("en", []) == ["/en/news/seminar/"]
    assert arabic.translation_key == english.translation_key


def listed(page, heading: str = "") -> list[str]:
    """Return the titles that the mail of `page` lists."""
    html = edition_html.body_of(page, discreet=False).html
    return re.findall(r'href="http://127.0.0.1:8000(/en/(?:news|events|resources)/[^"]+)"', html)


def test_a_digest_holds_what_no_edition_told_and_repeats_nothing():
    with time_machine.travel(NOW - timedelta(days=10), tick=False):
        news_page("old")
        editions.archive(page=make_edition(titles={"en": "Earlier"}), sent_at=NOW - timedelta(days=5))
    with time_machine.travel(NOW, tick=False):
        fresh, chosen = news_page("fresh"), news_page("chosen")
        event = event_page(EventFactory())
        SignatureFactory(state="signed", signed_at=NOW - timedelta(days=1))
        SignatureFactory(state="signed", signed_at=NOW - timedelta(days=20))
        NewsPage.objects.filter(pk__in=[fresh.pk, chosen.pk]).update(first_published_at=NOW)
        NewsPage.objects.filter(slug="old").update(first_published_at=NOW - timedelta(days=10))
        type(event).objects.filter(pk=event.pk).update(first_published_at=NOW)
        digest = ("digest", {"title": "New", "count": 5})
        page = make_edition(body=[digest, ("news", {"title": "", "pages": [chosen], "count": 1})])

        assert listed(page) == ["/en/news/fresh/", event.get_url(), "/en/news/chosen/"]
        mail, web = edition_html.body_of(page, discreet=False).html, edition_html.web_html(page)
        assert [html.count("New signatories") for html in (mail, web)] == [1, 1]
        assert [html.count("/en/news/chosen/") for html in (mail, web)] == [1, 1]

        send_edition(page=page)
        with time_machine.travel(NOW + timedelta(hours=1), tick=False):
            assert listed(make_edition(titles={"en": "Next"}, body=[digest])) == []


def test_events_are_chosen_ones_or_those_of_a_type_region_language_and_theme():
    host = LocalGovernmentFactory(section="asia-pacific", member=True)
    with time_machine.travel(NOW, tick=False):
        near = event_page(EventFactory(host=host, spoken=["ar"], kind="seminar", themes=["shelter"]), slug="near")
        far = event_page(EventFactory(spoken=["en"], interpreted=["fr"], kind="training"), slug="far")
        event_page(EventFactory(state="cancelled"), slug="off")

        def events(**asked: object) -> list[str]:
            page = make_edition(body=[("upcoming_events", {"title": "", "count": 5, **asked})])
            return listed(page)

        assert set(events()) == {near.get_url(), far.get_url()}
        assert events(region="asia-pacific") == events(kind="seminar") == events(language="ar") == [near.get_url()]
        assert events(language="fr") == events(pages=[far]) == [far.get_url()]
        assert events(themes=["shelter", "health"]) == [near.get_url()]
        assert events(themes=["health"]) == []


def test_two_columns_stand_in_a_section_of_their_own():
    body = [
        ("text", "<p>Before</p>"),
        ("columns", {"first": [("text", "<p>Left</p>")], "second": [("text", "<p>Right</p>")]}),
        ("quotation", {"text": "Well said", "source": "A mayor", "role": "", "portrait": None}),
        ("spacer", {"line": True}),
        ("figures", {"title": "", "figures": [{"value": "35 %", "label": "of towns", "source": "Count, 2026"}]}),
        ("progress", {"title": "Done"}),
    ]
    page = make_edition(body=body, titles={"en": "Autumn"})
    source = edition_html.mjml_of(page, discreet=False)

    assert re.sub(r"\s+", " ", source).count("<mj-section>") == 3
    assert re.search(r"<mj-column><mj-text><p>Left</p></mj-text>\s*</mj-column>\s*<mj-column>", source)
    for html in (edition_html.body_of(page, discreet=False).html, edition_html.web_html(page)):
        text = BeautifulSoup(html, "html.parser").get_text(" ")
        words = ("Before", "Left", "Right", "Well said", "A mayor", "35 %", "of towns", "Count, 2026")
        assert [word for word in words if word not in text] == []
        assert "committed" in text

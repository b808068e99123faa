"""A short page, or news, is written in four languages on one form."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from coalition.news.models import NewsIndexPage, NewsPage
from coalition.users import roles
from home import starter
from home.models import HomePage, StandardPage
from tests.factories.charter import staff

pytestmark = pytest.mark.django_db
TYPED = {
    "title_en": "A shelter opens", "summary_en": "In March.", "text_en": "One\n\nTwo",
    "title_ar": "افتتاح مأوى", "summary_ar": "في مارس.",
}  # fmt: skip


@pytest.fixture
def news():
    starter.build(name="Coalition")
    return NewsIndexPage.objects.get(locale__language_code="en")


def url_of(parent, kind="news.newspage"):
    return reverse("pages_in_four_languages", args=[parent.pk, kind])


@pytest.mark.parametrize("publish", [False, True])
def test_one_form_makes_a_draft_in_each_language_that_has_a_title(client, news, publish):
    client.force_login(staff(roles.COMMITTEE_EDITORS))
    assert url_of(news) in client.get(reverse("wagtailadmin_explore", args=[news.pk])).text

    response = client.post(url_of(news), TYPED | ({"publish": "1"} if publish else {}))

    assert response["Location"] == reverse("wagtailadmin_explore", args=[news.pk])
    pages = {page.locale.language_code: page for page in NewsPage.objects.select_related("locale")}
    assert {code: (page.title, page.summary, page.slug, page.live) for code, page in pages.items()} == {
        "en": ("A shelter opens", "In March.", "a-shelter-opens", publish),
        "ar": ("افتتاح مأوى", "في مارس.", "a-shelter-opens", publish),
    }
    assert len({page.translation_key for page in pages.values()}) == 1
    assert pages["ar"].get_parent().translation_key == news.translation_key
    assert str(pages["en"].body[0].value) == "<p>One</p>\n\n<p>Two</p>"


def test_a_short_page_has_its_introduction_in_each_language(client, news):
    client.force_login(staff(roles.COMMITTEE_EDITORS))
    home = HomePage.objects.get(locale__language_code="fr")

    client.post(url_of(home, "home.standardpage"), {"title_es": "Guía", "summary_es": "Breve."})

    page = StandardPage.objects.get(title="Guía")
    assert (page.introduction, page.locale.language_code, page.live) == ("Breve.", "es", False)


def test_what_is_missing_is_said_by_language_and_makes_nothing(client, news):
    client.force_login(staff(roles.COMMITTEE_EDITORS))
    before = Page.objects.count()

    page = client.post(url_of(news), TYPED | {"summary_ar": "", "text_fr": "Un texte"}).text

    assert "Arabic: Give the summary in this language." in page
    assert "French: Give the title in this language." in page
    assert "Un texte" in page
    assert Page.objects.count() == before


def test_only_who_may_add_pages_there_writes_and_no_other_type_is_offered(client, news):
    client.force_login(staff(roles.COMMITTEE_EDITORS))
    assert client.get(url_of(news, "resources.resourcepage")).status_code == 404

    client.force_login(staff(roles.EVENT_HOSTS))
    assert url_of(news) not in client.get(reverse("wagtailadmin_explore", args=[news.pk]), follow=True).text
    assert client.post(url_of(news), TYPED).status_code == 404
    assert not NewsPage.objects.filter(title=TYPED["title_en"]).exists()

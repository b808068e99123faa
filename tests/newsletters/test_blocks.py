"""The blocks of an edition, in the mail and in the previews."""

import re
from datetime import date

import pytest
from django.template.loader import get_template
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.models import Locale

from coalition.news.models import NewsPage
from newsletters.editions import rendering
from newsletters.editions.blocks import ListBlock, NewsletterBody
from tests.factories.news import news_page
from tests.factories.newsletters import BODY, TITLES, make_edition, newsletter_section

pytestmark = pytest.mark.django_db


def test_every_block_is_in_the_mail():
    newsletter_section()
    body = rendering.body_of(make_edition(body=BODY, summary="In short"), discreet=False)

    assert body.html.count('class="threads"') == 1
    assert "News &amp; more" in body.html
    assert 'href="http://127.0.0.1:8000/en/events/"' in body.html
    assert 'href="https://coalition.example/x?a=1&amp;b=2"' in body.html
    assert body.text.startswith(
        "Coalition of local governments\n\nAutumn in the network\n\nIn short\n\nNews & more\n\nGood news\n"
    )


@pytest.mark.parametrize("mode", ["mail", "discreet", "web"])
def test_previews(client, mode):
    page = make_edition(titles=TITLES, body=BODY)
    request = client.get("/").wsgi_request

    response = page.make_preview_request(request, mode)

    assert response.status_code == 200
    if hasattr(response, "render"):
        response.render()
    assert "News &amp; more" in response.content.decode()


def test_every_block_has_a_template_for_the_mail_and_one_for_the_web():
    for name, block in NewsletterBody().child_blocks.items():
        get_template(f"newsletters/mail/blocks/{name}.mjml")
        get_template(block.meta.template)


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
    assert f'href="http://127.0.0.1:8000{url}"' in rendering.body_of(arabic, discreet=False).html
    assert f'href="{url}"' in rendering.web_html(arabic)


@pytest.mark.parametrize(("url", "errors"), [("", {"page"}), ("https://coalition.example/", set())])
def test_a_button_that_leads_nowhere_is_refused(url, errors):
    block = NewsletterBody().child_blocks["button"]
    value = block.to_python({"label": "Read", "page": None, "url": url})

    try:
        block.clean(value)
        found = set()
    except StructBlockValidationError as error:
        found = set(error.block_errors)

    assert found == errors


def test_every_list_says_what_it_lists():
    lists = [block for block in NewsletterBody().child_blocks.values() if isinstance(block, ListBlock)]

    assert [block.name for block in lists if callable(block.rows)] == [
        "upcoming_events",
        "new_signatories",
        "resources",
        "news",
    ]


def test_news_are_the_chosen_ones_in_the_readers_language_else_the_latest():
    english, old = news_page("seminar"), news_page("old", date=date(2022, 1, 1))
    arabic = news_page("seminar", language="ar", title="ندوة", translation_of=english)

    def listed(language: str, pages: list[NewsPage]) -> list[str]:
        edition = make_edition(titles=TITLES, body=[("news", {"title": "", "pages": pages, "count": 1})])
        version = edition.get_translation(Locale.objects.get(language_code=language))
        version.body = edition.body
        html = rendering.body_of(version, discreet=False).html
        return re.findall(r'href="http://127.0.0.1:8000(/\w\w/news/[^"]+)"', html)

    assert listed("ar", [old, english]) == ["/ar/news/seminar/"]
    assert listed("en", [old, english]) == ["/en/news/old/", "/en/news/seminar/"]
    assert listed("en", []) == ["/en/news/seminar/"]
    assert arabic.translation_key == english.translation_key

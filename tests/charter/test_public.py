"""What everyone may read, and what must never be read."""

import pytest
from bs4 import BeautifulSoup

from tests.factories.charter import SignatureFactory, charter_page, draft_version, published_version

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_charter_page_shows_the_current_text_of_its_language(client, language):
    page = charter_page(language, notice="This text is illustrative.")
    published_version(1)
    version = published_version(2)
    draft_version(3)
    SignatureFactory(state="signed", language=language)
    SignatureFactory(state="submitted", signatory_name="Leak")

    response = client.get(page.url)

    assert response.context["text"] == version.texts.get(language=language)
    assert response.context["signatories"] == 1
    words = ("This text is illustrative.", f'href="/{language}/charter/sign/"', "Leak")
    assert [word in response.text for word in words] == [True, True, False]
    page = BeautifulSoup(response.content, "html.parser")
    article = page.select_one("article.prose")
    assert [words.get_text() for words in article.select("h2, h3, h2 ~ p")] == [
        f"Charter 2 {language}", "We commit.", "1. Listen", "We listen to women.", "We believe them.", "2. Act",
        "We act together.",
    ]  # fmt: skip
    contents = [(link["href"], link.get_text()) for link in page.select("nav.toc a")]
    assert contents == [("#article-1", "1. Listen"), ("#article-2", "2. Act")]
    assert [heading["id"] for heading in article.find_all("h3")] == ["article-1", "article-2"]

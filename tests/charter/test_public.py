"""What everyone may read, and what must never be read."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from charter.texts.canonical import text_digest
from coalition.members.models import LocalGovernment
from tests.factories.charter import SignatureFactory, charter_page, draft_version, published_version
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db
ONE_SIGNED = {
    "en": "local government has signed",
    "ar": "حكومة محلية وقّعت",
}
TWO_ARTICLES = {"en": "2 articles", "ar": "مادتان"}
OTHER_STATES = ["draft", "mailbox_verified", "submitted", "authority_checked", "rejected", "changes_requested"]


def hidden_signatures() -> list[str]:
    """Make a signature in each state that is not public; return the words that could leak."""
    rows = [SignatureFactory(state=state, signatory_name=f"Leak {state}") for state in OTHER_STATES]
    return [word for row in rows for word in (row.signatory_name, row.government.names["en"], row.verification_code)]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_charter_page_shows_the_current_text_of_its_language(client, language):
    page = charter_page(language, notice="This text is illustrative.")
    published_version(1)
    version = published_version(2)
    draft_version(3)
    SignatureFactory(state="signed", language=language)
    hidden_signatures()

    response = client.get(page.url)

    body = response.content.decode()
    assert response.context["text"] == version.texts.get(language=language)
    assert response.context["signatories"] == 1
    assert "This text is illustrative." in body
    assert f'href="/{language}/charter/sign/"' in body
    page = BeautifulSoup(body, "html.parser")
    article = page.select_one("article.prose")
    assert [words.get_text() for words in article.select("h2, h3, h2 ~ p")] == [
        f"Charter 2 {language}", "We commit.", "1. Listen", "We listen to women.", "We believe them.", "2. Act",
        "We act together.",
    ]  # fmt: skip
    assert page.select_one("nav.toc p").text == TWO_ARTICLES[language]
    contents = [(link["href"], link.get_text()) for link in page.select("nav.toc a")]
    assert contents == [("#article-1", "1. Listen"), ("#article-2", "2. Act")]
    assert [heading["id"] for heading in article.find_all("h3")] == ["article-1", "article-2"]
    shown = page.select_one(".stat")
    assert " ".join(shown.get_text(" ").split()) == f"1 {ONE_SIGNED[language]}"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_charter_page_costs_the_same_for_any_number_of_versions_and_signatories(client, rows):
    page = charter_page()
    for number in range(1, rows + 1):
        published_version(number)
        SignatureFactory(state="signed")
    client.get(page.url)

    with CaptureQueriesContext(connection) as queries:
        client.get(page.url)

    charter = [
        query["sql"]
        for query in queries.captured_queries
        if "charter_chart" in query["sql"] or "signator" in query["sql"]
    ]
    assert len(charter) == 3  # the page, its text, the count


def test_verification_shows_what_was_signed(client):
    signature = SignatureFactory(state="signed")
    response = client.get(f"/en/charter/verify/{signature.verification_code.lower()}/")

    body = response.content.decode()
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert [v in body for v in (signature.text_digest, signature.act_number, signature.signatory_name)] == [True] * 3
    assert [v in body for v in (signature.contact_email, signature.official_email)] == [False] * 2


def test_the_canonical_text_has_the_digest_that_is_shown(client):
    version = published_version()
    draft_version(2)
    response = client.get("/ar/charter/text/1.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert text_digest(response.content.decode()) == version.texts.get(language="ar").digest
    assert client.get("/ar/charter/text/2.txt").status_code == 404


def test_the_directory_knows_who_signed(client):
    signed = SignatureFactory(state="signed", government=LocalGovernmentFactory(member=False)).government
    pending = SignatureFactory(state="submitted", government=LocalGovernmentFactory(member=False)).government

    assert list(LocalGovernment.objects.public()) == [signed]
    assert [
        row.is_signed
        for row in LocalGovernment.objects.with_signed().filter(pk__in=[signed.pk, pending.pk]).order_by("pk")
    ] == [True, False]


def test_the_profile_names_the_signature(client):
    from home.templatetags.profiles import profile_sections

    signature = SignatureFactory(state="signed", signed_at=timezone.now())
    other = SignatureFactory(state="submitted")
    context = {"signature": signature, "label": "In force", "history": []}
    with translation.override("en"):
        assert profile_sections(signature.government) == [("charter/profile_section.html", context)]
    assert profile_sections(other.government) == []

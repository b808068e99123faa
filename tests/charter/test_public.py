"""What everyone may read, and what must never be read."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from charter.ledger.models import StatusChange
from charter.review.models import TownHallRequest
from charter.signing.models import Signature
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


def test_private_files_are_below_no_public_folder_and_the_reverse(settings):
    private = Path(settings.STORAGES["private"]["OPTIONS"]["location"]).resolve()
    public = [
        Path(folder).resolve() for folder in (settings.MEDIA_ROOT, settings.STATIC_ROOT, *settings.STATICFILES_DIRS)
    ]

    assert private == settings.PRIVATE_ROOT.resolve()
    assert [folder for folder in public if private.is_relative_to(folder) or folder.is_relative_to(private)] == []


@pytest.mark.parametrize(
    ("model", "name"), [(Signature, "act_file"), (TownHallRequest, "file"), (StatusChange, "act_file")]
)
def test_every_file_of_an_act_is_private_and_has_no_address(model, name):
    storage = model._meta.get_field(name).storage
    assert storage is storages["private"]
    with pytest.raises(ValueError, match="not accessible via a URL"):
        storage.url("acts/act.pdf")


def test_no_public_address_leads_to_an_act(client, private_files, settings):
    settings.MEDIA_ROOT = private_files.parent / "media"
    (settings.MEDIA_ROOT / "images").mkdir(parents=True)
    signature = SignatureFactory(state="signed")
    signature.act_file.save("x.pdf", ContentFile(b"%PDF-1.7"))
    name = signature.act_file.name
    assert (private_files / name).read_bytes() == b"%PDF-1.7"

    addresses = [
        *(f"/{root}/{name}" for root in ("media", "static", "private", "documents", "media/images", "en")),
        f"/media/images/../../private/{name}",
        f"/media/images/%2e%2e/%2e%2e/private/{name}",
        f"/static/../private/{name}",
    ]
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 404)

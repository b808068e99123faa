"""The image of a shared signature says who signed, while the signature is in force, and nothing afterwards."""

import pytest
from django.test import Client

from charter.signing import public_status
from tests.factories.charter import SignatureFactory

pytestmark = pytest.mark.django_db


def test_the_image_names_government_and_number_in_each_language():
    signature = SignatureFactory(state="signed", government__names={"en": "Harbour", "fr": "Le Port", "ar": "الميناء"})
    said = {code: public_status.share_card(signature, code) for code in ("en", "fr", "ar")}
    assert {code: (card.title, card.eyebrow) for code, card in said.items()} == {
        "en": ("Harbour has signed the charter", f"Signatory no. {signature.number}"),
        "fr": ("Le Port a signé la charte", f"Signataire n°\xa0{signature.number}"),
        "ar": ("وقّعت الميناء الميثاق", f"الجهة الموقِّعة رقم {signature.number}"),
    }
    assert public_status.find_share_card(signature.verification_code, "fr") == said["fr"]


def test_the_page_of_the_signature_shows_its_image(client: Client):
    signature = SignatureFactory(state="signed")
    page = client.get(f"/fr/charter/verify/{signature.verification_code}/").content.decode()
    assert public_status.share_card(signature, "fr").path in page


@pytest.mark.parametrize("state", ["draft", "submitted", "on_hold", "withdrawn"])
def test_a_signature_that_is_not_in_force_has_no_words_on_an_image(state):
    signature = SignatureFactory(state=state)
    assert public_status.share_card(signature, "en") is None
    assert public_status.find_share_card(signature.verification_code, "en") is None

"""The files of acts: below no public path, at no address."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from charter.ledger.models import StatusChange
from charter.review.models import TownHallRequest
from charter.signing.models import Signature
from tests.factories.charter import SignatureFactory

pytestmark = pytest.mark.django_db


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

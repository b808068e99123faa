"""What a sent edition shows stays: no picture or document of it is deleted or replaced, and its use is counted."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import ProtectedError
from django.urls import reverse
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import ReferenceIndex

from tests.factories.newsletters import make_edition, send_edition

pytestmark = [
    pytest.mark.django_db,
    # Wagtail 8 leaves the files that it measures, and draws in other sizes, to the garbage collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


def picture(colour: str, name: str = "town-hall.png"):
    drawn = BytesIO()
    Picture.new("RGB", (64, 64), colour).save(drawn, "PNG")
    return SimpleUploadedFile(name, drawn.getvalue(), "image/png")


@pytest.fixture
def shown(settings, tmp_path):
    """A picture and a document."""
    settings.MEDIA_ROOT = tmp_path
    image = Image.objects.create(title="Town hall", file=picture("red"))
    document = Document.objects.create(title="Programme", file=ContentFile(b"%PDF-1.4", name="programme.pdf"))
    return image, document


@pytest.fixture
def sent(shown):
    """The same, in an edition that was sent."""
    image, document = shown
    link = f'<p><a linktype="document" id="{document.pk}">The programme</a></p>'
    body = [("text", link), ("image", {"image": image, "alt_text": "Our town hall", "decorative": False})]
    send_edition(page=make_edition(body=body))
    return shown


def test_what_a_sent_edition_shows_is_not_deleted_and_counted_as_used(admin_client, sent):
    for row, app in zip(sent, ("wagtailimages", "wagtaildocs"), strict=True):
        kind = type(row)._meta.model_name
        alone = reverse(f"{app}:delete", args=[row.pk])
        several = reverse("wagtail_bulk_action", args=[app, kind, "delete"]) + f"?id={row.pk}"
        for address in (alone, several):
            assert "from being deleted" in " ".join(admin_client.get(address).content.decode().split())
            admin_client.post(address)
        assert type(row).objects.filter(pk=row.pk).exists()
        with pytest.raises(ProtectedError):
            row.delete()
        used = ReferenceIndex.get_references_to(row).filter(content_type__app_label="newsletters")
        assert used.filter(content_type__model__startswith="sent").count() == 1
        usage = admin_client.get(reverse(f"{app}:{kind}_usage", args=[row.pk])).content.decode()
        assert "of a sent edition" in usage.lower()


def test_the_file_of_what_was_sent_is_not_replaced(admin_client, sent):
    image, document = sent
    words = "This file was sent or published, so it cannot be replaced."
    files = {image: picture("blue"), document: SimpleUploadedFile("other.pdf", b"%PDF-1.7")}
    for row, app in ((image, "wagtailimages"), (document, "wagtaildocs")):
        before = row.file.name
        data = {"title": "Renamed", "file": files[row], "collection": row.collection_id, "tags": ""}
        answer = admin_client.post(reverse(f"{app}:edit", args=[row.pk]), data)
        row.refresh_from_db()
        assert words in answer.content.decode()
        assert (row.file.name, row.file.storage.exists(before)) == (before, True)

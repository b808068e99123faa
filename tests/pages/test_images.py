"""Whatever way a picture comes into the CMS, it is stored, served and mailed without metadata."""

import io
import json
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Pillow
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.models import Rendition
from wagtail.users.models import UserProfile

from coalition.users.models import User
from newsletters.editions.edition_html import body_of
from tests.factories.files import unclosed_sizes
from tests.factories.newsletters import make_edition

from . import taken

Image, Document = get_image_model(), get_document_model()
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media"), unclosed_sizes]


@pytest.fixture
def editor(client) -> User:
    user = User.objects.create_superuser("root", "root@town.example", "x")
    client.force_login(user)
    return user


def upload(name: str = "door.jpg", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, taken.EVERY[name]() if content is None else content, "image/jpeg")


def said(media: Path) -> list[str]:
    """Return the stored files that hold more than a picture."""
    stored = [path for path in media.rglob("*") if path.is_file()]
    assert stored
    return [path.name for path in stored if taken.SECRET in path.read_bytes()]


def by_form(client, name: str) -> None:
    client.post(reverse("wagtailimages:add"), {"title": "Door", "file": upload(name)})


def by_many_at_once(client, name: str) -> None:
    answer = client.post(reverse("wagtailimages:add_multiple"), {"title": "Door", "files[]": upload(name)})
    assert json.loads(answer.content)["success"]


def by_chooser(client, name: str) -> None:
    fields = {"image-chooser-upload-title": "Door", "image-chooser-upload-file": upload(name)}
    client.post(reverse("wagtailimages_chooser:create"), fields)


def by_code(client, name: str) -> None:
    Image.objects.create(title="Door", file=ContentFile(taken.EVERY[name](), name=name))


def by_edit(client, name: str) -> None:
    image = Image.objects.create(title="Door", file=ContentFile(taken.plain("PNG"), name="plain.png"))
    client.post(reverse("wagtailimages:edit", args=[image.pk]), {"title": "Door", "file": upload(name)})


WAYS = {"form": by_form, "many": by_many_at_once, "chooser": by_chooser, "code": by_code, "edit": by_edit}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["door.jpg", "door.png"])
def test_an_upload_is_stored_without_metadata_whatever_way_it_comes(client, editor, media, way, name):
    WAYS[way](client, name)

    image = Image.objects.get()
    content = Path(image.file.path).read_bytes()
    assert Path(image.file.name).suffix == Path(name).suffix
    assert said(media) == []
    assert (image.file_size, image.width, image.height) == (len(content), 64, 32)
    recorded = image.file_hash
    image._set_file_hash()
    assert recorded == image.file_hash


@pytest.mark.parametrize("part", [0.1, 0.9])  # cut in its head, and in the picture
def test_a_damaged_picture_is_refused_in_words(client, editor, part):
    target = io.BytesIO()
    Pillow.effect_noise((64, 64), 80).save(target, "JPEG", exif=taken.exif())
    damaged = target.getvalue()[: int(len(target.getvalue()) * part)]

    page = client.post(reverse("wagtailimages:add"), {"title": "Door", "file": upload(content=damaged)})

    assert "This picture is damaged." in page.content.decode()
    assert Image.objects.count() == 0


def test_the_mail_of_a_newsletter_shows_a_picture_without_metadata(media):
    image = Image.objects.create(title="Door", file=ContentFile(taken.jpeg(), name="door.jpg"))
    original = Path(image.file.path)
    original.write_bytes(taken.jpeg())  # as it was stored before uploads were cleaned
    edition = make_edition(body=[("image", {"image": image, "alt_text": "A door", "decorative": False})])

    html = body_of(edition, discreet=False).html

    size = Rendition.objects.get()
    assert size.file.name.rpartition("/")[2] in html
    assert taken.SECRET not in Path(size.file.path).read_bytes()


def test_a_picture_among_the_documents_and_a_portrait_are_cleaned_and_a_text_is_left(editor, media):
    Document.objects.create(title="Door", file=ContentFile(taken.jpeg(), name="door.jpg"))
    Document.objects.create(title="Text", file=ContentFile(b"words", name="words.txt"))
    UserProfile.objects.create(user=editor, avatar=ContentFile(taken.png(), name="me.png"))

    text = Path(Document.objects.get(title="Text").file.path)
    assert text.read_bytes() == b"words"
    text.unlink()
    assert said(media) == []

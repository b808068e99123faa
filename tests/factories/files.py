"""Pictures and documents of the CMS, and collections that not everybody may read."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, CollectionViewRestriction

from charter.followup import model_act

# Wagtail leaves the file that it draws a size in to the garbage collector; ends when its models.py closes it.
unclosed_sizes = pytest.mark.filterwarnings(
    "ignore:Exception ignored in.*(SpooledTemporaryFile|FileIO):pytest.PytestUnraisableExceptionWarning"
)


def make_picture(title: str = "Loom", size: tuple[int, int] = (360, 240)):
    """Return a stored picture of a plain colour."""
    return get_image_model().objects.create(title=title, file=get_test_image_file(size=size))


def docx(words: str) -> bytes:
    return model_act.write_docx([model_act.Paragraph(words)], title="x", language="en", right_to_left=False)


def make_document(words: str = "lighthouse", **facts: object):
    """Return a stored DOCX file that is called what it says."""
    file = ContentFile(docx(words), name=f"{words}.docx")
    return get_document_model().objects.create(**{"title": words, "file": file, **facts})


def close(collection: Collection) -> CollectionViewRestriction:
    """Close `collection` to everybody who is not logged in."""
    return CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")


def closed_collection() -> Collection:
    """Return a collection below one that is closed."""
    above = Collection.get_first_root_node().add_child(name="Closed")
    close(above)
    return above.add_child(name="Within")

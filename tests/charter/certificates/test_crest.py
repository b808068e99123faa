"""A town's crest on its certificate: tagged and described, drawn when it is issued, and never changed after."""

from io import BytesIO

import pikepdf
import pytest
from PIL import Image as Pillow
from PIL import ImageDraw
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from charter.certificates import services as certificates
from charter.certificates.build import render
from charter.certificates.models import Certificate
from tests.charter.certificates.facts import NAMES, plain_facts
from tests.charter.certificates.test_accessibility import elements
from tests.charter.certificates.test_issue import issued, published
from tests.factories.members import LocalGovernmentFactory

ALTS = {"en": f"Crest of {NAMES['en']}", "ar": f"شعار {NAMES['ar']}"}


def shield(width: int = 300, height: int = 400) -> bytes:
    """Return a crest on nothing, as PNG."""
    drawn, made = Pillow.new("RGBA", (width, height), (0, 0, 0, 0)), BytesIO()
    brush = ImageDraw.Draw(drawn)
    brush.ellipse((0, 0, width - 1, height - 1), fill=(115, 52, 0, 255))
    brush.rectangle((width // 2 - 9, 0, width // 2 + 9, height), fill=(245, 138, 31, 255))
    drawn.save(made, "PNG")
    return made.getvalue()


def figures(pdf: bytes) -> list[str]:
    """Return what the pictures of a certificate are called, in reading order."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return [str(element.Alt) for element in elements(opened) if element.S == "/Figure"]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_is_described_in_the_language(language):
    alt, square = figures(render(plain_facts(crest=shield()), language))
    assert (alt, "/charter/verify/" in square) == (ALTS[language], True)


@pytest.mark.django_db
def test_it_is_that_of_the_day_and_stays(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = get_image_model().objects.create(title="Arms", file=get_test_image_file(size=(300, 400)))
    government = LocalGovernmentFactory(crest=image)
    signature = published(government=government)
    first = issued(signature)["en"]
    digest = first.sha256

    image.delete()
    certificates.reissue(signature=signature, notify=False)
    second = issued(signature)["en"]

    kept = Certificate.objects.get(pk=first.pk)
    assert kept.sha256 == digest
    assert (len(figures(bytes(kept.pdf))), len(figures(bytes(second.pdf)))) == (2, 1)


@pytest.mark.django_db
def test_a_certificate_does_not_wait_for_a_file_that_is_lost(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = get_image_model().objects.create(title="Arms", file=get_test_image_file(size=(300, 400)))
    image.file.storage.delete(image.file.name)

    rows = issued(published(government=LocalGovernmentFactory(crest=image)))

    assert len(figures(bytes(rows["en"].pdf))) == 1

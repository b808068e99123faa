"""A town's crest on its certificate: tagged and described, drawn when it is issued, and never changed after."""

from io import BytesIO

import pikepdf
import pytest
from PIL import Image as Pillow
from PIL import ImageDraw
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from charter.certificates import services as certificates
from charter.certificates.build import CREST, content, render
from charter.certificates.facts import Act
from charter.certificates.models import Certificate
from charter.certificates.signing import sign
from tests.charter.certificates.facts import NAMES, plain_facts
from tests.charter.certificates.test_accessibility import ARTIFACT, NOWHERE, elements, marks, pieces
from tests.charter.certificates.test_certificates import words
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
def test_it_is_tagged_and_described_in_the_language(language):
    signed = sign(render(plain_facts(crest=shield()), language), name="Coalition", reason="Certificate", location="FR")

    with pikepdf.open(BytesIO(signed.pdf)) as pdf:
        roles = [str(element.S) for element in elements(pdf)]
        found = marks(pdf)
        with pdf.open_metadata() as told:
            claims = (told["pdfaid:part"], told["pdfaid:conformance"], told["pdfuaid:part"])
        assert claims == ("3", "A", "1")
        assert (len(pdf.pages), roles.count("/H1"), roles.count("/Figure")) == (1, 1, 2)
        assert roles.index("/H1") < roles.index("/Figure")
        assert set(roles) == {"/Document", "/Div", "/H1", "/P", "/Span", "/Figure", "/Link"}
        assert NOWHERE not in found
        assert {ARTIFACT, *pieces(pdf)} >= set(found)
    alt, square = figures(signed.pdf)
    assert alt == ALTS[language]
    assert "/charter/verify/" in square


@pytest.mark.parametrize(("width", "height"), [(40, 400), (300, 400), (400, 400), (400, 60)])
def test_whatever_its_shape_it_has_its_corner(width, height):
    shown = content(plain_facts(crest=shield(width, height)), "en")["crest"]["width"]

    assert 0 < shown <= CREST[0]
    assert shown * height / width <= CREST[1] + 0.1


def test_the_longest_answers_fit_beside_it():
    longest = ("Abcdefghi " * 20).strip()
    facts = plain_facts(
        names={"en": longest, "fr": longest.upper()}, signatory_name=longest, signatory_role=longest,
        charter_titles={"en": longest}, demonstration=True, crest=shield(400, 330),
    )  # fmt: skip
    pdf = render(facts, "en")

    assert len(pikepdf.open(BytesIO(pdf)).pages) == 1
    assert "K7QM-2VXD-9RTB" in words(pdf)
    act = Act("Conseil", "1", plain_facts().signed_on)
    assert words(render(plain_facts(crest=shield(), act=act), "en"), "-raw") == words(
        render(plain_facts(act=act), "en"), "-raw"
    )


def test_the_same_crest_makes_the_same_bytes():
    assert render(plain_facts(crest=shield()), "en") == render(plain_facts(crest=shield()), "en")
    assert render(plain_facts(crest=shield()), "en") != render(plain_facts(crest=shield(200, 400)), "en")


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

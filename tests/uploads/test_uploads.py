"""Acts as councils really send them: taken, with the bytes and digests that evidence needs."""

import hashlib
import io

import pikepdf
import pytest
import typst
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers

from coalition.uploads.fields import InspectedFileField
from coalition.uploads.files import FileRefused, inspect_file
from coalition.uploads.inspector.verdict import Cause
from tests.production import signing_pair
from tests.uploads.files import PLAIN_PDF, encrypted, image, many_pages, pdf, stream

SOURCE = """#set document(title: "Act 12")
= Délibération 12
Le conseil décide. #link("https://town.example/act")[Site] #link(<end>)[Suite]
#link("mailto:mairie@town.example")[Mairie]
#pagebreak()
#image("red.png", width: 9cm)
= Suite <end>
"""
NUMBER_OF_CAMERA = "SN-123456"


def typeset(tmp_path, **options: object) -> bytes:
    """Return an act of two pages with links, an outline and a picture."""
    (tmp_path / "red.png").write_bytes(image())
    (tmp_path / "act.typ").write_text(SOURCE)
    return typst.compile(str(tmp_path / "act.typ"), **options)


def scanned() -> bytes:
    """Return a PDF whose page is a photograph."""
    photograph = image("JPEG", size=(1240, 1754))
    entries = b"/Subtype /Image /Width 1240 /Height 1754 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode "
    return pdf(stream(photograph, entries), page=b"/Resources << /XObject << /I 5 0 R >> >> ")


def filled_form() -> bytes:
    """Return a form that somebody filled: no script, a value and its looks."""
    field = b"<< /FT /Tx /T (number) /V (12) /Type /Annot /Subtype /Widget /Rect [0 0 9 9] /F 4 /AP << /N 6 0 R >> >>"
    looks = stream(b"", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] ")
    return pdf(field, looks, catalog=b"/AcroForm << /Fields [5 0 R] >> ", page=b"/Annots [5 0 R] ")


def signed(content: bytes) -> bytes:
    key, certificate = (text.encode() for text in signing_pair("Town of Example"))
    bundle = serialization.pkcs12.serialize_key_and_certificates(
        b"town",
        serialization.load_pem_private_key(key, None),
        x509.load_pem_x509_certificate(certificate),
        None,
        serialization.NoEncryption(),
    )
    signer = signers.SimpleSigner.load_pkcs12_data(bundle, other_certs=[])
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    metadata = signers.PdfSignatureMetadata(field_name="Signature")
    return signers.sign_pdf(writer, metadata, signer=signer).getvalue()


def photograph() -> bytes:
    """Return a telephone's photograph: on its side, with place and serial number."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Telephone"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 54.0, 36.0), 3: "E", 4: (2.0, 26.0, 0.0)})
    exif.get_ifd(0x8769)[0xA431] = NUMBER_OF_CAMERA
    return image("JPEG", size=(400, 300), exif=exif, comment=b"private", icc_profile=b"profile" * 20)


def acts(tmp_path) -> dict[str, tuple[bytes, int]]:
    """Return each PDF with its number of pages."""
    plain = typeset(tmp_path)
    linearised = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain)) as document:
        document.save(linearised, linearize=True)
    return {
        "by hand": (PLAIN_PDF, 1),
        "typeset, with links": (plain, 2),
        "PDF/A": (typeset(tmp_path, pdf_standards="a-2b"), 2),
        "for the web": (linearised.getvalue(), 2),
        "signed": (signed(plain), 2),
        "scanned": (scanned(), 1),
        "filled form": (filled_form(), 1),
        "no printing allowed": (encrypted(plain, owner="x", user=""), 2),
        "a hundred pages": (many_pages(100), 100),
        "trailing white space": (PLAIN_PDF + b"\r\n\0\0", 1),
    }


def outcome(content: bytes) -> str:
    """Return the kind of the act, or the cause for which it is refused."""
    try:
        return inspect_file(content).kind
    except FileRefused as refusal:
        return refusal.cause


def test_a_pdf_is_kept_as_it_was_sent(tmp_path):
    for name, (content, pages) in acts(tmp_path).items():
        act = inspect_file(content)
        digest = hashlib.sha256(content).hexdigest()
        assert (act.kind, act.media_type, act.extension, act.pages) == ("pdf", "application/pdf", "pdf", pages), name
        assert (act.content == content, act.sha256, act.sent_sha256) == (True, digest, digest), name


def test_a_photograph_is_drawn_anew_upright_without_place_or_owner():
    content = photograph()
    assert NUMBER_OF_CAMERA.encode() in content

    act = inspect_file(content)
    assert (act.kind, act.media_type, act.extension, act.pages) == ("image", "image/jpeg", "jpg", 1)
    assert act.sha256 == hashlib.sha256(act.content).hexdigest()
    assert act.sent_sha256 == hashlib.sha256(content).hexdigest()
    with Image.open(io.BytesIO(act.content)) as picture:
        assert (picture.size, dict(picture.getexif())) == ((300, 400), {})
        assert sorted(picture.info) == ["jfif", "jfif_density", "jfif_unit", "jfif_version"]
        top, bottom = picture.getpixel((150, 50)), picture.getpixel((150, 350))
    assert (top[0] > 200 > 50 > top[2], bottom[2] > 200 > 50 > bottom[0]) == (True, True)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (image("PNG"), "image/png"),
        (image("PNG", "RGBA"), "image/png"),
        (image("PNG", "P"), "image/png"),
        (image("PNG", "1"), "image/png"),
        (image("PNG", "LA"), "image/png"),
        (image("JPEG", "L"), "image/jpeg"),
        (image("JPEG", "CMYK"), "image/jpeg"),
        (image("JPEG", progressive=True), "image/jpeg"),
        (image("MPO", save_all=True, append_images=[Image.new("RGB", (8, 8))]), "image/jpeg"),
        (image("WEBP"), "image/jpeg"),
        (image("WEBP", "RGBA", lossless=True), "image/jpeg"),
    ],
)
def test_every_kind_of_picture_keeps_its_size(content, media_type):
    act = inspect_file(content)
    with Image.open(io.BytesIO(act.content)) as picture:
        picture.load()
        assert (act.media_type, picture.size) == (media_type, (40, 30))


def test_what_is_see_through_becomes_white_in_a_jpeg():
    target = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(target, "WEBP", lossless=True)
    with Image.open(io.BytesIO(inspect_file(target.getvalue()).content)) as picture:
        assert picture.getpixel((5, 5)) == (255, 255, 255)


def test_the_field_gives_clean_bytes_with_their_facts():
    sent = SimpleUploadedFile("/x/Photo du conseil.JPEG", photograph(), content_type="text/html")
    cleaned = InspectedFileField().clean(sent)
    clean = cleaned.clean_file.content
    assert (cleaned.name, cleaned.size, cleaned.read()) == ("Photo du conseil.jpg", len(clean), clean)
    assert InspectedFileField().widget.attrs["accept"] == "application/pdf,image/jpeg,image/png,image/webp"
    assert InspectedFileField(required=False).clean(None) is None


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    seed=st.sampled_from([PLAIN_PDF, filled_form(), image("PNG"), image("JPEG"), image("WEBP")]),
    place=st.integers(0, 5000),
    cut=st.integers(0, 30),
    put=st.binary(max_size=30),
)
def test_any_damage_ends_in_an_act_or_in_a_cause(seed, place, cut, put):
    place %= len(seed)
    assert outcome(seed[:place] + put + seed[place + cut :]) not in (Cause.UNCHECKED, Cause.BUSY)

"""The certificate's page: what it says in each language, its square, its direction, and what people may type."""

import random
import re
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pikepdf
import pytest
import zxingcpp
from asn1crypto import x509
from cryptography.hazmat.primitives import serialization
from django.urls import resolve
from django.utils import translation
from PIL import Image
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from charter.certificates import services as certificates
from charter.certificates.certificate_content import Act, CertificateFacts, LedgerHead
from charter.certificates.certificate_pdf import content, render
from charter.certificates.models import Certificate
from charter.certificates.pdf_signature import Signed, sign
from coalition.certificates.pdf import latin
from coalition.certificates.signing_key import (
    BadIdentity,
    development_identity,
    identity,
    load_identity,
)
from tests.factories.charter import SignatureFactory, accept

LANGUAGES = ["en", "fr", "es", "ar"]


# Without lam-alef: poppler writes the two letters of that ligature in the wrong order.
def poppler(pdf: bytes, *command: str) -> str:
    result = subprocess.run(command, input=pdf, capture_output=True, timeout=30)
    assert result.returncode == 0, result.stderr.decode()
    return result.stdout.decode()


def words(pdf: bytes, *arguments: str) -> str:
    """Return the text of `pdf` on one line, as a reader copies it, or with `-raw` in the order of the file."""
    marks = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"))
    return " ".join(poppler(pdf, "pdftotext", *arguments, "-", "-").translate(marks).split())


def printed(language: str, **changes) -> dict:
    with translation.override(language):
        return content(plain_facts(**changes), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_was_signed(language):
    text = words(render(plain_facts(), language))

    expected = [NAMES[language], NAMES["fr"], "42", "Conseil municipal", "2026-15", "Maëlle Kerrien", "Maire"]
    expected += [DIGEST, HEAD, "1234", "K7QM-2VXD-9RTB", f"/{language}/charter/verify/"]
    assert [word for word in expected if word not in text] == []


@pytest.mark.parametrize("typed", ["#panic() $x^2$ *bold*", "@someone [a]", '" _a_', "`#1` \\# <b> //"])
def test_what_people_type_is_never_markup(typed):
    act = Act(f"Body {typed}", f"1 {typed} 2", date(2026, 1, 15))
    pdf = render(plain_facts(names={"en": f"Town {typed} end"}, signatory_name=typed, act=act), "en")

    text = words(pdf)
    assert [part in text for part in (f"Town {typed} end", f"Body {typed}", f"1 {typed} 2")] == [True] * 3


def test_control_signs_and_direction_overrides_are_left_out():
    page = printed("en", names={"en": "Safe\u202e town\x07\n of\u2066 nowhere"}, signatory_name="A\u200fB")

    assert page["government"] == "Safe town of nowhere"
    assert page["facts"][1]["value"] == "AB"


def test_letters_that_no_font_has_are_written_in_latin_letters():
    text = words(render(plain_facts(names={"en": "北京 (Москва)", "fr": "Pékin"}, signatory_name="Ελένη"), "en"))

    assert "BeiJing (Moskva) Pékin" in text
    assert "Eleni" in text


@pytest.mark.parametrize(
    "typed", ["José µ", "\u0620\u063b\u063c\u063e\u063f", "\ue000", "\u06f9“\u0656", "a\u0323\u20dd\ufeff"]
)
def test_no_name_leaves_a_certificate_unmade_and_what_the_fonts_hold_stays(typed):
    facts = plain_facts(names={"en": "بَلَدية Łódź"}, signatory_name=typed)

    assert "Łódź" in words(render(facts, "en"))
    assert latin("µ \ue000 ج\u0620 Łé") == "u ? جy Łé"


def test_the_longest_answers_fit_on_the_page():
    longest = ("Abcdefghi " * 20).strip()
    pdf = render(
        plain_facts(
            names={"en": longest, "fr": longest.upper()},
            signatory_name=longest,
            signatory_role=longest,
            charter_titles={"en": longest},
            act=Act(longest, longest[:100], date(2026, 1, 15)),
            ad_referendum_until=date(2026, 9, 30),
            demonstration=True,
        ),
        "en",
    )

    assert len(pikepdf.open(BytesIO(pdf)).pages) == 1
    assert "K7QM-2VXD-9RTB" in words(pdf)


def test_a_demonstration_says_so_and_nothing_else_does():
    sentence = "Demonstration: a fictional signature, without any value"

    assert words(render(plain_facts(demonstration=True), "en")).startswith(sentence)
    assert "Demonstration" not in words(render(plain_facts(), "en"))


def test_trusted_time_is_claimed_only_when_there_is_one(settings):
    head = LedgerHead(7, HEAD, datetime(2026, 6, 12, tzinfo=UTC), trusted_time=True)

    assert [proof["label"] for proof in printed("en", ledger=head)["proofs"]][1] == (
        "Fingerprint of the public ledger: entry 7, 12 June 2026, trusted time (RFC 3161)"
    )
    assert printed("en")["proofs"][1]["label"].endswith("entry 1234, 12 June 2026")  # nothing to be missed
    settings.CHARTER_TSA_URL = settings.CHARTER_TSA_CERTIFICATE = "an authority"
    assert printed("en")["proofs"][1]["label"].endswith("12 June 2026, dated by the network")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_square_is_read_as_the_address_of_the_signature(language):
    picture = subprocess.run(
        ["pdftoppm", "-png", "-r", "100", "-singlefile", "-"],
        input=render(plain_facts(code="ABCD-2345-WXYZ"), language),
        capture_output=True,
        check=True,
        timeout=30,
    )
    with Image.open(BytesIO(picture.stdout)) as page:
        found = zxingcpp.read_barcodes(page.convert("L"))

    address = f"http://127.0.0.1:8000/{language}/charter/verify/ABCD-2345-WXYZ/"
    assert [(code.format, code.text) for code in found] == [(zxingcpp.BarcodeFormat.QRCode, address)]
    with translation.override(language):
        assert resolve(urlsplit(address).path).kwargs == {"code": "ABCD-2345-WXYZ"}


@pytest.mark.parametrize(("language", "office"), [("en", "Secretary General"), ("ar", "رئيسة الشبكة")])
def test_it_names_who_issues_it_in_each_language(settings, language, office):
    assert printed(language)["issuer"] is None
    settings.CHARTER_ISSUER_NAME = "Ines Ferrer"
    settings.CHARTER_ISSUER_OFFICE = "en=Secretary General;ar=رئيسة الشبكة"
    assert (printed(language)["issuer"]["name"], printed(language)["issuer"]["office"]) == ("Ines Ferrer", office)
    pdf = render(plain_facts(), language)
    assert [word for word in ("Ines", *office.split()) if word not in words(pdf)] == []
    assert len(pikepdf.open(BytesIO(pdf)).pages) == 1


def figures(pdf: bytes) -> list[str]:
    """Return what the pictures of a certificate are called, in reading order."""

    def below(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
        kids = node.get("/K")
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield kid
                yield from below(kid)

    with pikepdf.open(BytesIO(pdf)) as opened:
        return [str(element.Alt) for element in below(opened.Root.StructTreeRoot) if element.S == "/Figure"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_screen_reader_meets_its_title_language_direction_and_pictures_after_the_signature_too(language):
    """PDF/UA-1 (ISO 14289-1), looked at by a library that did not make it. Typst compiles nothing inaccessible."""
    signed = sign(render(plain_facts(), language), name="Coalition", reason="Certificate", location="France").pdf

    with pikepdf.open(BytesIO(signed)) as pdf:
        with pdf.open_metadata() as metadata:
            assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
            assert NAMES[language] in metadata["dc:title"]
        assert str(pdf.Root.Lang) == language
        assert {key: bool(value) for key, value in pdf.Root.MarkInfo.items()} == {"/Marked": True, "/Suspects": False}
        view = pdf.Root.ViewerPreferences
        direction = "/R2L" if language == "ar" else "/L2R"
        assert (bool(view.DisplayDocTitle), str(view.Direction)) == (True, direction)
        assert (len(pdf.pages), str(pdf.pages[0].Tabs)) == (1, "/S")
    assert len(figures(signed)) == 1


DIGEST = "8e071d53235be7fdf16b2765c995910447df0c49cb59c9dc77082bf1815a2c5a"


HEAD = "5d1c1f2be3ec7e0c4ad8d6dd1e1ce7a3ab0b0b6b6be6a6a0d40c9a1d47c70a11"


NAMES = {
    "en": "Commune of Example-on-Sea",
    "fr": "Commune d’Exemple-sur-Mer",
    "es": "Municipio de Ejemplo del Mar",
    "ar": "بلدية المثال على البحر",
}


TITLES = {"en": "Towns against violence", "fr": "Villes contre les violences", "ar": "مدن ضد العنف"}


def plain_facts(**changes: Any) -> CertificateFacts:
    facts = {
        "names": NAMES,
        "own_language": "fr",
        "country": "FR",
        "number": 42,
        "version": 2,
        "charter_titles": TITLES,
        "signed_language": "fr",
        "signed_on": date(2026, 6, 12),
        "text_digest": DIGEST,
        "act": Act("Conseil municipal", "2026-15", date(2026, 1, 15)),
        "signatory_name": "Maëlle Kerrien",
        "signatory_role": "Maire",
        "code": "K7QM-2VXD-9RTB",
        "ledger": LedgerHead(1234, HEAD, datetime(2026, 6, 12, 10, tzinfo=UTC)),
        "made_at": datetime(2026, 6, 12, 10, 5, tzinfo=UTC),
    }
    return CertificateFacts(**facts | changes)


DER = serialization.Encoding.DER


@pytest.fixture(scope="module")
def unsigned() -> bytes:
    return render(plain_facts(), "ar")


def signed_by_us(pdf: bytes) -> Signed:
    return sign(pdf, name="Coalition of local governments", reason="Certificate of accession", location="France")


@pytest.fixture(scope="module")
def signed(unsigned) -> bytes:
    return signed_by_us(unsigned).pdf


def status_by_pyhanko(pdf: bytes):
    root = x509.Certificate.load(identity().chain[-1].public_bytes(DER))
    (embedded,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
    return validate_pdf_signature(embedded, ValidationContext(trust_roots=[root], allow_fetching=False))


def accepted_by_pyhanko(pdf: bytes) -> bool:
    try:
        return bool(status_by_pyhanko(pdf).bottom_line)
    except Exception:  # a file that does not read is not accepted
        return False


def flipped(pdf: bytes, place: int) -> bytes:
    """Return `pdf` with the lowest bit of one byte changed; a hexadecimal digit stays one."""
    byte = pdf[place : place + 1]
    other = b"%X" % (int(byte, 16) ^ 1) if byte in b"0123456789ABCDEF" else bytes([byte[0] ^ 1])
    return pdf[:place] + other + pdf[place + 1 :]


@pytest.fixture
def issued(db) -> bytes:
    """Return a file as a town hall gets it."""
    accept(SignatureFactory(state="submitted", act_file_sha256="b" * 64))
    return bytes(certificates.issue(pk=Certificate.objects.owed().first().pk).pdf)


@pytest.mark.attack
def test_a_flipped_byte_fails_both(issued, tmp_path):
    chance = random.Random(2711)  # noqa: S311
    (embedded,) = PdfFileReader(BytesIO(issued)).embedded_signatures
    _zero, before, after, rest = map(int, embedded.byte_range)
    covered = [*range(before), *range(after, after + rest)]
    parts = (embedded.signer_info["signed_attrs"].dump(), embedded.signer_info["signature"].contents)
    starts = [(issued.index(part.hex().upper().encode(), before, after), 2 * len(part)) for part in parts]
    signed_with = [place for start, length in starts for place in range(start, start + length)]

    for_both = [*chance.sample(covered, 30), *chance.sample(signed_with, 10)]
    for_pyhanko = [*for_both, *chance.sample(covered, 180), *chance.sample(signed_with, 50)]
    assert [place for place in for_pyhanko if accepted_by_pyhanko(flipped(issued, place))] == []
    assert [place for place in for_both if by_poppler(flipped(issued, place), tmp_path)] == []


def test_with_an_authority_the_signature_carries_trusted_time(authority, unsigned, tmp_path):
    result = signed_by_us(unsigned)
    roots = [identity().chain[-1].public_bytes(DER), authority.certificate.public_bytes(DER)]
    trust = ValidationContext(trust_roots=list(map(x509.Certificate.load, roots)), allow_fetching=False)
    (embedded,) = PdfFileReader(BytesIO(result.pdf)).embedded_signatures
    status = validate_pdf_signature(embedded, trust, trust)
    stamp = status.timestamp_validity

    assert (result.trusted_time, status.bottom_line, stamp.valid, stamp.trusted) == (True, True, True, True)
    assert abs((stamp.timestamp - datetime.now(UTC)).total_seconds()) < 60
    assert by_poppler(result.pdf, tmp_path)


@pytest.mark.parametrize("answer", [None, b"nonsense"])
def test_without_an_answer_it_is_signed_and_claims_no_trusted_time(authority, unsigned, answer):
    authority.misbehave = lambda request: answer
    result = signed_by_us(unsigned)
    status = status_by_pyhanko(result.pdf)

    assert (result.trusted_time, status.bottom_line, status.timestamp_validity) == (False, True, None)


def test_a_pair_that_cannot_sign_is_refused_in_one_sentence(tmp_path):
    for name in ("one", "two"):
        development_identity(tmp_path / name)
        end = "-----END PRIVATE KEY-----\n"
        first, rest = (tmp_path / name).read_text().split(end)
        (tmp_path / f"{name}-key.pem").write_text(first + end)
        (tmp_path / f"{name}-chain.pem").write_text(rest)
    key, chain = str(tmp_path / "one-key.pem"), str(tmp_path / "one-chain.pem")
    cases = {
        "the file cannot be read (FileNotFoundError)": {"key": "/nowhere.pem"},
        "the key is not an unencrypted private key in PEM": {"key": chain},
        "the certificate is not in PEM": {"certificate": key},
        "the first certificate does not belong to the key": {"certificate": str(tmp_path / "two-chain.pem")},
    }
    for sentence, change in cases.items():
        with pytest.raises(BadIdentity, match=re.escape(sentence)):
            load_identity(**{"key": key, "certificate": chain, **change})


def by_poppler(pdf: bytes, folder: Path) -> str:
    """Return what poppler says of the signature, or nothing where it is not valid for the whole file."""
    file = folder / "certificate.pdf"
    file.write_bytes(pdf)
    report = subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True, timeout=60).stdout
    return report if "Signature is Valid." in report and "Total document signed" in report else ""


def test_both_implementations_accept_it_and_nothing_may_change(signed, unsigned, tmp_path):
    status = status_by_pyhanko(signed)

    assert (status.bottom_line, status.trusted, status.coverage) == (True, True, SignatureCoverageLevel.ENTIRE_FILE)
    assert status.timestamp_validity is None
    report = by_poppler(signed, tmp_path)
    assert report.count("Signature #") == 1
    assert "Signature Type: ETSI.CAdES.detached" in report
    (embedded,) = PdfFileReader(BytesIO(signed)).embedded_signatures
    assert embedded.docmdp_level == MDPPerm.NO_CHANGES
    assert signed.startswith(unsigned)


def test_the_demonstration_makes_one_identity_that_nobody_else_reads(tmp_path):
    first, second = (development_identity(tmp_path / "key") for _time in range(2))
    assert (first.chain, first.is_development) == (second.chain, True)
    assert "development" in first.chain[0].subject.rfc4514_string()
    assert oct((tmp_path / "key").stat().st_mode & 0o777) == "0o600"

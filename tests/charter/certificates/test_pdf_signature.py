"""The certificate's signature: accepted by two implementations as it is, by neither once a byte is changed."""

import random
import re
import subprocess
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import x509
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from charter.certificates import services as certificates
from charter.certificates.certificate_pdf import render
from charter.certificates.models import Certificate
from charter.certificates.pdf_signature import Signed, sign
from coalition.certificates.signing_key import (
    BadIdentity,
    development_identity,
    identity,
    load_identity,
)
from tests.factories.charter import SignatureFactory, accept

from .test_build import plain_facts

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
    development_identity(tmp_path / "one")
    development_identity(tmp_path / "two")
    key, chain = str(tmp_path / "one" / "key.pem"), str(tmp_path / "one" / "chain.pem")
    cases = {
        "the file cannot be read (FileNotFoundError)": {"key": "/nowhere.pem"},
        "the key is not an unencrypted private key in PEM": {"key": chain},
        "the certificate is not in PEM": {"certificate": key},
        "the first certificate does not belong to the key": {"certificate": str(tmp_path / "two" / "chain.pem")},
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
    modes = [oct(path.stat().st_mode & 0o777) for path in (tmp_path / "key", tmp_path / "key" / "key.pem")]
    assert modes == ["0o700", "0o600"]

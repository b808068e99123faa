"""The certificate's signature: accepted by two implementations as it is, by neither once a byte is changed."""

import random
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
from coalition.certificates import signing_key
from coalition.certificates.signing_key import (
    DEVELOPMENT_FOLDER,
    BadIdentity,
    development_identity,
    identity,
    load_identity,
)
from tests.charter.ledger.authority import make_authority, serving
from tests.factories.charter import SignatureFactory, accept

from .facts import plain_facts

DER = serialization.Encoding.DER


@pytest.fixture(scope="module")
def unsigned() -> bytes:
    return render(plain_facts(), "ar")


def signed_by_us(pdf: bytes) -> Signed:
    return sign(pdf, name="Coalition of local governments", reason="Certificate of accession", location="France")


@pytest.fixture(scope="module")
def signed(unsigned) -> bytes:
    return signed_by_us(unsigned).pdf


def pdfsig(pdf: bytes, folder: Path) -> str:
    """Return what poppler says of the signature."""
    file = folder / "certificate.pdf"
    file.write_bytes(pdf)
    return subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True, timeout=60).stdout


def accepted_by_poppler(pdf: bytes, folder: Path) -> bool:
    report = pdfsig(pdf, folder)
    return "Signature is Valid." in report and "Total document signed" in report


def status_by_pyhanko(pdf: bytes):
    root = x509.Certificate.load(identity().chain[-1].public_bytes(DER))
    (embedded,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
    return validate_pdf_signature(embedded, ValidationContext(trust_roots=[root], allow_fetching=False))


def accepted_by_pyhanko(pdf: bytes) -> bool:
    try:
        return bool(status_by_pyhanko(pdf).bottom_line)
    except Exception:  # a file that does not read is not accepted
        return False


def test_both_implementations_accept_it(signed, tmp_path):
    status = status_by_pyhanko(signed)

    assert (status.bottom_line, status.trusted, status.coverage) == (True, True, SignatureCoverageLevel.ENTIRE_FILE)
    assert status.timestamp_validity is None
    report = pdfsig(signed, tmp_path)
    assert report.count("Signature #") == 1
    assert accepted_by_poppler(signed, tmp_path)
    assert "Signature Type: ETSI.CAdES.detached" in report
    assert "Signer Certificate Common Name: Coalition development signer" in report


def test_it_certifies_that_nothing_may_change(signed, unsigned):
    reader = PdfFileReader(BytesIO(signed))
    (embedded,) = reader.embedded_signatures

    assert embedded.docmdp_level == MDPPerm.NO_CHANGES
    assert {key: str(embedded.sig_object[key]) for key in ("/Name", "/Reason", "/Location")} == {
        "/Name": "Coalition of local governments",
        "/Reason": "Certificate of accession",
        "/Location": "France",
    }
    assert signed.startswith(unsigned)


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


def places(pdf: bytes) -> dict[str, range]:
    """Return where each part of the signature lies in `pdf`, as hexadecimal digits, and what it covers."""
    (embedded,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
    _zero, before, after, rest = map(int, embedded.byte_range)
    signer = embedded.signer_cert.dump()
    enclosed = [item.chosen.dump() for item in embedded.signed_data["certificates"]]
    parts = {
        "signer": signer,
        "authority": next(certificate for certificate in enclosed if certificate != signer),
        "attributes": embedded.signer_info["signed_attrs"].dump(),
        "signature": embedded.signer_info["signature"].contents,
    }
    starts = {name: pdf.index(part.hex().upper().encode(), before, after) for name, part in parts.items()}
    found = {name: range(start, start + 2 * len(parts[name])) for name, start in starts.items()}
    ends = found["signature"].stop  # the last part of the container; zeros follow
    return {**found, "before": range(before), "after": range(after, after + rest), "zeros": range(ends, after - 1)}


@pytest.mark.attack
def test_a_flipped_byte_fails_both(issued, tmp_path):
    chance, at = random.Random(2711), places(issued)  # noqa: S311
    covered = [*at["before"], *at["after"]]
    signed_with = [*at["attributes"], *at["signature"]]

    for_both = [*chance.sample(covered, 30), *chance.sample(signed_with, 10)]
    for_pyhanko = [*for_both, *chance.sample(covered, 180), *chance.sample([*at["signer"], *signed_with], 60)]
    assert [place for place in for_pyhanko if accepted_by_pyhanko(flipped(issued, place))] == []
    # Poppler knows no authority here, so that it cannot miss the chain: the signer's certificate is pyHanko's part.
    assert [place for place in for_both if accepted_by_poppler(flipped(issued, place), tmp_path)] == []


@pytest.fixture(scope="module")
def running():
    with serving(make_authority()) as server:
        yield server


@pytest.fixture
def authority(running, settings):
    running.misbehave = None
    settings.CHARTER_TSA_URL = running.url
    settings.CHARTER_TSA_CERTIFICATE = running.pem
    settings.CHARTER_TSA_ALLOW_LOOPBACK = True
    return running


def test_with_an_authority_the_signature_carries_trusted_time(authority, unsigned, tmp_path):
    result = signed_by_us(unsigned)
    roots = [identity().chain[-1].public_bytes(DER), authority.certificate.public_bytes(DER)]
    trust = ValidationContext(trust_roots=list(map(x509.Certificate.load, roots)), allow_fetching=False)
    (embedded,) = PdfFileReader(BytesIO(result.pdf)).embedded_signatures
    status = validate_pdf_signature(embedded, trust, trust)

    assert (result.trusted_time, status.bottom_line) == (True, True)
    asked = len(authority.asked)
    assert signed_by_us(unsigned).trusted_time
    assert len(authority.asked) == asked + 1  # the length of a token is known by then
    assert status.timestamp_validity.valid
    assert status.timestamp_validity.trusted
    assert abs((status.timestamp_validity.timestamp - datetime.now(UTC)).total_seconds()) < 60
    assert accepted_by_poppler(result.pdf, tmp_path)


@pytest.mark.parametrize("answer", [None, b"nonsense"])
def test_without_an_answer_it_is_signed_and_claims_no_trusted_time(authority, unsigned, answer):
    authority.misbehave = lambda request: answer
    result = signed_by_us(unsigned)
    status = status_by_pyhanko(result.pdf)

    assert (result.trusted_time, status.bottom_line, status.timestamp_validity) == (False, True, None)


def test_the_demonstration_makes_one_identity_and_names_it(settings, tmp_path):
    first, second = development_identity(tmp_path / "a" / "key"), development_identity(tmp_path / "a" / "key")

    assert first.chain == second.chain
    assert first.is_development
    assert [certificate.subject.rfc4514_string() for certificate in first.chain] == [
        "CN=Coalition development signer",
        "CN=Coalition development authority",
    ]
    key = tmp_path / "a" / "key" / "key.pem"
    assert [oct(path.stat().st_mode & 0o777) for path in (key.parent, key)] == ["0o700", "0o600"]
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == ["key"]
    assert identity().chain == development_identity(settings.VAR_DIR / DEVELOPMENT_FOLDER).chain


def test_outside_the_demonstration_nothing_is_made(settings, unsigned):
    settings.DEMO = False
    signing_key._identity.cache_clear()
    with pytest.raises(BadIdentity):
        signed_by_us(unsigned)
    signing_key._identity.cache_clear()


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
    said = {}
    for sentence, change in cases.items():
        with pytest.raises(BadIdentity) as refusal:
            load_identity(**{"key": key, "certificate": chain, **change})
        said[sentence] = str(refusal.value)
    assert said == {sentence: sentence for sentence in cases}

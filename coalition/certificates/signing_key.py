"""The key and the certificate chain that sign: read from the environment, or made for development.

Imported by the production settings, so it reads no models, and settings only where it is called.
"""

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.utils import timezone

BEGIN = "-----BEGIN"
DEVELOPMENT = "development"  # in the name of every certificate that is made here
DEVELOPMENT_FILE = "development-signing.pem"  # below VAR_DIR
SOON = timedelta(days=60)  # a new qualified seal takes weeks
DEVELOPMENT_LIFETIME = timedelta(days=3650)
DEVELOPMENT_SINCE = datetime(2020, 1, 1, tzinfo=UTC)  # before each day on which a test may stand that makes or reads it


Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


class BadIdentity(Exception):
    """Key and certificate cannot sign; the message is one sentence for the operator."""


def read_pem(value: str) -> bytes:
    r"""Return the PEM that `value` is, or that the file at path `value` holds; `\n` written out is a line end.

    Raises BadIdentity when there is neither.
    """
    text = value.replace("\\n", "\n")
    if BEGIN not in text:
        try:
            text = Path(value).read_text(encoding="ascii")
        except (OSError, ValueError) as error:
            raise BadIdentity(f"the file cannot be read ({type(error).__name__})") from error
    return text.encode()


def made_once(path: Path, make: Callable[[], str]) -> bool:
    """Let `path` hold what `make` returns, for its owner alone, unless it is there; say whether it was made.

    A whole file appears by one link, so that processes that start together read the same. Raises OSError.
    """
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with open(made, "x", opener=partial(os.open, mode=0o600)) as file:
        file.write(make())
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(made, path)
    except FileExistsError:  # another process was first
        return False
    finally:
        made.unlink()
    return True


@dataclass(frozen=True)
class Identity:
    """A private key and its chain: the signing certificate first, then those above it."""

    key: Key
    chain: tuple[x509.Certificate, ...]

    @property
    def certificate(self) -> x509.Certificate:
        return self.chain[0]

    @property
    def is_development(self) -> bool:
        return DEVELOPMENT in self.certificate.subject.rfc4514_string().lower()

    def refuse_unless_valid(self, moment: datetime) -> None:
        """Raise BadIdentity where the certificate is not valid at that `moment`."""
        if not self.certificate.not_valid_before_utc <= moment <= self.certificate.not_valid_after_utc:
            raise BadIdentity("the certificate is not valid today")


def identity() -> Identity:
    """Return what signs now. Raises BadIdentity: nothing is configured outside the demonstration, or not valid now."""
    found = configured()
    found.refuse_unless_valid(timezone.now())
    return found


def is_set() -> bool:
    """Say whether there is a pair that signs: without one the site runs, and issues no certificate."""
    return settings.DEMO or bool(settings.CHARTER_SIGNING_KEY and settings.CHARTER_SIGNING_CERTIFICATE)


def configured() -> Identity:
    """Return what is configured, valid or not; the demonstration makes its own at first use. Raises BadIdentity."""
    return _identity(settings.CHARTER_SIGNING_KEY, settings.CHARTER_SIGNING_CERTIFICATE)


def runs_out() -> datetime | None:
    """Return when the certificate runs out, or ran out, where that is within SOON. Raises BadIdentity."""
    if settings.DEMO and not settings.CHARTER_SIGNING_KEY:  # that of the demonstration is made when something is signed
        return None
    until = configured().certificate.not_valid_after_utc
    return until if until < timezone.now() + SOON else None


@lru_cache(maxsize=2)
def _identity(key: str, certificate: str) -> Identity:
    if not settings.DEMO and not key and not certificate:
        raise BadIdentity("CHARTER_SIGNING_KEY and CHARTER_SIGNING_CERTIFICATE are not set")
    if settings.DEMO and not key and not certificate:
        return development_identity(settings.VAR_DIR / DEVELOPMENT_FILE)
    return load_identity(key=key, certificate=certificate)


def load_identity(*, key: str, certificate: str) -> Identity:
    """Return the identity of two settings, each PEM or the path of a PEM file.

    Raises BadIdentity when one does not read, they do not belong together, or the certificate's key usage (RFC 5280,
    4.2.1.3) allows no signature on documents. Whether it is valid is asked when it signs: one that ran out stops
    certificates, and not the site.
    """
    try:
        private = serialization.load_pem_private_key(read_pem(key), password=None)
    except (ValueError, TypeError) as error:
        raise BadIdentity("the key is not an unencrypted private key in PEM") from error
    try:
        chain = tuple(x509.load_pem_x509_certificates(read_pem(certificate)))
    except ValueError as error:
        raise BadIdentity("the certificate is not in PEM") from error
    if not isinstance(private, Key):
        raise BadIdentity("the key is neither RSA nor on an elliptic curve")
    if private.public_key() != chain[0].public_key():
        raise BadIdentity("the first certificate does not belong to the key")
    if not _may_sign(chain[0]):
        raise BadIdentity("the certificate's key usage allows no digital signature")
    return Identity(private, chain)


def development_identity(path: Path) -> Identity:
    """Return the development identity kept at `path`, made at first use: its own authority, and a signer below."""
    made_once(path, _development)
    return load_identity(key=str(path), certificate=str(path))


def _may_sign(certificate: x509.Certificate) -> bool:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return usage.digital_signature or usage.content_commitment


def _development() -> str:
    """Return a key, its certificate and that of the authority above it, PEM."""
    root_key = ec.generate_private_key(ec.SECP256R1())
    key = rsa.generate_private_key(public_exponent=65537, key_size=3072)  # what every verifier of badges reads
    root = _certificate("Coalition development authority", root_key, root_key, None)
    signer = _certificate("Coalition development signer", key, root_key, root)
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return (private + signer.public_bytes(pem) + root.public_bytes(pem)).decode()


def _certificate(
    name: str, key: Key, issuer_key: ec.EllipticCurvePrivateKey, issuer: x509.Certificate | None
) -> x509.Certificate:
    """Return a certificate for `key`: an authority when it has no `issuer`, else a signer of documents."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    authority = issuer is None
    now = datetime.now(UTC).replace(microsecond=0)
    usage = x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(DEVELOPMENT_SINCE)
        .not_valid_after(now + DEVELOPMENT_LIFETIME)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=0 if authority else None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
        .sign(issuer_key, hashes.SHA256())
    )

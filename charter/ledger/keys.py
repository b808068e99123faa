"""The log's own key and name. Settings alone are read here, and no models."""

from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from coalition.certificates.signing_key import BadIdentity, made_once, read_pem

from .notes import Signer, Verifier

PREFIX = "/data/charter-log"  # where the log is served
DEVELOPMENT_FILE = "development-log.pem"  # below VAR_DIR


def origin() -> str:
    """Return the name of the log: its address without the scheme, unless another one was begun under a name."""
    return settings.CHARTER_LOG_ORIGIN or urlsplit(settings.SITE_URL).netloc + PREFIX


def signer() -> Signer:
    return Signer(origin(), _key(settings.CHARTER_LOG_KEY))


def verifier() -> Verifier:
    """Return the log's public key, as it is told to everybody. Raises BadIdentity."""
    return signer().verifier


def verifiers() -> list[Verifier]:
    """Return the public keys by which the log is verified here: former ones, oldest first, and at last the present one.

    None where the present one is not known: who has a copy of the database alone names it (`verify_ledger --key`).
    Raises BadNote for a setting that is no public key.
    """
    present = list[Verifier]()
    made = settings.DEMO and (settings.VAR_DIR / DEVELOPMENT_FILE).exists()  # none is made to verify
    if settings.CHARTER_LOG_KEY or made:
        try:
            present = [verifier()]
        except BadIdentity:
            return []
    return [*read_public_keys(settings.CHARTER_LOG_FORMER_KEYS), *present] if present else []


def read_public_keys(value: str) -> list[Verifier]:
    return [Verifier.parse(line) for line in value.split()]


def policy() -> str:
    """Return the log's public keys as programs take them, the present one first: a C2SP tlog-policy."""
    return "".join(f"log {key}\n" for key in reversed(verifiers())) + "quorum none\n"


def read_key(value: str) -> Ed25519PrivateKey:
    """Return the key that `value` is in PEM, or that the file at path `value` holds. Raises BadIdentity."""
    try:
        key = serialization.load_pem_private_key(read_pem(value), password=None)
    except (ValueError, TypeError) as error:
        raise BadIdentity("the key is not an unencrypted private key in PEM") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise BadIdentity("the key is not of the kind Ed25519")
    return key


@lru_cache(maxsize=2)
def _key(value: str) -> Ed25519PrivateKey:
    if settings.DEMO and not value:
        return _development_key(settings.VAR_DIR / DEVELOPMENT_FILE)
    return read_key(value)


def new_key() -> str:
    """Return a new private key, PEM."""
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    return Ed25519PrivateKey.generate().private_bytes(pem, serialization.PrivateFormat.PKCS8, plain).decode()


def _development_key(path: Path) -> Ed25519PrivateKey:
    """Return the key kept at `path`, made at first use by whoever comes first."""
    made_once(path, new_key)
    return read_key(str(path))

"""The signing key of the charter for files of other apps: signed as its certificates are, at once."""

import base64
from typing import TYPE_CHECKING, Any

from coalition.mail import identity
from coalition.pages.sealing import NoSeal, Signed

if TYPE_CHECKING:
    from charter.certificates.identity import Key

CURVES = {"secp256r1": ("P-256", "ES256", 32), "secp384r1": ("P-384", "ES384", 48)}


def seal(pdf: bytes, *, language: str, reason: str) -> bytes:
    """Return `pdf` signed and certified (PAdES B-B). Raises NoSeal where the key cannot sign.

    No authority is asked for the time: whoever waits for the file waits for no other server.
    """
    # Here and not above: the libraries take a second to load.
    from charter.certificates.identity import BadIdentity
    from charter.certificates.signing import sign_at_once

    try:
        return sign_at_once(pdf, name=identity.names(language).site, reason=reason)
    except BadIdentity as error:
        raise NoSeal(str(error)) from error


def beside(content: bytes) -> Signed:
    """Return a signature on `content` that stands beside it, by the same key. Raises NoSeal where it cannot sign."""
    from charter.certificates.identity import BadIdentity
    from charter.certificates.signing import sign_beside

    try:
        return Signed(*sign_beside(content))
    except BadIdentity as error:
        raise NoSeal(str(error)) from error


class JsonSigner:
    """Signs bytes with the same key (RFC 7515): RS256, or ES256 and ES384 on the two usual curves."""

    def jwk(self) -> dict[str, str]:
        """Return the public key (RFC 7517, 7518). Raises NoSeal."""
        key = _key()
        numbers: Any = key.public_key().public_numbers()
        if not hasattr(key, "curve"):
            return {"kty": "RSA", "alg": "RS256", "use": "sig", "n": _number(numbers.n), "e": _number(numbers.e)}
        name, algorithm, size = _curve(key)
        return {"kty": "EC", "alg": algorithm, "use": "sig", "crv": name, "x": _number(numbers.x, size),
                "y": _number(numbers.y, size)}  # fmt: skip

    def sign(self, signed: bytes) -> bytes:
        """Return the signature of `signed`, as RFC 7518 has it. Raises NoSeal."""
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec, padding, utils

        key: Any = _key()
        if not hasattr(key, "curve"):
            return bytes(key.sign(signed, padding.PKCS1v15(), hashes.SHA256()))
        _name, algorithm, size = _curve(key)
        digest = hashes.SHA256() if algorithm == "ES256" else hashes.SHA384()
        halves = utils.decode_dss_signature(key.sign(signed, ec.ECDSA(digest)))
        return b"".join(half.to_bytes(size) for half in halves)


def _key() -> "Key":
    # Here and not above: the libraries take a second to load.
    from charter.certificates.identity import BadIdentity
    from charter.certificates.installed import configured

    try:
        return configured().key  # the keys of JSON Web Signatures do not run out
    except BadIdentity as error:
        raise NoSeal(str(error)) from error


def _curve(key: Any) -> tuple[str, str, int]:
    if key.curve.name not in CURVES:
        raise NoSeal("JSON Web Signatures have no name for this curve here")
    return CURVES[key.curve.name]


def _number(value: int, size: int = 0) -> str:
    octets = value.to_bytes(size or (value.bit_length() + 7) // 8)
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()

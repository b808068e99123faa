"""A certificate as an Open Badge: a credential signed as a JSON Web Token, which anybody checks without this site.

Open Badges 3.0 (1EdTech), 8.2 "JSON Web Token Proof Format": the credential is the payload, with the claims `iss`,
`jti` and `nbf`; the header holds the public key as a JWK (RFC 7517) and in `kid` the address where this site shows the
same key. Signed by the key of the certificates: RS256 where it is RSA, ES256 or ES384 on an elliptic curve (RFC 7518).
"""

import base64
import binascii
import json
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from coalition.mail import identity
from coalition.pages import sealing
from webinars.courses.learning.words import title_of

from .models import CourseCertificate

CONTEXTS = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
LONGEST = 20_000  # characters of a badge that is read
CURVES: dict[str, tuple[type[ec.EllipticCurve], int, Any]] = {
    "ES256": (ec.SECP256R1, 32, hashes.SHA256()),
    "ES384": (ec.SECP384R1, 48, hashes.SHA384()),
}


class NotGenuine(Exception):
    """This is no badge, or one that was changed."""


def credential(certificate: CourseCertificate, language: str, url: str) -> dict[str, Any]:
    """Return `certificate`, which is checked at `url`, as an OpenBadgeCredential in words of `language`."""
    site, network = f"{settings.SITE_URL.rstrip('/')}/", identity.names(language).site
    with override(language):
        narrative = _("All lessons were gone through, and enough of all questions were answered right.")
        description = _("An online course of this network.")
    title = title_of(certificate.course, language)
    return {
        "@context": CONTEXTS,
        "id": url,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": title,
        "issuer": {"id": site, "type": ["Profile"], "name": network, "url": site},
        "validFrom": f"{certificate.name_since:%Y-%m-%dT%H:%M:%SZ}",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {"type": "IdentityObject", "hashed": False, "identityHash": certificate.name, "identityType": "name"}
            ],
            "achievement": {
                "id": f"{site}{language}/courses/{certificate.course.key}/begin/",
                "type": ["Achievement"],
                "achievementType": "Course",
                "name": title,
                "description": description,
                "criteria": {"narrative": narrative},
                "inLanguage": language,
            },
        },
    }


def sign(certificate: CourseCertificate, language: str, url: str) -> str:
    """Return `certificate` as a signed badge. Raises sealing.NoSeal."""
    signer = sealing.signer()
    body = credential(certificate, language, url)
    claims = {"iss": body["issuer"]["id"], "jti": url, "nbf": int(certificate.name_since.timestamp())}
    key = signer.jwk()
    header = {"alg": key["alg"], "typ": "JWT", "kid": key_address(), "jwk": key}
    signed = f"{_encoded(header)}.{_encoded(body | claims)}"
    return f"{signed}.{_base64(signer.sign(signed.encode()))}"


def key_address() -> str:
    """Return the address at which this site shows its public key."""
    with override("en"):
        return settings.SITE_URL.rstrip("/") + reverse("webinars:badge-key")


def check(badge: str, key: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return what the signed `badge` says. With `key`, a JWK, it must be signed by that one.

    Without it the key in the badge itself is used: then only that nothing was changed is shown, and whoever checks
    compares that key with the one that the issuer shows. Raises NotGenuine.
    """
    try:
        head, body, signature = badge.strip()[:LONGEST].split(".")
        header, claims = json.loads(_plain(head)), json.loads(_plain(body))
        own = header["jwk"]
        if key is not None and any(own.get(part) != key.get(part) for part in ("kty", "crv", "x", "y", "n", "e")):
            raise NotGenuine("signed by another key")
        _verify(header["alg"], own, f"{head}.{body}".encode(), _plain(signature))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error, InvalidSignature) as error:
        raise NotGenuine("no badge, or changed") from error
    if not isinstance(claims, dict):
        raise NotGenuine("no badge")
    return claims


def _verify(algorithm: str, key: dict[str, Any], signed: bytes, signature: bytes) -> None:
    """Raise InvalidSignature or ValueError where `signature` of `signed` is not by `key`."""
    if algorithm == "RS256":
        public = rsa.RSAPublicNumbers(_number(key["e"]), _number(key["n"])).public_key()
        if public.key_size < 2048:
            raise ValueError("a short key")
        public.verify(signature, signed, padding.PKCS1v15(), hashes.SHA256())
        return
    curve, size, digest = CURVES[algorithm]
    if len(signature) != 2 * size:
        raise ValueError("a signature of another length")
    halves = (int.from_bytes(signature[:size]), int.from_bytes(signature[size:]))
    numbers = ec.EllipticCurvePublicNumbers(_number(key["x"]), _number(key["y"]), curve())
    numbers.public_key().verify(utils.encode_dss_signature(*halves), signed, ec.ECDSA(digest))


def _encoded(part: dict[str, Any]) -> str:
    return _base64(json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode())


def _base64(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _plain(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def _number(text: str) -> int:
    return int.from_bytes(_plain(text))

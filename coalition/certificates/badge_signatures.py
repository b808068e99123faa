"""Open Badges 3.0: the profile that issues them, the keys that sign them, and the picture that carries its proof.

Source: 1EdTech, Open Badges Specification 3.0, 5.3.1 (a PNG with the credential in it) and 8.2 (JSON Web Token proof).
"""

import hashlib
import json
from base64 import urlsafe_b64encode
from io import BytesIO
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.urls import reverse
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from coalition.site.site_words import site_names

from .models import IssuedCertificate
from .signing_key import BadIdentity, identity

CONTEXT = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
CHUNK = "openbadgecredential"  # of a PNG, as the specification calls it
KEYS = "badge_keys"  # among the facts of a certificate: the public keys that signed its badges, by thumbprint
ALGORITHMS = {"": "RS256", "secp256r1": "ES256", "secp384r1": "ES384", "secp521r1": "ES512"}
PUBLIC_PARTS = ("crv", "e", "kty", "n", "x", "y")  # of a key: what its thumbprint is of (RFC 7638, 3.2)


def absolute(name: str, *args: str) -> str:
    """Return the whole address called `name`, in the active language where it has one."""
    return settings.SITE_URL.rstrip("/") + reverse(name, args=args)


def issuer(language: str) -> dict[str, Any]:
    """Return the network as the profile that issues badges."""
    return {
        "id": absolute("badge_issuer"),
        "type": ["Profile"],
        "name": site_names(language).site,
        "url": f"{settings.SITE_URL.rstrip('/')}/{language}/",
    }


def sign(certificate: IssuedCertificate, credential: dict[str, Any]) -> str:
    """Return `credential`, valid from its `validFrom` on, as a compact JWS; its public key is kept with `certificate`.

    By RS256, which every verifier reads, where the key is RSA, else by the ECDSA of its curve. Raises BadIdentity.
    """
    key = identity().key
    curve = "" if isinstance(key, rsa.RSAPrivateKey) else key.curve.name
    if (algorithm := ALGORITHMS.get(curve)) is None:
        raise BadIdentity(f"no algorithm of JSON Web Signature has the curve {curve}")
    found = jwt.get_algorithm_by_name(algorithm).to_jwk(key.public_key(), as_dict=True)
    public = {part: found[part] for part in PUBLIC_PARTS if part in found}
    digest = hashlib.sha256(json.dumps(public, separators=(",", ":")).encode()).digest()
    thumbprint = urlsafe_b64encode(digest).rstrip(b"=").decode()
    certificate.facts[KEYS] = {**certificate.facts.get(KEYS, {}), thumbprint: public}
    certificate.save(update_fields=["facts"])
    return jwt.encode(credential, key, algorithm, {"kid": absolute("badge_key", thumbprint), "jwk": public})


def keys() -> dict[str, dict[str, str]]:
    """Return by thumbprint every public key that signed a badge, also those before today's.

    Every row is read: who answers a request remembers them until a public table changes.
    """
    rows = IssuedCertificate.objects.filter(facts__has_key=KEYS).values_list(f"facts__{KEYS}", flat=True).distinct()
    return dict(sorted(pair for kept in rows for pair in kept.items()))


def bake(picture: bytes, token: str) -> bytes:
    """Return the PNG `picture` with the signed credential `token` in it."""
    chunk, baked = PngInfo(), BytesIO()
    chunk.add_itxt(CHUNK, token)
    Image.open(BytesIO(picture)).save(baked, "png", pnginfo=chunk)
    return baked.getvalue()

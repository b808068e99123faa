"""DKIM: what leaves is signed with the key of the domain that it comes from (RFC 6376), where one is set.

Our own, since dkimpy signs fifty mails a second: RSA in Python. Headers are canonicalised `relaxed`, bodies `simple`:
ours are quoted-printable or base64, in which nothing at the end of a line is lost on the way.
"""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from django.conf import settings
from django.utils import timezone

# Both headers of RFC 8058 must be covered. Those that stand once more at the end can be added by nobody on the way.
COVERED = (
    "from", "to", "subject", "date", "message-id", "reply-to", "mime-version", "content-type", "content-language",
    "list-id", "list-unsubscribe", "list-unsubscribe-post",
)  # fmt: skip
SEALED = ("from", "subject", "reply-to", "list-unsubscribe", "list-unsubscribe-post")
FIELD = re.compile(rb"^([!-9;-~]+):((?:.*?\r\n(?:[ \t].*?\r\n)*))", re.MULTILINE | re.DOTALL)
DOMAIN = re.compile(rb"@([A-Za-z0-9.-]+)>?\s*$")
SMALLEST = 1024  # bits of an RSA key that anybody believes (RFC 8301)


class BadKey(ValueError):
    """This is no private key that DKIM knows."""


def keys() -> dict[str, tuple[str, RSAPrivateKey]]:
    """Return selector and key of each domain that signs. Raises BadKey."""
    return {domain: (selector, read_key(key)) for domain, (selector, key) in settings.MAIL_DKIM_KEYS.items()}


@cache
def read_key(given: str) -> RSAPrivateKey:
    """Return the private key of a PEM text, or of the PEM file at this path. Raises BadKey."""
    try:
        pem = given.encode() if given.lstrip().startswith("-----BEGIN") else Path(given).read_bytes()
        key = serialization.load_pem_private_key(pem, None)
    except (OSError, ValueError, TypeError) as error:
        raise BadKey(str(error)) from error
    if isinstance(key, RSAPrivateKey) and key.key_size >= SMALLEST:
        return key
    raise BadKey("no RSA key of 1024 bits or more, as all who check mail know it")


def signed(data: bytes) -> bytes:
    """Return the mail `data`, lines ended by CRLF, below its signature; as it is where its domain has no key."""
    if not settings.MAIL_DKIM_KEYS:
        return data
    head, _blank, body = data.partition(b"\r\n\r\n")
    fields = [(name.lower().decode(), value) for name, value in FIELD.findall(head + b"\r\n")]
    sender = DOMAIN.search(dict(fields).get("from", b"").strip())
    domain = sender[1].decode().lower() if sender else ""
    selector, key = keys().get(domain, ("", None))
    if key is None:
        return data
    named = [name for name in COVERED for there, _value in fields if there == name] + list(SEALED)
    values = {name: _relaxed(value) for name, value in fields}
    hashed = base64.b64encode(hashlib.sha256(body.rstrip(b"\r\n") + b"\r\n").digest()).decode()
    own = (
        f"v=1; a=rsa-sha256; c=relaxed/simple; d={domain}; s={selector}; t={int(timezone.now().timestamp())};"
        f"\r\n\th={':'.join(named)};\r\n\tbh={hashed};\r\n\tb="
    ).encode()
    # A name that stands there a second time means that there is no second one: its value is signed once.
    unsigned = b"".join(f"{name}:".encode() + values[name] + b"\r\n" for name in dict.fromkeys(named) if name in values)
    said = unsigned + b"dkim-signature:" + _relaxed(own)
    signature = base64.b64encode(key.sign(said, PKCS1v15(), hashes.SHA256()))
    folded = b"\r\n\t ".join(signature[place : place + 70] for place in range(0, len(signature), 70))
    return b"DKIM-Signature: " + own + folded + b"\r\n" + data


def _relaxed(value: bytes) -> bytes:
    return re.sub(rb"[ \t]+", b" ", value.replace(b"\r\n", b"")).strip()

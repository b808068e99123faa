"""DKIM: does the domain publish the key that our mail is signed with (RFC 6376, 3.6)?"""

import re
from collections.abc import Mapping

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from coalition.mail import signing

from .lines import Line, State
from .names import Names

GOOD = 2048  # bits


def examine(names: Names, domain: str, keys: Mapping[str, tuple[str, RSAPrivateKey]]) -> Line:
    """Say whether the key that signs for `domain` is published; `keys` are selector and key by domain."""
    what = f"DKIM of {domain}"
    if domain not in keys:
        todo = "let the mail server sign for this domain, or set MAIL_DKIM_KEY and its selector (or the discreet ones)"
        return Line(what, State.UNKNOWN, "the site signs nothing; the mail server may", todo)
    selector, key = keys[domain]
    place, record = f"{selector}._domainkey.{domain}", signing.record(key)
    found = [text for text in names.texts(place) if "p=" in text]
    if not found:
        return Line(what, State.MISSING, f"nothing is published at {place}", f'publish there the TXT record "{record}"')
    if _public(found[0]) != _public(record):
        return Line(what, State.MISSING, f"{place} has another key", f'publish there the TXT record "{record}"')
    if key.key_size < GOOD:
        return Line(what, State.LOOK, f"a key of {key.key_size} bits", f"make one of {GOOD} bits, under a new selector")
    return Line(what, State.OK, f"published at {place}")


def _public(record: str) -> str:
    found = re.search(r"(?:^|;)\s*p=([A-Za-z0-9+/=\s]*)", record)
    return re.sub(r"\s", "", found[1]) if found else ""

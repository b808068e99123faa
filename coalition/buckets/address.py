"""Which bucket holds the files of this installation: what the environment says of it, read and checked in one place."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

BUCKET = re.compile(r"/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:/[A-Za-z0-9][A-Za-z0-9._-]*)*)/?")  # and a folder in it


class BadAddress(Exception):
    """No bucket can be reached by what was said; the message is one sentence without what is secret."""


@dataclass(frozen=True)
class Address:
    """A bucket of an S3-compatible store, perhaps a folder in it, and who asks for it."""

    endpoint: str
    bucket: str
    folder: str
    region: str
    key: str
    secret: str = field(repr=False)


def read(*, url: str, region: str, key: str, secret: str) -> Address:
    """Return the bucket that `url` names, as in `https://store.example/bucket/folder`. Raises BadAddress."""
    try:
        parts = urlsplit(url)
        named = bool(parts.hostname) and parts.port != 0
    except ValueError:
        named = False
    found = BUCKET.fullmatch(parts.path) if named else None
    if found is None or parts.scheme not in ("https", "http") or "@" in parts.netloc or parts.query or parts.fragment:
        raise BadAddress(
            "BUCKET_URL must be the address of a store, then a slash and the bucket's name, as in "
            "https://store.example/bucket; BUCKET_KEY and BUCKET_SECRET say who asks."
        )
    if not key or not secret:
        raise BadAddress("BUCKET_KEY and BUCKET_SECRET must both be set where BUCKET_URL is.")
    if not region:
        raise BadAddress("BUCKET_REGION must be set where BUCKET_URL is; most stores of your own take us-east-1.")
    return Address(f"{parts.scheme}://{parts.netloc}", found[1], found[2].strip("/"), region, key, secret)

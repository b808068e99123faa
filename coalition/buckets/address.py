"""Which bucket holds the files of this installation: what the environment says of it, read and checked in one place."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

NAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")  # of a bucket, as S3 has it
SEGMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


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
        raise BadAddress("BUCKET_URL cannot be read.") from None
    if parts.scheme not in ("https", "http") or not named:
        raise BadAddress("BUCKET_URL must be the https:// address of a store, then a slash and the bucket's name.")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise BadAddress("BUCKET_URL is an address alone: BUCKET_KEY and BUCKET_SECRET say who asks.")
    bucket, *folders = parts.path.strip("/").split("/")
    if not NAME.fullmatch(bucket):
        raise BadAddress(
            "BUCKET_URL must name a bucket behind the store's address, as in https://store.example/bucket."
        )
    if not all(SEGMENT.fullmatch(one) for one in folders):
        raise BadAddress("A folder in BUCKET_URL may have letters, digits, dots, hyphens and underscores only.")
    if not key or not secret:
        raise BadAddress("BUCKET_KEY and BUCKET_SECRET must both be set where BUCKET_URL is.")
    if not region:
        raise BadAddress("BUCKET_REGION must be set where BUCKET_URL is; most stores of your own take us-east-1.")
    return Address(f"{parts.scheme}://{parts.netloc}", bucket, "/".join(folders), region, key, secret)

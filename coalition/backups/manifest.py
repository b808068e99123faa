"""What a backup says of itself: each file with its digest, and a seal that only this installation's key makes."""

import hmac
import json
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from coalition.privacy.addresses import keyed_digest

from .refusals import Refused

NAME = "manifest.json"
DATABASE = "database.dump"
LOG = "charter-log.checkpoints"
FORMAT = 1


@dataclass
class Manifest:
    """What a backup holds: `files` by name as (bytes, SHA-256), and what a restore must know before it begins."""

    made: str  # ISO 8601, UTC
    postgresql: int  # major version of the server
    pg_dump: int  # and of the program, whose dumps older programs do not read
    migrations: list[list[str]]
    erasures: dict[str, Any]  # the list of erasures as it stood: `size` and `sha256`
    files: dict[str, list[Any]] = field(default_factory=dict)
    format: int = FORMAT

    def sealed(self) -> bytes:
        values = asdict(self)
        return json.dumps({**values, "seal": _seal(values)}).encode()

    @classmethod
    def opened(cls, data: bytes, *, secrets: list[str]) -> Self:
        """Return the manifest that `data` holds, if one of `secrets` sealed it. Raises Refused."""
        try:
            values = json.loads(data)
            seal = str(values.pop("seal"))
            made = cls(**values)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Refused("The manifest of this backup cannot be read.") from None
        if made.format != FORMAT:
            raise Refused(f"This backup has format {made.format}; this version of the site reads {FORMAT}.")
        if not any(hmac.compare_digest(seal, _seal(values, secret)) for secret in secrets):
            raise Refused("This backup was made under another DJANGO_SECRET_KEY, or by somebody else.")
        return made


def _seal(values: dict[str, Any], secret: str = "") -> str:
    return keyed_digest("backup", json.dumps(values, sort_keys=True), secret=secret)

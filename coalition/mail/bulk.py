"""One letter to thousands: everything that is the same is encoded once, the rest is filled in for each reader.

The reader's secret stands in text, HTML and headers as PLACEHOLDER. Bodies are quoted-printable, cut at the
placeholder with soft line breaks (RFC 2045 6.7 rule 5), so filling in is joining bytes.
"""

import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email import quoprimime
from email.utils import format_datetime
from functools import lru_cache
from typing import Self

from . import mime
from .rendering import Body

PLACEHOLDER = "0READERSECRET0"
LINE = 76  # octets, without its end (RFC 2045 section 6.7, rule 5)
LONGEST_SECRET = 70  # octets: it stands on a line of its own
BLANK = re.compile(rb"[\0-\x20]")
BOUNDARY = "=_one-cloth-many-threads"


@dataclass(frozen=True)
class Letter:
    """A letter ready to be filled in. Make it with `prepare`."""

    domain: str  # that it is sent from
    head: tuple[bytes, ...]
    pieces: tuple[bytes, ...]

    @classmethod
    def prepare(cls, *, body: Body, language: str, discreet: bool, headers: dict[str, str]) -> Self:
        """Encode `body` and `headers` (both may hold PLACEHOLDER; header values are ASCII) once."""
        mail = mime.head(subject=body.subject, recipient="", discreet=discreet, key="", language=language, headers={})
        for name in ("To", "Date", "Message-ID", "Auto-Submitted"):
            del mail[name]
        lines = mail.as_bytes().rstrip(b"\r\n") + b"\r\n"
        lines += b"".join(f"{name}: {value}\r\n".encode("ascii") for name, value in headers.items())
        lines += f'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="{BOUNDARY}"\r\n'.encode()
        parts = b"".join(_part(subtype, words) for subtype, words in (("plain", body.text), ("html", body.html)))
        return cls(
            domain=mime.domain(discreet),
            head=tuple(lines.split(PLACEHOLDER.encode())),
            pieces=tuple((parts + f"--{BOUNDARY}--\r\n".encode()).split(PLACEHOLDER.encode())),
        )

    def fill(self, *, recipient: str, secret: str, key: str) -> bytes:
        """Return the mail to `recipient`, with its stable Message-ID (from `key`) and `secret` in place.

        `secret` is URL-safe ASCII of at most LONGEST_SECRET characters. Raises ValueError for an address that is none.
        """
        address = recipient.encode()  # beyond ASCII only for a server with SMTPUTF8
        if not address or BLANK.search(address):
            raise ValueError("An address has no space and no line break.")
        token = secret.encode("ascii")
        own = b"To: %b\r\nDate: %b\r\nMessage-ID: %b\r\n\r\n" % (
            address,
            _date(int(time.time())),
            mime.message_id_at(self.domain, key).encode(),
        )
        *before, last = self.head
        first, *after = self.pieces
        return token.join((*before, b"".join((last, own, first)), *after))  # what is long is copied once


@lru_cache(maxsize=2)
def _date(second: int) -> bytes:
    """Return the date of all mails of one second (since 1970)."""
    return format_datetime(datetime.fromtimestamp(second, UTC)).encode()


def _part(subtype: str, words: str) -> bytes:
    """Return one part of the alternatives; the placeholder stands on a line of its own, softly broken."""
    encoded = [_quoted(piece) for piece in words.split(PLACEHOLDER)]
    head = (
        f"--{BOUNDARY}\r\nContent-Type: text/{subtype}; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    )
    return head.encode() + f"=\r\n{PLACEHOLDER}=\r\n".encode().join(encoded) + b"\r\n"


def _quoted(piece: str) -> bytes:
    """Return `piece` encoded; every line leaves room for the soft break that may follow it."""
    octets = piece.encode().decode("latin-1")  # one character for each octet, as the encoder takes them
    return quoprimime.body_encode(octets, maxlinelen=LINE - 1, eol="\r\n").encode("ascii")

"""Check certificates and the log of the charter from outside, with Python alone.

Run `python verify.py KEYS FILE... [ADDRESS]`. KEYS is the file of the log's public keys, or one of these keys, as you
saved it. Each FILE is a certificate, a proof or a checkpoint that you saved. ADDRESS (https://…/data/charter-log) is
where the log is now: it must continue each checkpoint. A certificate needs the proof of its own bytes, as another FILE
or from ADDRESS.
"""

import base64
import hashlib
import json
import re
import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493  # Ed25519 (RFC 8032, 5.1)
D, BASE = -121665 * pow(121666, -1, P) % P, (4 * pow(5, -1, P) % P).to_bytes(32, "little")
Point = tuple[int, int]


def sha(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def tree(row: list[bytes]) -> bytes:
    half = 1 << (len(row) - 1).bit_length() - 1 if len(row) > 1 else 0
    return sha(b"\1", tree(row[:half]), tree(row[half:])) if half else b"".join(row) or sha()


def add(one: Point, other: Point) -> Point:
    (x, y), (u, v) = one, other
    t = D * x * y * u * v
    return (x * v + u * y) * pow(1 + t, -1, P) % P, (y * v + x * u) * pow(1 - t, -1, P) % P


def times(number: int, point: Point) -> Point:
    rest = times(number >> 1, add(point, point)) if number else (0, 1)
    return add(rest, point) if number & 1 else rest


def point(packed: bytes) -> Point:
    y = int.from_bytes(packed, "little") & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    return (x if x & 1 == packed[31] >> 7 else P - x), y


class NotProvenError(Exception):
    """A file does not hold; the message says why."""


def read_keys(value: str) -> list[tuple[str, int]]:
    """Return each public key with the size of the first checkpoint that it signed, oldest first."""
    lines = Path(value).read_text().splitlines() if Path(value).is_file() else [value]
    rows = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    return [(row[0], int(row[1]) if len(row) > 1 else 0) for row in rows]


def opened(note: str, keys: list[tuple[str, int]]) -> tuple[int, bytes]:
    """Return size and root of a checkpoint that one of `keys` signed while it was in use.

    A key is out of use above the first checkpoint that the next key signed. Raises NotProvenError.
    """
    text, _blank, below = note.rpartition("\n\n")
    size, root = text.split("\n")[1:3]
    ends = [*(first for _key, first in keys[1:]), int(size)]
    in_use = [key.split("+", 2) for (key, _first), end in zip(keys, ends, strict=True) if int(size) <= end]
    public = {(name, number): base64.b64decode(encoded)[1:] for name, number, encoded in in_use}
    for line in below.splitlines():
        name, encoded = line.split()[1:]
        signature = base64.b64decode(encoded)
        if key := public.get((name, signature[:4].hex())):
            if is_signed(f"{text}\n".encode(), signature[4:], key):
                return int(size), base64.b64decode(root)
            raise NotProvenError("changed, the log did not sign this checkpoint")
    raise NotProvenError("not signed by a key in use: download the file of the log's keys")


def is_signed(text: bytes, signature: bytes, public: bytes) -> bool:
    scalar = int.from_bytes(signature[32:], "little")
    digest = int.from_bytes(hashlib.sha512(signature[:32] + public + text).digest(), "little") % ORDER
    left, right = times(scalar, point(BASE)), add(point(signature[:32]), times(digest, point(public)))
    return len(signature) == 64 and scalar < ORDER and left == right


def climbed(proof: str) -> tuple[str, bytes]:
    """Return the words of the leaf that a proof opens, and the root to which it leads."""
    above, _blank, note = proof.partition("\n\n")
    _first, extra, index, *path = above.split("\n")
    words = base64.b64decode(extra.split()[1])
    place, last, found = int(index.split()[1]), int(note.split("\n")[1]) - 1, sha(b"\0", sha(words))
    for sibling in map(base64.b64decode, path):
        while not place & 1 and place == last and place:
            place, last = place >> 1, last >> 1
        found = sha(b"\1", sibling, found) if place & 1 else sha(b"\1", found, sibling)
        place, last = place >> 1, last >> 1
    return words[32:].decode(), found


def leaves(address: str, size: int) -> list[bytes]:
    """Fetch the hashes of the first `size` leaves, up to 256 a tile (C2SP tlog-tiles)."""
    widths = [min(256, size - first) for first in range(0, size, 256)]
    places = [re.sub(r"(\d{3})(?=\d)", r"x\1/", f"{number:06}").removeprefix("x000/") for number in range(len(widths))]
    parts = [f"{place}.p/{width}" if width < 256 else place for place, width in zip(places, widths, strict=True)]
    content = b"".join(urlopen(f"{address}/tile/0/{part}").read() for part in parts)  # noqa: S310
    return [content[at : at + 32] for at in range(0, len(content), 32)]


def fetch(address: str) -> bytes:
    """Return what is at `address`, nothing where nothing is."""
    try:
        with urlopen(address) as response:  # noqa: S310
            return response.read()
    except HTTPError as error:
        if error.code != 404:
            raise
        return b""


def is_proof(content: bytes) -> bool:
    return content.startswith(b"c2sp.org/tlog-proof")


def is_pdf(content: bytes) -> bool:
    return b"%PDF" in content[:1024]


def embedded_proof(pdf: bytes) -> bytes:
    """Return the proof of the signature that a certificate holds, nothing where it holds none."""
    for stream in re.findall(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL):
        with suppress(zlib.error):
            text = zlib.decompress(stream) if stream.startswith(b"x\x9c") else stream
            if is_proof(text):
                return text
    return b""


class Check:
    """One run: the public keys, the files, and the log at an address."""

    def __init__(self, keys: list[tuple[str, int]], files: dict[str, bytes], address: str) -> None:
        self.keys, self.files, self.address = keys, files, address
        self.proofs = [content for content in files.values() if is_proof(content)]
        if address:  # before the checkpoint, which is then the newer one
            digests = [hashlib.sha256(content).hexdigest() for content in files.values() if is_pdf(content)]
            self.proofs += filter(None, (fetch(f"{address}/certificate/{digest}") for digest in digests))
        self.row = list[bytes]()

    def run(self) -> bool:
        """Print a line for the log and one for each file; return whether all hold."""
        verdicts = [self.report(self.address, self.check_log)] if self.address else []
        return all([*verdicts, *(self.report(name, self.check_file, content) for name, content in self.files.items())])

    def report(self, name: str, check: Callable[..., str], *content: bytes) -> bool:
        try:
            verdict, is_whole = f"signed, {check(*content)}", True
        except NotProvenError as error:
            verdict, is_whole = str(error), False
        except (ValueError, LookupError):
            verdict, is_whole = "changed, it cannot be read", False
        print(f"{name}: {verdict}")
        return is_whole

    def check_log(self) -> str:
        size, root = opened(fetch(f"{self.address}/checkpoint").decode(), self.keys)
        row = leaves(self.address, size)
        if tree(row) != root:
            raise NotProvenError("changed, its leaves are not those that it signed")
        self.row = row
        return f"{size} leaves"

    def check_file(self, content: bytes) -> str:
        if is_pdf(content):
            return self.check_certificate(content)
        if is_proof(content):
            return self.check_proof(content)
        return f"{self.check_checkpoint(content.decode())[0]} leaves"

    def check_certificate(self, content: bytes) -> str:
        """Find the proof of these very bytes. The proof inside is of the signature alone: anybody can copy it."""
        digest = hashlib.sha256(content).hexdigest()
        for proof in self.proofs:
            words = ""
            with suppress(NotProvenError, ValueError, LookupError):
                words = self.check_proof(proof)
            record = json.loads(words or "{}")
            if (record.get("kind"), record.get("about")) == ("certificate", digest):
                if inside := embedded_proof(content):
                    self.check_proof(inside)
                return words
        if self.address:
            raise NotProvenError("changed, the log has no certificate with these bytes")
        raise NotProvenError("not checked, add the proof of this file or the address of the log")

    def check_proof(self, content: bytes) -> str:
        _size, root = self.check_checkpoint(content.decode().partition("\n\n")[2])
        words, found = climbed(content.decode())
        if found != root:
            raise NotProvenError("changed, the proof leads to another root")
        return words

    def check_checkpoint(self, note: str) -> tuple[int, bytes]:
        size, root = opened(note, self.keys)
        if self.row and (size > len(self.row) or tree(self.row[:size]) != root):
            raise NotProvenError("changed, the log does not continue what was signed")
        return size, root


def main(value: str, *names: str) -> bool:
    address = names[-1] if names[-1].startswith("http") else ""
    files = {name: Path(name).read_bytes() for name in names if name != address}
    return Check(read_keys(value), files, address).run()


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    try:
        sys.exit(0 if main(*sys.argv[1:]) else 1)
    except OSError as failure:  # a file that is not there, an address that does not answer
        sys.exit(str(failure))

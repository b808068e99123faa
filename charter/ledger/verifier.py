"""Check the log of the charter from outside, with Python alone: python verify.py KEY FILE... [ADDRESS]

KEY is the log's public key as you keep it, each FILE a certificate, a proof or a checkpoint that you kept; ADDRESS
(https://…/data/charter-log) is where the log is now: each checkpoint must be the beginning of it.
"""

import base64
import hashlib
import re
import sys
import zlib
from pathlib import Path
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


def opened(note: str, key: str) -> tuple[int, bytes]:
    """Return size and root of a checkpoint, once the signature of the log holds."""
    name, number, encoded = key.split("+", 2)
    text, _blank, below = note.rpartition("\n\n")
    lines = [base64.b64decode(line.split()[2]) for line in below.splitlines() if line.split()[1] == name]
    (mine,) = [line[4:] for line in lines if line[:4].hex() == number]
    public, scalar = base64.b64decode(encoded)[1:], int.from_bytes(mine[32:], "little")
    digest = int.from_bytes(hashlib.sha512(mine[:32] + public + f"{text}\n".encode()).digest(), "little") % ORDER
    if scalar >= ORDER or times(scalar, point(BASE)) != add(point(mine[:32]), times(digest, point(public))):
        raise SystemExit("The log did not sign this checkpoint.")
    return int(text.split("\n")[1]), base64.b64decode(text.split("\n")[2])


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


if __name__ == "__main__":
    key, *names = sys.argv[1:]
    row, address = [], names.pop() if names[-1].startswith("http") else ""
    if address:
        size, root = opened(urlopen(f"{address}/checkpoint").read().decode(), key)  # noqa: S310
        row = leaves(address, size)
        print(f"{address}: signed, {size} leaves" if tree(row) == root else sys.exit("Its leaves are others."))
    for name in names:
        content = Path(name).read_bytes()
        streams = re.findall(rb"stream\n(.*?)\nendstream", content, re.DOTALL)  # of a certificate, which is a PDF
        texts = [content, *(zlib.decompress(text) if text.startswith(b"x\x9c") else text for text in streams)]
        text = next((text for text in texts if text.startswith(b"c2sp.org/tlog-proof")), content).decode()
        is_proof = text.startswith("c2sp.org/tlog-proof")
        size, root = opened(text.partition("\n\n")[2] if is_proof else text, key)
        if address and tree(row[:size]) != root:
            sys.exit(f"{name}: the log does not continue what was signed.")
        words, found = climbed(text) if is_proof else (f"{size} leaves", root)
        print(f"{name}: signed, {words}" if found == root else sys.exit(f"{name}: the proof leads to another root."))

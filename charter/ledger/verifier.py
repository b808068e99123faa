"""Check the log of the charter without its site. It needs Python and the package `cryptography`.

python verify.py KEY FILE... where KEY is the public key of the log and each FILE is a proof (ledger.tlog-proof), a
checkpoint that somebody kept, or leaves.txt. With the leaves, each checkpoint must be the beginning of them.
"""

import base64
import hashlib
import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def sha(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def tree(row: list[bytes]) -> bytes:
    if len(row) < 2:
        return row[0] if row else sha()
    half = 1 << (len(row) - 1).bit_length() - 1
    return sha(b"\1", tree(row[:half]), tree(row[half:]))


def opened(note: str, key: str) -> tuple[int, bytes]:
    """Return size and root of a checkpoint, once the signature of the log holds."""
    name, number, encoded = key.split("+", 2)
    text, _blank, below = note.rpartition("\n\n")
    signed = [base64.b64decode(line.split()[2]) for line in below.splitlines() if line.split()[1] == name]
    (signature,) = [one[4:] for one in signed if one[:4].hex() == number]
    Ed25519PublicKey.from_public_bytes(base64.b64decode(encoded)[1:]).verify(signature, f"{text}\n".encode())
    return int(text.split("\n")[1]), base64.b64decode(text.split("\n")[2])


def proven(proof: str, key: str) -> bytes:
    """Return the words that the proof shows to be in the log."""
    above, _blank, note = proof.partition("\n\n")
    _first, extra, index, *path = above.split("\n")
    (size, root), words = opened(note, key), base64.b64decode(extra.split()[1])
    place, last, found = int(index.split()[1]), size - 1, sha(b"\0", sha(words))
    for sibling in map(base64.b64decode, path):
        while not place & 1 and place == last and place:
            place, last = place >> 1, last >> 1
        found = sha(b"\1", sibling, found) if place & 1 else sha(b"\1", found, sibling)
        place, last = place >> 1, last >> 1
    if found != root:
        raise ValueError("The proof leads to another root.")
    return words[32:]


if __name__ == "__main__":
    key, *texts = sys.argv[1], *(Path(name).read_text("utf-8") for name in sys.argv[2:])
    leaves = [[sha(b"\0", bytes.fromhex(line)) for line in text.split()] for text in texts if "\n\n" not in text]
    for text in texts:
        if text.startswith("c2sp.org/tlog-proof"):
            print("In the log:", proven(text, key).decode())
        elif "\n\n" in text:
            size, root = opened(text, key)
            if leaves and tree(leaves[0][:size]) != root:
                raise SystemExit("The leaves do not continue this checkpoint.")
            print("Signed:", size, "leaves")

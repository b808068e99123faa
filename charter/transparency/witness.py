#!/usr/bin/env python3
# /// script
# requires-python = ">=3.10"
# dependencies = ["cryptography>=42"]
# ///
"""A witness for the charter's log, in one file: it runs without the site, and trusts nothing that the site says.

Shown a checkpoint, it checks the log's signature and the proof that nothing of what it saw before was changed or taken
out; then it signs (C2SP tlog-witness, cosignature/v1). Two histories cannot both be signed.

    python3 witness.py --name townhall.example/charter --log 'coalition.example/data/charter-log+1f2e3d4c+AX...'

At the first start it makes its key, and prints the line that the site's operator puts into the policy. A web server in
front of it brings the requests and encrypts. Keep `--folder`: it holds the key and what was seen.
"""

import argparse
import base64
import fcntl
import hashlib
import os
import sys
import threading
import time
from collections.abc import Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

LOG, WITNESS = 1, 4  # kinds of key (C2SP signed-note)
MAX_BODY = 64 * 1024  # bytes
MAX_PROOF = 63  # hashes
PATIENCE = 20  # seconds for one request


class Refusal(Exception):
    """The checkpoint is not signed: `status` and `body` say why, as the protocol has it."""

    def __init__(self, status: HTTPStatus, body: str = "", kind: str = "text/plain; charset=utf-8") -> None:
        super().__init__(status.phrase)
        self.status, self.body, self.kind = status, body, kind


class Head(NamedTuple):
    """How many leaves a log had, and their root."""

    size: int
    root: bytes


class Witness:
    """The witness: its key, the logs that it knows, and the last checkpoint that it signed of each."""

    def __init__(self, name: str, folder: Path, logs: list[str]) -> None:
        self.name, self.folder = name, folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._alone = (folder / "lock").open("w")
        fcntl.flock(self._alone, fcntl.LOCK_EX | fcntl.LOCK_NB)  # two programs would sign two histories
        self.key = self._own_key(folder / "key.pem")
        self.logs: dict[str, list[bytes]] = {}
        for origin, public in map(read_log, logs):  # of one log there are two while its key changes
            self.logs.setdefault(origin, []).append(public)
        self._turn = threading.Lock()

    @property
    def verifier(self) -> str:
        """Return the witness's public key as one line."""
        public = bytes([WITNESS]) + self.key.public_key().public_bytes_raw()
        return f"{self.name}+{key_id(self.name, public).hex()}+{base64.b64encode(public).decode()}"

    def add_checkpoint(self, body: str, *, now: int) -> str:
        """Return the line that cosigns the checkpoint in `body` at `now` (seconds since 1970). Raises Refusal."""
        old, proof, note = read_request(body)
        text, blank, signatures = note.rpartition("\n\n")
        text += "\n"
        origin, head = read_checkpoint(text)
        if not blank or origin not in self.logs:
            raise Refusal(HTTPStatus.NOT_FOUND, "The log is not known here.\n")
        if not any(is_signed(text, signatures, origin, public) for public in self.logs[origin]):
            raise Refusal(HTTPStatus.FORBIDDEN, "The log did not sign it.\n")
        if old > head.size:
            raise Refusal(HTTPStatus.BAD_REQUEST, "The old size is larger than the new one.\n")
        with self._turn:
            seen = self._seen(origin)
            if old != seen.size:
                raise Refusal(HTTPStatus.CONFLICT, f"{seen.size}\n", "text/x.tlog.size")
            if not continues(seen, head, proof):
                self._keep_refused(note)
                if old == head.size and seen.root != head.root:
                    raise Refusal(HTTPStatus.CONFLICT, f"{seen.size}\n", "text/x.tlog.size")
                raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "It does not continue what was seen.\n")
            self._see(origin, text)
        return self._cosignature(text, now)

    def _cosignature(self, text: str, now: int) -> str:
        public = bytes([WITNESS]) + self.key.public_key().public_bytes_raw()
        signed = self.key.sign(f"cosignature/v1\ntime {now}\n{text}".encode())
        line = base64.b64encode(key_id(self.name, public) + now.to_bytes(8, "big") + signed).decode()
        return f"\u2014 {self.name} {line}\n"

    def _seen(self, origin: str) -> Head:
        path = self._path(origin)
        return read_checkpoint(path.read_text("utf-8"))[1] if path.exists() else Head(0, hashlib.sha256().digest())

    def _see(self, origin: str, text: str) -> None:
        """Keep `text`, on the disk before anybody is told."""
        write(self._path(origin), text.encode())

    def _keep_refused(self, note: str) -> None:
        """Keep a signed note that does not continue what was seen: with what was seen it may prove two histories."""
        path = self.folder / f"{hashlib.sha256(note.encode()).hexdigest()}.refused"
        write(path, note.encode())
        sys.stderr.write(f"Refused a checkpoint that the log signed: {path}\n")

    def _path(self, origin: str) -> Path:
        return self.folder / f"{hashlib.sha256(origin.encode()).hexdigest()}.checkpoint"

    @staticmethod
    def _own_key(path: Path) -> Ed25519PrivateKey:
        if not path.exists():
            made = Ed25519PrivateKey.generate().private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            write(path, made)
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise SystemExit(f"{path} is no Ed25519 key.")
        return key


def key_id(name: str, public: bytes) -> bytes:
    """Return the four bytes by which a signature says whose it is. `public` begins with the kind of the key."""
    return hashlib.sha256(name.encode() + b"\n" + public).digest()[:4]


def read_log(line: str) -> tuple[str, bytes]:
    """Return the origin of a log and its public key, kind first. Raises SystemExit for what is no log's key."""
    name, _plus, rest = line.strip().partition("+")
    stated, _plus, encoded = rest.partition("+")
    try:
        public = base64.b64decode(encoded, validate=True)
    except ValueError:
        public = b""
    if len(public) != 33 or public[0] != LOG or key_id(name, public).hex() != stated:
        raise SystemExit(f"This is no public key of a log: {line}")
    return name, public


def read_request(body: str) -> tuple[int, list[bytes], str]:
    """Return the old size, the proof and the signed note of a request. Raises Refusal."""
    above, blank, note = body.partition("\n\n")
    first, *lines = above.split("\n")
    word, _space, size = first.partition(" ")
    if word != "old" or not is_number(size) or not blank or len(lines) > MAX_PROOF:
        raise Refusal(HTTPStatus.BAD_REQUEST, "The request does not read.\n")
    try:
        proof = [base64.b64decode(line, validate=True) for line in lines]
    except ValueError:
        raise Refusal(HTTPStatus.BAD_REQUEST, "The proof does not read.\n") from None
    return int(size), proof, note


def read_checkpoint(text: str) -> tuple[str, Head]:
    """Return the origin of the checkpoint `text` and what it says. Raises Refusal."""
    lines = text.split("\n")
    try:
        root = base64.b64decode(lines[2], validate=True)
        if len(lines) < 4 or lines[-1] or not is_number(lines[1]) or len(root) != 32:
            raise ValueError
    except (ValueError, IndexError):
        raise Refusal(HTTPStatus.BAD_REQUEST, "The checkpoint does not read.\n") from None
    return lines[0], Head(int(lines[1]), root)


def is_number(text: str) -> bool:
    """Say whether `text` is a whole number as the protocol writes one."""
    return text.isascii() and text.isdigit() and len(text) < 20 and str(int(text)) == text


def is_signed(text: str, signatures: str, name: str, public: bytes) -> bool:
    """Say whether one line of `signatures` is of the log `name` with the key `public`, over `text`."""
    for line in signatures.splitlines():
        mark, _space, rest = line.partition(" ")
        who, _space, encoded = rest.partition(" ")
        try:
            signature = base64.b64decode(encoded, validate=True)
        except ValueError:
            continue
        if mark != "\u2014" or who != name or signature[:4] != key_id(name, public):
            continue
        try:
            Ed25519PublicKey.from_public_bytes(public[1:]).verify(signature[4:], text.encode())
        except InvalidSignature:
            continue
        return True
    return False


def continues(seen: Head, head: Head, proof: list[bytes]) -> bool:
    """Say whether `proof` shows the tree `seen` to be the beginning of the tree `head` (RFC 6962, section 2.1.2)."""
    if seen.size in {0, head.size}:
        return not proof and (seen.size == 0 or seen.root == head.root)
    if any(len(hash_) != 32 for hash_ in proof):
        return False
    hashes = iter(proof)
    try:
        old, new = subproof(seen.size, head.size, True, seen.root, hashes)
    except StopIteration:
        return False
    return next(hashes, None) is None and old == seen.root and new == head.root


def subproof(old: int, size: int, whole: bool, known: bytes, hashes: Iterator[bytes]) -> tuple[bytes, bytes]:
    """Return the roots of the first `old` and of all `size` leaves of a subtree, as the proof in `hashes` has them.

    `whole` says that the `old` leaves are all that was seen, whose root is `known`. Raises StopIteration where the
    proof is too short. It goes down as the text of the RFC does, and so takes the hashes from the lowest up.
    """
    if old == size:
        root = known if whole else next(hashes)
        return root, root
    left = 1 << ((size - 1).bit_length() - 1)
    if old <= left:
        was, now = subproof(old, left, whole, known, hashes)
        return was, above(now, next(hashes))
    was, now = subproof(old - left, size - left, False, known, hashes)
    shared = next(hashes)
    return above(shared, was), above(shared, now)


def above(left: bytes, right: bytes) -> bytes:
    """Return the hash of the node above two."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def write(path: Path, content: bytes) -> None:
    """Write `content` to `path`: whole or not at all, and on the disk when this returns."""
    made = path.with_suffix(".new")
    descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    made.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def serve(witness: Witness, host: str, port: int) -> ThreadingHTTPServer:
    """Return a server that answers for `witness`, ready to run."""

    class Handler(BaseHTTPRequestHandler):
        timeout = PATIENCE

        def do_POST(self) -> None:
            try:
                if self.path != "/add-checkpoint":
                    raise Refusal(HTTPStatus.NOT_FOUND)
                length = self.headers.get("Content-Length", "")
                if not is_number(length) or int(length) > MAX_BODY:
                    raise Refusal(HTTPStatus.BAD_REQUEST, "The request is too long.\n")
                body = self.rfile.read(int(length)).decode("utf-8", "replace")
                self._answer(HTTPStatus.OK, witness.add_checkpoint(body, now=int(time.time())))
            except Refusal as refusal:
                self._answer(refusal.status, refusal.body, refusal.kind)

        def _answer(self, status: HTTPStatus, body: str, kind: str = "text/plain; charset=utf-8") -> None:
            content = body.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    return ThreadingHTTPServer((host, port), Handler)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--name", required=True, help="the witness's own name, such as townhall.example/charter")
    parser.add_argument(
        "--log",
        action="append",
        required=True,
        help="public key of a log that it knows, more than one while a key changes",
    )
    parser.add_argument("--folder", type=Path, default=Path("witness"), help="where it keeps its key and what it saw")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8765)


def run(options: argparse.Namespace) -> None:
    """Serve until somebody stops it."""
    try:
        witness = Witness(options.name, options.folder, options.log)
    except BlockingIOError:
        raise SystemExit(f"Another witness runs on {options.folder}.") from None
    with serve(witness, options.host, options.port) as server:
        print(f"witness {options.name.replace('/', '-')} {witness.verifier}", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            sys.stderr.write("The witness stops.\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments(parser)
    run(parser.parse_args())

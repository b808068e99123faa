"""A backup is one file: a tar within age, written and read as a stream, so that nothing is in memory as a whole."""

import fcntl
import hmac
import json
import os
import re
import shutil
import tarfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Self

from coalition.privacy.email_addresses import keyed_digest


class Refused(Exception):
    """It cannot be done, and nothing was changed; its message is one sentence for the operator."""


DAMAGED = "This backup is damaged or was cut short"


@contextmanager
def closing(path: Path, *, recipients: list[Any]) -> Iterator[tarfile.TarFile]:
    """Yield a tar whose bytes reach `path` encrypted for `recipients`, on the disk at the end. Raises Refused.

    `path` is locked meanwhile: a file of such a name that is not locked was left by a process that was killed.
    """
    from pyrage import encrypt_io

    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        fcntl.flock(out, fcntl.LOCK_EX)
        with (
            _beside(lambda reader: encrypt_io(reader, out, recipients)) as inner,
            tarfile.open(fileobj=inner, mode="w|") as tar,
        ):
            yield tar
        out.flush()
        os.fsync(out.fileno())


@contextmanager
def _beside(work: Callable[[BinaryIO], None]) -> Iterator[BinaryIO]:
    """Yield a file; what is written to it is read by `work` in a thread of its own. Raises Refused where that fails."""
    reading, writing = os.pipe()
    failures: list[Exception] = []

    def run() -> None:
        with os.fdopen(reading, "rb") as reader:
            try:
                work(reader)
            except Exception as error:  # of a library, of a disk: told below
                failures.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        with os.fdopen(writing, "wb") as writer:
            yield writer
    except BrokenPipeError:
        if not failures:
            raise
    finally:
        thread.join()
    if failures:
        reason = re.sub(r"^OSError: \[Errno \d+\] ", "", str(failures[0]))  # as pyrage tells an error of the disk
        raise Refused(f"The backup could not be written: {reason}.")


def opened(path: Path, *, identities: list[Any], into: Path) -> None:
    """Decrypt the backup `path` and unpack its files below the folder `into`. Raises Refused."""
    failures: list[Exception] = []
    reading, writing = os.pipe()

    def run() -> None:
        from pyrage import decrypt_io

        with suppress(BrokenPipeError), os.fdopen(writing, "wb") as writer:
            try:
                with path.open("rb") as source:
                    decrypt_io(source, writer, identities)
            except Exception as error:  # told below
                failures.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    damage: Exception | None = None
    try:
        with os.fdopen(reading, "rb") as reader:
            try:
                _unpack(reader, into)
            except (tarfile.TarError, EOFError, ValueError) as error:
                damage = error
            while reader.read(1 << 20):  # to its end, where age says whether it was whole
                pass
    finally:
        thread.join()
    if failures:
        raise Refused(_sentence(failures[0], path))
    if damage:
        raise Refused(f"{DAMAGED}: it holds no archive that reads.")


def _unpack(reader: BinaryIO, into: Path) -> None:
    """Unpack a tar below `into`; the parts of the dump become one file again. Raises ValueError for what is no file."""
    with tarfile.open(fileobj=reader, mode="r|") as tar:
        for member in tar:
            content = tar.extractfile(member)
            if content is None:
                raise ValueError(member.name)
            if DUMP_PART.fullmatch(member.name):
                with (into / DATABASE).open("ab") as dump:
                    shutil.copyfileobj(content, dump)
            else:
                tar.extract(member, into, filter="data")


def _sentence(error: Exception, path: Path) -> str:
    if isinstance(error, OSError) and error.filename:
        return f"{path} cannot be read: {error.strerror}."
    if "matching" in str(error).lower():
        return "No key of this file opens the backup: it was closed for another one."
    return f"{DAMAGED}: {error}."


COMMENT = "#"


def recipients(written: Iterable[str]) -> list[Any]:
    """Return the keys of BACKUP_RECIPIENTS that close a backup (`age1...`, `ssh-ed25519 ...`). Raises Refused."""
    from pyrage import RecipientError, ssh, x25519

    found = []
    for text in filter(None, map(str.strip, written)):
        try:
            found.append(ssh.Recipient.from_str(text) if text.startswith("ssh-") else x25519.Recipient.from_str(text))
        except RecipientError:
            raise Refused(f"BACKUP_RECIPIENTS names no key of age: {text[:12]}…") from None
    if not found:
        raise Refused("BACKUP_RECIPIENTS names no key: coalition backup_key makes one.")
    return found


def identities(path: Path) -> list[Any]:
    """Return the secret keys in the file `path`, as `backup_key`, age-keygen or ssh-keygen wrote it. Raises Refused."""
    from pyrage import IdentityError, ssh, x25519

    try:
        text = path.read_text()
        if text.startswith("-----BEGIN"):
            return [ssh.Identity.from_buffer(text.encode())]
        lines = [line.strip() for line in text.splitlines()]
        found = [x25519.Identity.from_str(line) for line in lines if line and not line.startswith(COMMENT)]
    except (OSError, UnicodeDecodeError, IdentityError):
        raise Refused(f"{path} is no file of secret keys of age.") from None
    if not found:
        raise Refused(f"{path} holds no secret key of age.")
    return found


def make(path: Path) -> str:
    """Write a new secret key to `path`, which its owner alone reads; return the key that closes. Raises Refused."""
    from pyrage import x25519

    identity = x25519.Identity.generate()
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}.") from None
    with os.fdopen(descriptor, "w") as file:
        file.write(f"# public key: {identity.to_public()}\n{identity}\n")
    return str(identity.to_public())


NAME = "manifest.json"
DATABASE = "database.dump"  # in the manifest; in the tar it is cut into parts, since format 2
DUMP_PART = re.compile(r"database\.dump\.\d{6}")
LOG = "charter-log.checkpoints"
FORMAT = 2
READABLE_FORMATS = (1, FORMAT)


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
        if made.format not in READABLE_FORMATS:
            raise Refused(f"This backup has format {made.format}; this version of the site reads up to {FORMAT}.")
        if not any(hmac.compare_digest(seal, _seal(values, secret)) for secret in secrets):
            raise Refused("This backup was made under another DJANGO_SECRET_KEY, or by somebody else.")
        return made


def _seal(values: dict[str, Any], secret: str = "") -> str:
    return keyed_digest("backup", json.dumps(values, sort_keys=True), secret=secret)

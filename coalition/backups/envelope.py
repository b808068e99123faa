"""A backup is one file: a tar within age, written and read as a stream, so that nothing is in memory as a whole."""

import os
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from .refusals import Refused

DAMAGED = "This backup is damaged or was cut short"


@contextmanager
def closing(path: Path, *, recipients: list[Any]) -> Iterator[tarfile.TarFile]:
    """Yield a tar whose bytes reach `path` encrypted for `recipients`, on the disk at the end. Raises Refused."""
    from pyrage import encrypt_io

    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
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
        raise Refused(f"The backup could not be written: {failures[0]}.")


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
    with tarfile.open(fileobj=reader, mode="r|") as tar:
        for member in tar:
            if not member.isfile():
                raise ValueError(member.name)
            tar.extract(member, into, filter="data")


def _sentence(error: Exception, path: Path) -> str:
    if isinstance(error, OSError) and error.filename:
        return f"{path} cannot be read: {error.strerror}."
    if "matching" in str(error).lower():
        return "No key of this file opens the backup: it was closed for another one."
    return f"{DAMAGED}: {error}."

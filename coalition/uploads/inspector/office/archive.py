"""The ZIP of an office document: nothing before, between or behind its parts, and no part that grows beyond limits."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from coalition.uploads.inspector import limits
from coalition.uploads.inspector.kinds import TEST_VIRUS
from coalition.uploads.inspector.verdict import Cause, Refused

BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, KeyError, RuntimeError)
STEP = 256 * 1024
LOCAL_HEADER = 30
LOCKED, SIZES_FOLLOW = 1, 8


def names(content: bytes) -> list[str]:
    """Return the names that the directory of `content` has. Raises Refused where it has no directory."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.namelist()
    except BROKEN as error:
        raise Refused(Cause.BROKEN_OFFICE) from error


def parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Return name and inflated bytes of each part of `content`, within a common budget. Raises Refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            _check_layout(content, entries, archive.start_dir)
            budget = limits.DECODED_BYTES
            for entry in entries:
                part = _inflated(archive, entry, min(budget, limits.STREAM_BYTES))
                budget -= len(part)
                yield entry.filename, part
    except BROKEN as error:
        raise Refused(Cause.BROKEN_OFFICE) from error


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse what is locked, too many parts, names that two readers would understand differently, odd packing."""
    if len(entries) > limits.OFFICE_PARTS:
        raise Refused(Cause.TOO_COMPLEX)
    if any(entry.flag_bits & LOCKED for entry in entries):
        raise Refused(Cause.ENCRYPTED)
    names = [entry.filename.lower().rstrip("/") for entry in entries]
    if len(set(names)) != len(names) or any(_is_odd(entry) for entry in entries):
        raise Refused(Cause.BROKEN_OFFICE)


def _is_odd(entry: zipfile.ZipInfo) -> bool:
    name = entry.orig_filename
    steps = name.rstrip("/").split("/")
    packed = entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
    return packed or not name.isprintable() or "\\" in name or ":" in name or bool({"", ".", ".."} & set(steps))


def _check_layout(content: bytes, entries: list[zipfile.ZipInfo], directory: int) -> None:
    """Refuse parts that overlap, and bytes that belong to no part: another file may be hidden there."""
    place = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        gap = entry.header_offset - place
        if gap:
            raise Refused(Cause.TWO_FILES_IN_ONE if gap > 0 else Cause.BROKEN_OFFICE)
        head = content[place : place + LOCAL_HEADER]
        name, extra = (int.from_bytes(head[start : start + 2], "little") for start in (26, 28))
        start = place + LOCAL_HEADER
        if content[start : start + name] != entry.orig_filename.encode("utf-8" if _utf8(entry) else "cp437"):
            raise Refused(Cause.BROKEN_OFFICE)
        place += LOCAL_HEADER + name + extra + entry.compress_size
        place += _descriptor(content, place, entry)
    end = content.rfind(b"PK\x05\x06")
    if directory != place or content[end + 20 : end + 22] != b"\0\0" or len(content) != end + 22:
        raise Refused(Cause.TWO_FILES_IN_ONE)


def _utf8(entry: zipfile.ZipInfo) -> bool:
    return bool(entry.flag_bits & 0x800)


def _descriptor(content: bytes, place: int, entry: zipfile.ZipInfo) -> int:
    """Return how many bytes at `place` say the sizes of the part before."""
    if not entry.flag_bits & SIZES_FOLLOW:
        return 0
    signed = 4 if content[place : place + 4] == b"PK\x07\x08" else 0
    crc = entry.CRC.to_bytes(4, "little")
    if content[place + signed : place + signed + 4] != crc:
        raise Refused(Cause.BROKEN_OFFICE)
    for width in (4, 8):
        sizes = entry.compress_size.to_bytes(width, "little") + entry.file_size.to_bytes(width, "little")
        start = place + signed + 4
        if content[start : start + 2 * width] == sizes:
            return signed + 4 + 2 * width
    raise Refused(Cause.BROKEN_OFFICE)


def _inflated(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """Return the bytes of one part; a part that is larger than `most` is read no further. Raises Refused."""
    found = bytearray()
    with archive.open(entry) as part:
        while chunk := part.read(STEP):
            found += chunk
            if len(found) > most:
                raise Refused(Cause.TOO_COMPLEX)
    if TEST_VIRUS in found:
        raise Refused(Cause.MALWARE)
    return bytes(found)

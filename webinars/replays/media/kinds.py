"""What a file is, by its bytes: the name that it came with and what the browser said of it count for nothing.

Its frame is read to the end, so that nothing else hides before, behind or between its parts. What is within is a
matter of the reader's browser, which plays it apart from its pages.
Sources: ISO/IEC 14496-12 (boxes), RFC 8794 and RFC 9559 (EBML, Matroska), RFC 3533 (Ogg), ISO/IEC 11172-3 (MP3).
"""

import struct
from typing import BinaryIO

HEAD = 4096  # bytes in which a WebM file says that it is one
TRACKS_WITHIN = 1024 * 1024  # bytes: the tracks of a WebM file stand before its pictures
LARGEST_INDEX = 64 * 1024 * 1024  # bytes of the index (`moov`) of an MP4 file
BOXES = {b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"moof", b"mfra", b"sidx", b"styp", b"meta", b"uuid",
         b"pdin", b"emsg", b"prft"}  # fmt: skip
EBML, SEGMENT = b"\x1a\x45\xdf\xa3", b"\x18\x53\x80\x67"
RATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)  # kbit/s of MPEG 1, layer 3
RATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)  # of MPEG 2 and 2.5
FREQUENCIES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
FRAMES = 4  # of an MP3 file that must follow each other


class NotPlayable(Exception):
    """This is no whole MP4, WebM, Ogg or MP3 file."""


def media_type_of(file: BinaryIO) -> str:
    """Return the media type of `file`, which is left at its start. Raises NotPlayable."""
    file.seek(0)
    head = file.read(HEAD)
    size = file.seek(0, 2)
    file.seek(0)
    try:
        if head[4:8] == b"ftyp":
            found = _mp4(file, size)
        elif head.startswith(EBML):
            found = _webm(file, head, size)
        elif head.startswith(b"OggS"):
            found = _ogg(file, size)
        else:
            found = _mp3(file, head, size)
    except (struct.error, IndexError, ValueError) as error:
        raise NotPlayable from error
    finally:
        file.seek(0)
    return found


def _mp4(file: BinaryIO, size: int) -> str:
    """Walk along the boxes of the file: they fill it, are of known types, and one is the index."""
    place, index = 0, b""
    while place < size:
        file.seek(place)
        length, name = struct.unpack(">I4s", file.read(8))
        if length == 1:
            (length,) = struct.unpack(">Q", file.read(8))
        elif length == 0:
            length = size - place
        if name not in BOXES or length < 8 or place + length > size:
            raise NotPlayable
        if name == b"moov":
            if index or length > LARGEST_INDEX:
                raise NotPlayable
            index = file.read(length - 8)
        place += length
    if b"hdlr" not in index:
        raise NotPlayable
    if b"vide" in index:
        return "video/mp4"
    if b"soun" in index:
        return "audio/mp4"
    raise NotPlayable


def _number(data: bytes, place: int, *, whole: bool = False) -> tuple[int, int]:
    """Return a number of variable length of EBML at `place` and where it ends; -1 for an unknown length."""
    first = data[place]
    length = 9 - first.bit_length()
    if length > 8:
        raise NotPlayable
    raw = data[place : place + length]
    if len(raw) < length:
        raise NotPlayable
    value = int.from_bytes(raw)
    if not whole:
        mask = (1 << (7 * length)) - 1
        value &= mask
        if value == mask:
            value = -1
    return value, place + length


def _webm(file: BinaryIO, head: bytes, size: int) -> str:
    """Read the header, which says `webm`, and the segment, which fills the rest."""
    length, start = _number(head, 4)
    header = head[start : start + length]
    if length < 0 or b"\x42\x82\x84webm" not in header:
        raise NotPlayable
    place = start + length
    if head[place : place + 4] != SEGMENT:
        raise NotPlayable
    length, start = _number(head, place + 4)
    if length >= 0 and start + length != size:
        raise NotPlayable
    file.seek(0)
    tracks = file.read(TRACKS_WITHIN)
    if any(codec in tracks for codec in (b"\x86\x85V_VP8", b"\x86\x85V_VP9", b"\x86\x85V_AV1")):
        return "video/webm"
    if any(codec in tracks for codec in (b"\x86\x86A_OPUS", b"\x86\x88A_VORBIS")):
        return "audio/webm"
    raise NotPlayable


def _ogg(file: BinaryIO, size: int) -> str:
    """Walk along the pages of the file: they fill it, and the first one is of Opus or Vorbis."""
    place = 0
    while place < size:
        file.seek(place)
        header = file.read(27)
        lengths = file.read(header[26])
        if not header.startswith(b"OggS\x00") or len(lengths) < header[26]:
            raise NotPlayable
        body = sum(lengths)
        if place == 0 and not file.read(body).startswith((b"OpusHead", b"\x01vorbis")):
            raise NotPlayable
        place += 27 + len(lengths) + body
    if place != size:
        raise NotPlayable
    return "audio/ogg"


def _mp3(file: BinaryIO, head: bytes, size: int) -> str:
    """Read past a label (ID3) to the first frames, each of which says where the next one begins."""
    place = 0
    if head.startswith(b"ID3"):
        place = 10 + sum((byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True))
    for _frame in range(FRAMES):
        file.seek(place)
        place += _frame_length(file.read(4))
        if place > size:
            raise NotPlayable
    return "audio/mpeg"


def _frame_length(header: bytes) -> int:
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:  # in step, and layer 3
        raise NotPlayable
    version = header[1] >> 3 & 3
    rate = (RATES if version == 3 else RATES_2)[header[2] >> 4]
    frequency = FREQUENCIES[version][header[2] >> 2 & 3] if version in FREQUENCIES else 0
    if not rate or not frequency:
        raise NotPlayable
    return (144 if version == 3 else 72) * rate * 1000 // frequency + (header[2] >> 1 & 1)

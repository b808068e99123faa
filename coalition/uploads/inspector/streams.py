"""The streams of a PDF, decoded only as far as the limits go: bombs stop early, known malware is seen."""

import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf

from coalition.uploads.inspector import limits, raw
from coalition.uploads.inspector.kinds import TEST_VIRUS
from coalition.uploads.inspector.verdict import Cause, Refused

CHUNK = 1024 * 1024
FLATE = {"/FlateDecode", "/Fl"}
COMPRESSORS = {*FLATE, "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"}
PLAIN = {*COMPRESSORS, "/ASCIIHexDecode", "/AHx", "/ASCII85Decode", "/A85", "/Crypt"}
COMPONENTS = {"/DeviceGray": 1, "/CalGray": 1, "/Indexed": 1, "/Separation": 1, "/DeviceRGB": 3, "/CalRGB": 3}


class Decoder:
    """Checks the streams of one file against a common budget of decoded bytes."""

    def __init__(self) -> None:
        self.budget = limits.DECODED_BYTES

    def check(self, stream: Any) -> None:
        """Refuse a stream that is too long when decoded, an image of too many pixels, or malware.

        In a stream of objects a dangerous name is refused as well, listed or not. Raises Refused.
        """
        allowed = min(limits.STREAM_BYTES, self.budget)
        is_image = str(stream.get("/Subtype", "")) == "/Image"
        holds_objects = str(stream.get("/Type", "")) == "/ObjStm"
        if is_image:
            allowed = _image_bytes(stream)
        total, tail = 0, b""
        for chunk in _decoded(stream):
            total += len(chunk)
            if total > allowed:
                raise Refused(Cause.TOO_COMPLEX)
            if TEST_VIRUS in tail + chunk:
                raise Refused(Cause.MALWARE)
            if holds_objects:  # also those that the table does not list
                raw.check_names(tail + chunk)
            tail = chunk[-len(TEST_VIRUS) :]
        if not is_image:
            self.budget -= total


def _image_bytes(image: Any) -> int:
    """Return how many bytes the image may decode to, by its own size. Raises Refused."""
    width, height = _number(image, "/Width", "/W"), _number(image, "/Height", "/H")
    if width < 0 or height < 0 or width * height > limits.PDF_IMAGE_PIXELS:
        raise Refused(Cause.TOO_COMPLEX)
    bits = _number(image, "/BitsPerComponent", "/BPC") or 8
    space = image.get("/ColorSpace")
    name = str(space[0] if isinstance(space, pikepdf.Array) and len(space) else space)
    row = (width * COMPONENTS.get(name, 4) * min(max(bits, 1), 16) + 7) // 8 + 1  # one more for a PNG predictor
    return row * height + CHUNK


def _number(image: Any, *names: str) -> int:
    value = next((image[name] for name in names if name in image), 0)
    return int(value) if isinstance(value, int) else 0


def _filters(stream: Any) -> list[str]:
    value = stream.get("/Filter")
    if value is None:
        return []
    return [str(name) for name in value] if isinstance(value, pikepdf.Array) else [str(value)]


def _decoded(stream: Any) -> Iterator[bytes]:
    """Return the stream's bytes in chunks, decoded as far as that needs no image reader."""
    filters = _filters(stream)
    if not filters:
        yield bytes(stream.read_raw_bytes())
    elif filters[0] in FLATE and not set(filters[1:]) & PLAIN:
        yield from _inflated(bytes(stream.read_raw_bytes()))
    elif set(filters) <= PLAIN:
        yield bytes(stream.read_bytes(pikepdf.StreamDecodeLevel.specialized))
    elif set(filters[:-1]) & COMPRESSORS:
        # An image format behind two compressors: no honest producer is known to write it.
        raise Refused(Cause.TOO_COMPLEX)


def _inflated(content: bytes) -> Iterator[bytes]:
    """Inflate `content`, a chunk at a time. Damage ends it, as it ends it in a viewer."""
    inflater = zlib.decompressobj()
    try:
        while content and not inflater.eof:
            yield inflater.decompress(content, CHUNK)
            content = inflater.unconsumed_tail
    except zlib.error:
        return

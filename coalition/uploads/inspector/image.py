"""Images are drawn anew: what was not a picture (metadata, a second file, a script) is not in the new one."""

import io
import struct
import warnings

from PIL import Image, ImageOps

from coalition.uploads.inspector import limits
from coalition.uploads.inspector.kinds import Kind
from coalition.uploads.inspector.verdict import Cause, Refused

Image.MAX_IMAGE_PIXELS = limits.PIXELS
JPEG_QUALITIES = (90, 75, 60)
BROKEN = (OSError, SyntaxError, ValueError, TypeError, IndexError, KeyError, EOFError, struct.error)
PNG_MODES = frozenset(
    {"1", "L", "RGB", "RGBA"}
)  # kept as they are: a copy of the largest picture is a quarter gigabyte


def load() -> None:
    """Load the readers of pictures that Pillow would load when it meets the first one."""
    from PIL import (  # noqa: F401
        JpegImagePlugin,
        MpoImagePlugin,
        PngImagePlugin,
        TiffImagePlugin,
        WebPImagePlugin,
    )

    Image.preinit()


def reencode(content: bytes, kind: Kind) -> tuple[str, bytes]:
    """Return media type and bytes of the picture in `content`, upright and without anything else.

    A PNG stays a PNG; JPEG and WebP become JPEG. Raises Refused.
    """
    if kind is Kind.WEBP:
        _check_pixels(*_webp_size(content))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = _decode(content, kind)
            return ("image/png", _png(picture)) if kind is Kind.PNG else ("image/jpeg", jpeg(picture))
    except Image.DecompressionBombError as error:
        raise Refused(Cause.TOO_MANY_PIXELS) from error
    except BROKEN as error:
        raise Refused(Cause.BROKEN_IMAGE) from error


def smaller(content: bytes, kind: Kind, most: tuple[int, int]) -> bytes:
    """Return the picture in `content` as a JPEG of at most so many pixels each way. Raises Refused."""
    try:
        picture = _decode(content, kind)
        picture.thumbnail(most)
        return jpeg(picture)
    except Image.DecompressionBombError as error:
        raise Refused(Cause.TOO_MANY_PIXELS) from error
    except BROKEN as error:
        raise Refused(Cause.BROKEN_IMAGE) from error


def _decode(content: bytes, kind: Kind) -> Image.Image:
    with Image.open(io.BytesIO(content), formats=(kind.value.upper(),)) as image:
        _check_pixels(*image.size)
        # Telephones hide a thumbnail or a second lens behind the first frame of a JPEG: it goes.
        if kind is not Kind.JPEG and getattr(image, "n_frames", 1) > 1:
            raise Refused(Cause.ANIMATED)
        image.load()
        ImageOps.exif_transpose(image, in_place=True)
    image.info.clear()
    return image


def _check_pixels(width: int, height: int) -> None:
    if width * height > limits.PIXELS:
        raise Refused(Cause.TOO_MANY_PIXELS)


def _webp_size(content: bytes) -> tuple[int, int]:
    """Return width and height of a WebP by its header (RFC 9649): Pillow takes the canvas's memory on opening."""
    head = content[:30].ljust(30, b"\0")
    match head[12:16]:
        case b"VP8X":
            return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
        case b"VP8L":
            bits = int.from_bytes(head[21:25], "little")
            return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
        case b"VP8 ":
            return int.from_bytes(head[26:28], "little") & 0x3FFF, int.from_bytes(head[28:30], "little") & 0x3FFF
    raise Refused(Cause.BROKEN_IMAGE)


def _png(picture: Image.Image) -> bytes:
    if picture.mode == "P":
        picture = picture.convert("RGB")
    elif picture.mode.startswith("I"):
        picture = picture.point(lambda value: value / 256).convert("L")
    elif picture.mode not in PNG_MODES:
        picture = picture.convert("RGBA" if picture.mode == "LA" else "RGB")
    target = io.BytesIO()
    picture.save(target, "PNG")
    return _bounded(target.getvalue())


def jpeg(picture: Image.Image) -> bytes:
    """Return `picture` as JPEG, on white where it was see-through, in the best quality that fits."""
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        white = Image.new("RGB", picture.size, "white")
        white.paste(picture, mask=picture.getchannel("A"))
        picture = white
    if picture.mode not in ("L", "RGB"):
        picture = picture.convert("RGB")
    for quality in JPEG_QUALITIES:
        target = io.BytesIO()
        picture.save(target, "JPEG", quality=quality)
        if target.tell() <= limits.FILE_BYTES:
            break
    return _bounded(target.getvalue())


def _bounded(content: bytes) -> bytes:
    if len(content) > limits.FILE_BYTES:
        raise Refused(Cause.TOO_LARGE)
    return content

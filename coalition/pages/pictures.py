"""A picture's bytes, drawn anew: where, when and by whom it was taken is not in the new ones."""

import io
import struct
import warnings
from collections.abc import Iterator
from typing import Any

from PIL import Image, ImageCms, ImageOps, ImageSequence

# By what Pillow finds: a telephone's picture of several lenses is one for us.
FORMATS = {"AVIF": "AVIF", "GIF": "GIF", "JPEG": "JPEG", "MPO": "JPEG", "PNG": "PNG", "WEBP": "WEBP"}
OPENED = ("AVIF", "GIF", "JPEG", "PNG", "WEBP")
ORIENTATION = 0x0112  # the tag of EXIF that says which side is up
QUALITY = {"JPEG": 95, "WEBP": 90, "AVIF": 85}
KEPT = ("transparency", "disposal", "blend")  # what a frame looks like, not what it says
BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    IndexError,
    KeyError,
    EOFError,
    struct.error,
    Image.DecompressionBombError,
)


class Unreadable(Exception):
    """This is no whole picture in a format that the site takes."""


def without_metadata(content: bytes) -> bytes:
    """Return the picture in `content`, upright, in sRGB, in its own format, moving where it moved, and nothing else.

    Gone are EXIF (with GPS), XMP, IPTC, ICC, comments, text chunks, thumbnails and whatever stands behind the picture.
    A JPEG that is upright already keeps its quantisation. Raises Unreadable.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=OPENED) as picture:
                return _drawn(picture, content)
    except BROKEN as error:
        raise Unreadable from error


def _drawn(picture: Image.Image, content: bytes) -> bytes:
    kind, target = FORMATS[str(picture.format)], io.BytesIO()
    moves = kind != "JPEG" and getattr(picture, "n_frames", 1) > 1  # behind a JPEG stand a telephone's other lenses
    options: dict[str, Any] = {"quality": QUALITY[kind]} if kind in QUALITY else {}
    if kind == "WEBP":
        options["lossless"] = b"VP8L" in content and b"VP8 " not in content
    if picture.format == "JPEG" and _is_plain(picture):
        picture.load()
        picture.info.clear()
        picture.save(target, "JPEG", quality="keep", subsampling="keep")
        return target.getvalue()
    loop, durations = picture.info.get("loop"), [] if not moves else _durations(picture)
    frames = list(_frames(picture, moves=moves, jpeg=kind == "JPEG"))
    if moves:
        options |= {"save_all": True, "append_images": frames[1:], "duration": durations}
        options |= {} if loop is None else {"loop": loop}
    frames[0].save(target, kind, **options)
    return target.getvalue()


def _is_plain(picture: Image.Image) -> bool:
    return (
        picture.getexif().get(ORIENTATION, 1) == 1
        and "icc_profile" not in picture.info
        and picture.mode in ("L", "RGB")
    )


def _durations(picture: Image.Image) -> list[int]:
    found = []
    for number in range(picture.n_frames):  # type: ignore[attr-defined]
        picture.seek(number)
        picture.load()
        found.append(int(picture.info.get("duration", 0)))
    picture.seek(0)
    return found


def _frames(picture: Image.Image, *, moves: bool, jpeg: bool) -> Iterator[Image.Image]:
    """Yield each frame (the first one of a still picture), upright and in sRGB, with nothing but how it looks."""
    turned = picture.getexif().get(ORIENTATION, 1)
    profile = picture.info.get("icc_profile")
    for frame in ImageSequence.Iterator(picture):
        kept: dict[Any, Any] = {name: frame.info[name] for name in KEPT if name in frame.info}
        drawn = frame.copy()
        drawn.info = {}
        drawn.getexif()[ORIENTATION] = turned
        drawn = _in_srgb(ImageOps.exif_transpose(drawn), profile)
        if jpeg and drawn.mode not in ("L", "RGB"):
            drawn = drawn.convert("RGB")
        drawn.info = kept
        yield drawn
        if not moves:
            return


def _in_srgb(frame: Image.Image, profile: bytes | None) -> Image.Image:
    """Return `frame` with its colours counted in sRGB; as it is where its profile says nothing that can be used."""
    if not profile or frame.mode not in ("RGB", "RGBA", "CMYK", "L"):
        return frame
    mode = "RGBA" if frame.mode == "RGBA" else "RGB"
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(frame, own, ImageCms.createProfile("sRGB"), outputMode=mode) or frame
    except (ImageCms.PyCMSError, OSError):
        return frame

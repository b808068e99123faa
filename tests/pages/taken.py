"""Pictures as a telephone and a programme write them: with the place, the person and the programme in them."""

import io
from collections.abc import Callable

from PIL import Image, ImageCms, PngImagePlugin

SECRET = b"Shelter-Of-Ada"
GPS = {1: "N", 2: (48.0, 54.0, 36.0), 3: "E", 4: (2.0, 26.0, 24.0), 29: "2026:11:25"}
XMP = b'<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><r>Shelter-Of-Ada</r></x:xmpmeta><?xpacket end="w"?>'
IPTC = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0\0\0\0\x10" + b"Shelter-Of-Ada\0\0"


def exif(orientation: int = 1) -> Image.Exif:
    """Return EXIF with a place, an author and which side is up."""
    data = Image.Exif()
    data[0x0112], data[0x010E], data[0x013B] = orientation, SECRET.decode(), SECRET.decode()
    data.get_ifd(0x8825).update(GPS)
    return data


def profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def picture(mode: str = "RGB", shift: int = 0) -> Image.Image:
    """Return a wide picture with a red mark in its upper left corner."""
    drawn = Image.new("RGB", (64, 32), (20, 80, 60 + shift))
    drawn.paste((230, 20, 20), (0, 0, 16, 16))
    return drawn.convert(mode)


def jpeg(orientation: int = 1) -> bytes:
    target = io.BytesIO()
    marker = b"\xff\xed" + (len(IPTC) + 2).to_bytes(2, "big") + IPTC
    picture().save(target, "JPEG", exif=exif(orientation), comment=SECRET, xmp=XMP, icc_profile=profile(), extra=marker)
    return target.getvalue() + b"ftypmp42" + SECRET  # a motion photo's film stands behind its picture


def png(moving: bool = False) -> bytes:
    target, words = io.BytesIO(), PngImagePlugin.PngInfo()
    words.add_text("Author", SECRET.decode())
    words.add_text("Comment", SECRET.decode(), zip=True)
    words.add_itxt("XML:com.adobe.xmp", XMP.decode())
    picture("RGBA").save(target, "PNG", pnginfo=words, exif=exif(), icc_profile=profile(), **_moving(moving))
    return target.getvalue()


def gif(moving: bool = False) -> bytes:
    target = io.BytesIO()
    picture("P").save(target, "GIF", comment=SECRET, xmp=XMP, **_moving(moving, "P"))
    return target.getvalue()


def webp(moving: bool = False, lossless: bool = False) -> bytes:
    target = io.BytesIO()
    picture().save(target, "WEBP", exif=exif(), xmp=XMP, icc_profile=profile(), lossless=lossless, **_moving(moving))
    return target.getvalue()


def avif(moving: bool = False) -> bytes:
    target = io.BytesIO()
    picture().save(target, "AVIF", exif=exif(), xmp=XMP, icc_profile=profile(), **_moving(moving))
    return target.getvalue()


def _moving(moving: bool, mode: str = "RGB") -> dict[str, object]:
    frames = [picture(mode, shift=60 * number) for number in (1, 2)]
    return {"save_all": True, "append_images": frames, "duration": [40, 80, 120], "loop": 0} if moving else {}


STILL: dict[str, Callable[[], bytes]] = {
    "door.jpg": jpeg, "door.jpeg": jpeg, "door.png": png, "door.gif": gif, "door.webp": webp,
    "lossless.webp": lambda: webp(lossless=True), "door.avif": avif,
}  # fmt: skip
MOVING: dict[str, Callable[[], bytes]] = {
    "moving.png": lambda: png(True), "moving.gif": lambda: gif(True), "moving.webp": lambda: webp(True),
    "moving.avif": lambda: avif(True),
}  # fmt: skip
EVERY = STILL | MOVING


def plain(kind: str) -> bytes:
    """Return a picture of `kind` with nothing but itself."""
    target = io.BytesIO()
    picture("P" if kind == "GIF" else "RGB").save(target, kind)
    return target.getvalue()


def jpeg_of_a_programme() -> bytes:
    """Return a JPEG with words in a segment that Pillow passes over."""
    content = plain("JPEG")
    return content[:2] + b"\xff\xec" + (len(SECRET) + 2).to_bytes(2, "big") + SECRET + content[2:]


def gif_of_a_programme() -> bytes:
    """Return a GIF with XMP in an extension before its picture."""
    content = plain("GIF")
    place = content.index(b",", 13 + 3 * (2 << (content[10] & 7)))
    return content[:place] + b"!\xff\x0bXMP DataXMP" + bytes([len(SECRET)]) + SECRET + b"\0" + content[place:]


HIDDEN: dict[str, Callable[[], bytes]] = {
    "a segment of a programme": jpeg_of_a_programme,
    "an extension of a programme": gif_of_a_programme,
    "a preview behind a JPEG": lambda: plain("JPEG") + SECRET + plain("JPEG"),
    "words behind a GIF": lambda: plain("GIF") + SECRET,
    "words behind a PNG": lambda: plain("PNG") + SECRET,
    "words behind a WebP": lambda: plain("WEBP") + SECRET,
}

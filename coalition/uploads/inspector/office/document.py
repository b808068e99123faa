"""One office document, from its bytes to its media type: every part of its package is looked at.

What is inside is told by each part's own bytes, by what the list of types calls it and by what leads to it, and refused
by any of the three: no two readers trust the same one.
"""

import posixpath

from coalition.uploads.inspector.kinds import kind_of
from coalition.uploads.inspector.verdict import Cause, Refused

from . import archive, markup, relations

TYPES, ROOT = "[content_types].xml", "_rels/.rels"
XML = frozenset({"xml", "rels", "vml", "svg"})
FONTS = frozenset({"odttf", "fntdata"})
FILMS = frozenset({"mp3", "mp4", "m4a", "m4v", "wav", "wma", "wmv", "avi", "mov", "mpg", "mpeg", "glb", "ogg"})
PICTURES = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"II\xbc\x01", b"\1\0\0\0", b"\xd7\xcd\xc6\x9a",
    b"\1\0\x09\0",
)  # fmt: skip
PICTURE_ENDINGS = frozenset({"png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "tif", "tiff", "emf", "wmf", "wdp"})
OTHER_FILES = (b"MZ", b"\x7fELF", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\3\4", b"%PDF-")
WORKBOOK = "embeddings"  # where the figures of a chart are kept, as a workbook of their own


def inspect(content: bytes, *, within: bool = False) -> str:
    """Return the media type of the office document `content`. Raises Refused.

    `within` another document only a workbook may be, as charts have one, with none of its own.
    """
    if TYPES not in map(str.lower, archive.names(content)):
        kind_of(content)  # says what it is instead
    found: dict[str, str] = {}
    main, seen = "", set()
    for name, part in archive.parts(content):
        place = name.lower()
        seen.add("/" + place)
        if place == TYPES:
            found = relations.read(part)
        elif place == ROOT:
            main = relations.main(part)
        if not place.endswith("/"):
            _check(place, part, within=within)
        elif part:
            raise Refused(Cause.BROKEN_OFFICE)
    place = posixpath.normpath(f"/{main.lower()}").replace("//", "/")
    if not main or place not in seen or place not in found:
        raise Refused(Cause.BROKEN_OFFICE)
    media_type = relations.document(found[place])
    if within and media_type != relations.WORKBOOK:
        raise Refused(Cause.EMBEDDED)
    return media_type


def _check(place: str, part: bytes, *, within: bool) -> None:
    """Refuse the part at `place`, its name in small letters, for what it holds. Raises Refused."""
    ending = place.rpartition(".")[2]
    if ending in XML:
        (relations.check if ending == "rels" else markup.check)(part)
    elif ending == "xlsx" and f"/{WORKBOOK}/" in f"/{place}" and not within:
        inspect(part, within=True)
    elif ending in FILMS:
        raise Refused(Cause.MULTIMEDIA)
    elif not _is_harmless(place, ending, part):
        raise Refused(Cause.MACRO if "vba" in place else Cause.EMBEDDED)


def _is_harmless(place: str, ending: str, part: bytes) -> bool:
    if ending in PICTURE_ENDINGS:
        return part.startswith(PICTURES)
    known = ending in FONTS or (ending == "bin" and "printersettings" in place)
    return known and not part.startswith(OTHER_FILES)

"""The list of what the parts of a package are: `[Content_Types].xml` (ECMA-376, part 2, 10.1)."""

from coalition.uploads.inspector.office import markup
from coalition.uploads.inspector.verdict import Cause, Refused

OFFICE = "application/vnd.openxmlformats-officedocument."
DOCUMENT, WORKBOOK = f"{OFFICE}wordprocessingml.document", f"{OFFICE}spreadsheetml.sheet"
SLIDES = f"{OFFICE}presentationml.presentation"
MAIN = {f"{kind}.main+xml": kind for kind in (DOCUMENT, WORKBOOK, SLIDES)}
XML_ENDINGS = frozenset({"xml", "rels", "vml", "svg"})
DANGEROUS = {
    "macro": Cause.MACRO,
    "vba": Cause.MACRO,
    "activex": Cause.EMBEDDED,
    "oleobject": Cause.EMBEDDED,
    "externallink": Cause.LINKED,
    "connections": Cause.LINKED,
    "querytable": Cause.LINKED,
    "webextension": Cause.LINKED,
}


def read(part: bytes) -> dict[str, str]:
    """Return the type of each part that the list in `part` names, by its place in small letters. Raises Refused."""
    found = {}
    for name, attributes in markup.elements(part):
        kind = attributes.get("ContentType", "").strip().lower()
        place = attributes.get("PartName", "").strip().lower()
        _check(kind, place.rpartition(".")[2] if place else attributes.get("Extension", "").strip().lower())
        if name == "Override":
            if place in found:
                raise Refused(Cause.BROKEN_OFFICE)
            found[place] = kind
    return found


def document(kind: str) -> str:
    """Return the media type of a document whose main part is a `kind`. Raises Refused for those that are not taken."""
    if kind not in MAIN:
        raise Refused(Cause.OFFICE)
    return MAIN[kind]


def _check(kind: str, ending: str) -> None:
    """Refuse a dangerous `kind`, and XML under an `ending` by which it would not be looked at. Raises Refused."""
    for word, cause in DANGEROUS.items():
        if word in kind:
            raise Refused(cause)
    if kind.endswith("xml") and ending not in XML_ENDINGS:
        raise Refused(Cause.BROKEN_OFFICE)

"""What the parts of a package lead to (ECMA-376, part 2, 9.3): nothing outside but links that a reader presses."""

from coalition.uploads.inspector import addresses
from coalition.uploads.inspector.verdict import Cause, Refused

from . import markup

MAIN = "officedocument"
INSIDE = {
    "vbaproject": Cause.MACRO,
    "wordvbadata": Cause.MACRO,
    "xlmacrosheet": Cause.MACRO,
    "xlintlmacrosheet": Cause.MACRO,
    "attachedtoolbars": Cause.MACRO,
    "extensibility": Cause.MACRO,
    "oleobject": Cause.EMBEDDED,
    "control": Cause.EMBEDDED,
    "activexcontrolbinary": Cause.EMBEDDED,
    "afchunk": Cause.EMBEDDED,
    "attachedtemplate": Cause.LINKED,
    "subdocument": Cause.LINKED,
    "frame": Cause.LINKED,
    "externallink": Cause.LINKED,
    "connections": Cause.LINKED,
    "querytable": Cause.LINKED,
    "webextension": Cause.LINKED,
    "webextensiontaskpanes": Cause.LINKED,
    "audio": Cause.MULTIMEDIA,
    "video": Cause.MULTIMEDIA,
    "media": Cause.MULTIMEDIA,
}


def check(part: bytes) -> None:
    """Refuse a relation to something dangerous, or to something outside that is no link. Raises Refused."""
    for _name, attributes in markup.elements(part):
        kind = _kind(attributes)
        target = attributes.get("Target", "")
        if attributes.get("TargetMode", "").strip().lower() in {"", "internal"}:
            if kind in INSIDE:
                raise Refused(INSIDE[kind])
            if ":" in target.split("#")[0] or target.startswith(("\\", "//")):
                raise Refused(Cause.LINKED)
        elif kind != "hyperlink" or not addresses.is_harmless(target):
            raise Refused(Cause.MULTIMEDIA if INSIDE.get(kind) is Cause.MULTIMEDIA else Cause.LINKED)


def main(part: bytes) -> str:
    """Return where the one main part of the package is; "" where there is none, or several. Raises Refused."""
    found = [attributes.get("Target", "") for _name, attributes in markup.elements(part) if _kind(attributes) == MAIN]
    return found[0].removeprefix("/") if len(found) == 1 else ""


def _kind(attributes: dict[str, str]) -> str:
    """Return the last word of a relation's type: the formats of 2006 and of the standard differ before it."""
    return attributes.get("Type", "").strip().rstrip("/").rpartition("/")[2].lower()


OFFICE = "application/vnd.openxmlformats-officedocument."
DOCUMENT, WORKBOOK = f"{OFFICE}wordprocessingml.document", f"{OFFICE}spreadsheetml.sheet"
SLIDES = f"{OFFICE}presentationml.presentation"
MAIN_TYPES = {f"{kind}.main+xml": kind for kind in (DOCUMENT, WORKBOOK, SLIDES)}
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
    if kind not in MAIN_TYPES:
        raise Refused(Cause.OFFICE)
    return MAIN_TYPES[kind]


def _check(kind: str, ending: str) -> None:
    """Refuse a dangerous `kind`, and XML under an `ending` by which it would not be looked at. Raises Refused."""
    for word, cause in DANGEROUS.items():
        if word in kind:
            raise Refused(cause)
    if kind.endswith("xml") and ending not in XML_ENDINGS:
        raise Refused(Cause.BROKEN_OFFICE)

"""The XML of an office document: no declared type, and nothing in it that runs, fetches, or opens another file."""

import re
from collections.abc import Iterator
from xml.parsers import expat

from coalition.uploads.inspector import addresses
from coalition.uploads.inspector.verdict import Cause, Refused

# The fields that say something of the document itself (ECMA-376, part 1, 17.16.5); all others are refused: DDE,
# INCLUDETEXT, INCLUDEPICTURE, LINK, DATABASE, MACROBUTTON, QUOTE (which spells another one) and whatever will come.
KNOWN = frozenset(
    """
    = ADVANCE AUTHOR AUTONUM AUTONUMLGL AUTONUMOUT BIBLIOGRAPHY CITATION COMMENTS CREATEDATE DATE DOCPROPERTY
    DOCVARIABLE EDITTIME EQ FILENAME FILESIZE FORMCHECKBOX FORMDROPDOWN FORMTEXT HYPERLINK IF INDEX INFO KEYWORDS
    LASTSAVEDBY LISTNUM MERGEFIELD NOTEREF NUMCHARS NUMPAGES NUMWORDS PAGE PAGEREF PRINTDATE REF REVNUM SAVEDATE
    SECTION SECTIONPAGES SEQ SET STYLEREF SUBJECT SYMBOL TA TC TEMPLATE TIME TITLE TOA TOC USERADDRESS USERINITIALS
    USERNAME XE
    """.split()  # noqa: SIM905 - a list of words reads as one
)
QUOTED = re.compile(r'"([^"]*)"')
REACHING = re.compile(
    r"(?<![\w.])(?:_xlfn\.)?(?:_xlws\.)?(?:WEBSERVICE|IMAGE|RTD|CALL|REGISTER|REGISTER\.ID|EXEC|EVALUATE|SQL\.REQUEST|RUN"
    r"|STOCKHISTORY|PY)\s*\(",
    re.IGNORECASE,
)
DDE = re.compile(r"\|\s*'[^']*'\s*!|\|\s*\w+\s*!")
PRESSED = re.compile(r'HYPERLINK\s*\(\s*"([^"]*)"', re.IGNORECASE)


class Fields:
    """The fields of one part, one within another, each told in pieces."""

    def __init__(self) -> None:
        self.open: list[_Field] = []

    def turn(self, kind: str) -> None:
        """Take a `begin`, `separate` or `end` of a field. Raises Refused."""
        if kind == "begin":
            if self.open:
                self.open[-1].holds_others = True
            self.open.append(_Field())
        elif self.open and kind == "separate":
            self.open[-1].finish()
        elif self.open and kind == "end":
            self.open.pop().finish()

    def add(self, words: str) -> None:
        """Take words of the innermost field; words outside of any field are one of their own. Raises Refused."""
        if not self.open:
            self.open.append(_Field())
        self.open[-1].words += words

    def finish(self) -> None:
        """Judge the fields that nobody closed. Raises Refused."""
        for field in self.open:
            field.finish()


class _Field:
    def __init__(self) -> None:
        self.words, self.holds_others = "", False

    def finish(self) -> None:
        if self.words.strip() or self.holds_others:
            check_field(self.words)


def check_field(words: str) -> None:
    """Refuse the field `words` unless it is a known one, and leads to no file. Raises Refused."""
    name = "=" if words.strip().startswith("=") else (words.split() or [""])[0].upper()
    if name not in KNOWN:
        raise Refused(Cause.LINKED)
    if name == "HYPERLINK" and not all(map(addresses.is_harmless, QUOTED.findall(words) or words.split()[1:2])):
        raise Refused(Cause.LINKED)


def check_formula(words: str) -> None:
    """Refuse a formula that fetches, runs, or leads to a file. Raises Refused."""
    if REACHING.search(words) or DDE.search(QUOTED.sub('""', words)):
        raise Refused(Cause.LINKED)
    if not all(map(addresses.is_harmless, PRESSED.findall(words))):
        raise Refused(Cause.LINKED)


ELEMENTS = {
    "OLEObject": Cause.EMBEDDED,
    "oleObj": Cause.EMBEDDED,
    "oleObject": Cause.EMBEDDED,
    "altChunk": Cause.EMBEDDED,
    "control": Cause.EMBEDDED,
    "subDoc": Cause.LINKED,
    "externalReference": Cause.LINKED,
    "externalLink": Cause.LINKED,
    "ddeLink": Cause.LINKED,
    "oleLink": Cause.LINKED,
    "DataMashup": Cause.LINKED,
    "macrosheet": Cause.MACRO,
    "script": Cause.MACRO,
    "audioFile": Cause.MULTIMEDIA,
    "videoFile": Cause.MULTIMEDIA,
    "wavAudioFile": Cause.MULTIMEDIA,
}
FETCHING = frozenset({"imagedata", "fill", "stroke", "image", "shape", "rect", "include"})  # of VML and SVG
SOURCES = frozenset({"src", "althref"})
RUNNING = frozenset({"onAction", "macro"})
SLIDE_ACTIONS = ("ppaction://hlinksldjump", "ppaction://hlinkshowjump", "ppaction://noaction", "ppaction://customshow")
FORMULAS = frozenset({"f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula"})
FIELD_WORDS = frozenset({"instrText", "delInstrText"})


def elements(part: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Return name and attributes of each element below the first one, without namespaces. Raises Refused."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = _parser()
    parser.StartElementHandler = lambda name, attributes: found.append((_local(name), attributes))
    _parse(parser, part)
    return iter(found[1:])


def check(part: bytes) -> None:
    """Refuse the XML in `part` for what it would do. Raises Refused."""
    parser, seen = _parser(), _Seen()
    parser.StartElementHandler, parser.EndElementHandler = seen.begin, seen.end
    parser.CharacterDataHandler = seen.words
    _parse(parser, part)
    seen.fields.finish()


class _Seen:
    def __init__(self) -> None:
        self.fields = Fields()
        self.text: list[str] | None = None

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        if local in ELEMENTS:
            raise Refused(ELEMENTS[local])
        told = {_local(key): value for key, value in attributes.items()}
        _check_attributes(local, told)
        if local == "fldSimple":
            check_field(told.get("instr", ""))
        elif local == "fldChar":
            self.fields.turn(told.get("fldCharType", ""))
        elif local in FORMULAS or local in FIELD_WORDS:
            self.text = []

    def words(self, found: str) -> None:
        if self.text is not None:
            self.text.append(found)

    def end(self, name: str) -> None:
        local = _local(name)
        if self.text is None or local not in FORMULAS | FIELD_WORDS:
            return
        text, self.text = "".join(self.text), None
        if local in FIELD_WORDS:
            self.fields.add(text)
        else:
            check_formula(text)


def _check_attributes(local: str, told: dict[str, str]) -> None:
    """Refuse what an element's attributes run or fetch. Raises Refused."""
    if any(told.get(name, "").strip() for name in RUNNING):
        raise Refused(Cause.MACRO)
    action = told.get("action", "").strip().lower()
    if action.startswith("ppaction:") and not action.startswith(SLIDE_ACTIONS):
        raise Refused(Cause.MACRO if "macro" in action else Cause.LINKED)
    if local in FETCHING:
        sources = [told.get(name, "") for name in SOURCES]
        if local in {"imagedata", "fill", "stroke", "image", "include"}:
            sources.append(told.get("href", ""))
        if any(source and not source.startswith(("data:image/", "#")) for source in sources):
            raise Refused(Cause.LINKED)


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_type
    return parser


def _refuse_type(*_declared: object) -> None:
    """Refuse a document type, and so every entity: no office program writes one."""
    raise Refused(Cause.DECLARES)


def _parse(parser: expat.XMLParserType, part: bytes) -> None:
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Refused(Cause.BROKEN_OFFICE) from error


def _local(name: str) -> str:
    return name.rpartition(" ")[2]

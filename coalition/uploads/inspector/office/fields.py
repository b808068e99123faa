"""Fields of texts and formulas of tables, by which a document runs a program or fetches from elsewhere."""

import re

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
            check(self.words)


def check(words: str) -> None:
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

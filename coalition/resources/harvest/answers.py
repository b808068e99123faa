"""The answers of the protocol as XML (section 4): https://www.openarchives.org/OAI/openarchivesprotocol.html."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from lxml import etree

from .asked import PREFIX, ProtocolError
from .records import Record

OAI, XSI = "http://www.openarchives.org/OAI/2.0/", "http://www.w3.org/2001/XMLSchema-instance"
OAI_DC, DC = "http://www.openarchives.org/OAI/2.0/oai_dc/", "http://purl.org/dc/elements/1.1/"
OAI_SCHEMA, DC_SCHEMA = f"{OAI[:-1]}/OAI-PMH.xsd", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SAID_IN_A_LANGUAGE = ("title", "subject", "description", "coverage")
FACTS_OF_ERROR = ("badVerb", "badArgument")  # their request is told without its arguments


class Continued(NamedTuple):
    """Where a list stands: how long it is, how much of it came before, and how it goes on ("": it is whole)."""

    size: int
    cursor: int
    token: str


def stamp(moment: datetime) -> str:
    """Return `moment` as the protocol writes it, in UTC and to the second."""
    return f"{moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat()}Z"


def answer(base: str, asked: Mapping[str, str], now: datetime) -> etree._Element:
    """Return the beginning of an answer to what was `asked` at the address `base`."""
    root = etree.Element(f"{{{OAI}}}OAI-PMH", nsmap={None: OAI, "xsi": XSI})
    root.set(f"{{{XSI}}}schemaLocation", f"{OAI} {OAI_SCHEMA}")
    _add(root, "responseDate", stamp(now))
    _add(root, "request", base, **asked)
    return root


def error(base: str, asked: Mapping[str, str], now: datetime, found: ProtocolError) -> etree._Element:
    """Return the answer that says what is wrong."""
    root = answer(base, {} if found.code in FACTS_OF_ERROR else asked, now)
    _add(root, "error", found.words, code=found.code)
    return root


def identify(root: etree._Element, *, name: str, base: str, mailbox: str, earliest: datetime) -> None:
    """Say what this repository is. What was withdrawn stays listed as deleted."""
    told = _add(root, "Identify")
    for tag, text in (
        ("repositoryName", name), ("baseURL", base), ("protocolVersion", "2.0"), ("adminEmail", mailbox),
        ("earliestDatestamp", stamp(earliest)), ("deletedRecord", "persistent"),
        ("granularity", "YYYY-MM-DDThh:mm:ssZ"),
    ):  # fmt: skip
        _add(told, tag, text)


def formats(root: etree._Element) -> None:
    """Say in which formats records can be had."""
    form = _add(_add(root, "ListMetadataFormats"), "metadataFormat")
    for tag, text in (("metadataPrefix", PREFIX), ("schema", DC_SCHEMA), ("metadataNamespace", OAI_DC)):
        _add(form, tag, text)


def sets(root: etree._Element, found: Iterable[tuple[str, str]]) -> None:
    """Say which sets there are."""
    told = _add(root, "ListSets")
    for spec, name in found:
        row = _add(told, "set")
        _add(row, "setSpec", spec)
        _add(row, "setName", name)


def record(root: etree._Element, found: Record) -> None:
    """Say one record."""
    _record(_add(root, "GetRecord"), found)


def listed(root: etree._Element, verb: str, found: Iterable[Record], goes_on: Continued | None) -> None:
    """Say a list of records, or of their headers, and how it goes on."""
    told = _add(root, verb)
    for row in found:
        if verb == "ListRecords":
            _record(told, row)
        else:
            _header(told, row)
    if goes_on:
        size, cursor = str(goes_on.size), str(goes_on.cursor)
        _add(told, "resumptionToken", goes_on.token, completeListSize=size, cursor=cursor)


def _record(parent: etree._Element, found: Record) -> None:
    told = _add(parent, "record")
    _header(told, found)
    if found.elements is None:
        return
    metadata = _add(told, "metadata")
    dc = etree.SubElement(metadata, f"{{{OAI_DC}}}dc", nsmap={"oai_dc": OAI_DC, "dc": DC})
    dc.set(f"{{{XSI}}}schemaLocation", f"{OAI_DC} {DC_SCHEMA}")
    for name, text in found.elements:
        element = etree.SubElement(dc, f"{{{DC}}}{name}")
        element.text = text
        if name in SAID_IN_A_LANGUAGE:
            element.set(LANG, found.language)


def _header(parent: etree._Element, found: Record) -> None:
    header = _add(parent, "header", **({"status": "deleted"} if found.elements is None else {}))
    _add(header, "identifier", found.identifier)
    _add(header, "datestamp", stamp(found.datestamp))
    for spec in found.sets:
        _add(header, "setSpec", spec)


def _add(parent: etree._Element, tag: str, text: str | None = None, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{OAI}}}{tag}", attributes)
    element.text = text
    return element

"""The calls of a BigBlueButton server: https://docs.bigbluebutton.org/development/api/.

Each call is signed: the checksum is the SHA-256, in hexadecimal digits, of the call's name, its query string exactly as
it is sent and without the checksum itself, and the secret that we share with the server.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from lxml import etree

from coalition.outbound import OutboundFailed, fetch

MAX_BYTES, MAX_SECONDS = 256 * 1024, 8.0
MOST_RECORDINGS = 50  # of one answer
WATCHED = ("video", "presentation")  # formats of a recording that people can watch, the better one first
LONGEST_ADDRESS = 500


class Refused(Exception):
    """The server could not be reached, or did not do it. What it says is no text for people."""


class NotThere(Refused):
    """The server knows no such meeting: nobody is in it."""


@dataclass(frozen=True)
class Recording:
    """A recording that can be watched at `address`: its key at the server, when it began, and how long it is."""

    key: str
    address: str
    began: datetime
    minutes: int


def is_offered() -> bool:
    """Say whether the site has a server of its own (BIGBLUEBUTTON_URL)."""
    return bool(settings.BIGBLUEBUTTON_URL and settings.BIGBLUEBUTTON_SECRET)


def signed(call: str, parameters: Mapping[str, str]) -> str:
    """Return the address of `call` with its `parameters` in the order given, and its checksum. Raises Refused."""
    if not is_offered():
        raise Refused("No server is set.")
    query = urlencode(parameters)
    checksum = hashlib.sha256(f"{call}{query}{settings.BIGBLUEBUTTON_SECRET}".encode()).hexdigest()
    base = settings.BIGBLUEBUTTON_URL.rstrip("/").removesuffix("/api")
    return f"{base}/api/{call}?{query}&checksum={checksum}"


def create(*, meeting: str, name: str, may_record: bool) -> str:
    """Make the meeting, unless it is there: the same call again changes nothing. Raises Refused.

    Return when it was made, as the server says it: an address that names it opens this meeting and no later one.
    """
    record = "true" if may_record else "false"
    made = _ask("create", {"name": name, "meetingID": meeting, "record": record, "autoStartRecording": "false",
                    "allowStartStopRecording": record})  # fmt: skip
    return made.findtext("createTime") or ""


def join(*, meeting: str, name: str, leads: bool, made: str = "") -> str:
    """Return the address by which somebody called `name` enters: nothing else of them is told. Raises Refused.

    It is for them alone, and made when they come: whoever has it enters under that name, as long as the meeting lasts
    that was `made` then.
    """
    asked = {"fullName": name, "meetingID": meeting, "role": "MODERATOR" if leads else "VIEWER"}
    return signed("join", asked | ({"createTime": made} if made else {}))


def end(*, meeting: str) -> None:
    """Close the meeting for everybody in it. Raises NotThere where it is over, or Refused."""
    _ask("end", {"meetingID": meeting})


def recordings(*, meeting: str) -> list[Recording]:
    """Return the recordings of the meeting that can be watched by now. Raises Refused."""
    found = _ask("getRecordings", {"meetingID": meeting}).iterfind("recordings/recording")
    read = [_recording(row, meeting) for row, _number in zip(found, range(MOST_RECORDINGS), strict=False)]
    return [recording for recording in read if recording]


def _ask(call: str, parameters: Mapping[str, str]) -> etree._Element:
    address = signed(call, parameters)
    try:
        body = fetch(
            address,
            max_bytes=MAX_BYTES,
            max_seconds=MAX_SECONDS,
            allow_loopback=settings.BIGBLUEBUTTON_ALLOW_LOOPBACK,
        )
    except OutboundFailed as error:
        raise Refused(f"{call}: {error}") from None  # the cause knows the address, which is signed
    return _read(call, body)


def _read(call: str, body: bytes) -> etree._Element:
    """Return the answer that `body` is. It comes from outside: nothing in it is fetched or filled in."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        answer = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Refused(f"{call}: the answer is no XML.") from None
    if answer.getroottree().docinfo.doctype or answer.tag != "response":
        raise Refused(f"{call}: the answer is none of this protocol.")
    if answer.findtext("returncode") == "SUCCESS":
        return answer
    if answer.findtext("messageKey") == "notFound":
        raise NotThere(f"{call}: there is no such meeting.")
    raise Refused(f"{call}: the server refused.")


def _recording(row: etree._Element, meeting: str) -> Recording | None:
    """Return what `row` says, where it is of our meeting and somebody can watch it over https."""
    if row.findtext("meetingID") != meeting or row.findtext("published") != "true":
        return None
    key, began = (row.findtext("recordID") or "").strip(), row.findtext("startTime") or ""
    formats = {form.findtext("type"): form for form in row.iterfind("playback/format")}
    address, length = _first_watched(formats.get(kind) for kind in WATCHED)
    if not (0 < len(key) <= 200 and address and began.isascii() and began.isdigit() and len(began) <= 14):
        return None
    return Recording(key, address, datetime.fromtimestamp(int(began) / 1000, UTC), length)


def _first_watched(formats: Iterable[etree._Element | None]) -> tuple[str, int]:
    for form in formats:
        address = (form.findtext("url") or "").strip() if form is not None else ""
        if _is_whole(address):
            length = (form.findtext("length") if form is not None else "") or ""
            return address, int(length) if length.isascii() and length.isdigit() and len(length) < 6 else 0
    return "", 0


def _is_whole(address: str) -> bool:
    """Say whether `address` is one of the web that is safe to lead to."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_plain = address.isprintable() and " " not in address and len(address) <= LONGEST_ADDRESS
    return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc and is_plain

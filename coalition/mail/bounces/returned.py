"""What a mail that came back says: a notice that one could not be delivered (RFC 3464), or a complaint (RFC 5965)."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message as Returning
from email.utils import parseaddr

from .verdicts import Verdict, of_refusal, status_in

MOST_PARTS = 40
MOST_WORDS = 20_000  # characters of a notice in free words
MILDEST_FIRST = (Verdict.NOTHING, Verdict.POLICY, Verdict.SOFT, Verdict.HARD)
FAILED = {"failed", ""}
DAEMONS = ("mailer-daemon", "postmaster", "mail-daemon")


@dataclass(frozen=True)
class Returned:
    """What came back: the verdict, the enhanced status where one was given, and the address that it was sent from."""

    verdict: Verdict
    status: str = ""
    sent_from: str = ""


def read_report(message: Returning) -> Returned | None:
    """Return what `message` reports, or None where it is no report: a letter of a person, an answer of a machine."""
    parts = [part for part, _place in zip(message.walk(), range(MOST_PARTS), strict=False)]
    of_type = {part.get_content_type(): part for part in reversed(parts)}
    if "message/feedback-report" in of_type:
        return _complaint(of_type["message/feedback-report"], parts)
    if "message/delivery-status" in of_type:
        return _notice(of_type["message/delivery-status"])
    return _in_words(message, parts)


def _complaint(report: Returning, parts: list[Returning]) -> Returned:
    """Read a complaint. Its recipient may be left out (RFC 6590): the returned mail says where it was sent from."""
    fields = {name: value for block in _blocks(report) for name, value in block.items()}
    named = [fields.get("original-mail-from", "")]
    named += [_one_line(part, "Return-Path") for part in parts[1:]]
    for part in parts:
        if part.get_content_type() == "text/rfc822-headers":
            named += [
                line.partition(":")[2] for line in _text(part).splitlines() if line.lower().startswith("return-path:")
            ]
    sent_from = next((parseaddr(value)[1] for value in named if "@" in value), "")
    kind = fields.get("feedback-type", "").strip().lower()
    return Returned(Verdict.COMPLAINT if kind == "abuse" else Verdict.NOTHING, sent_from=sent_from)


def _notice(report: Returning) -> Returned:
    """Read the blocks of recipients; where there are several (an alias, a forward), the mildest of them counts."""
    found = [
        _of_recipient(block) for block in _blocks(report) if {"action", "status", "final-recipient"} & block.keys()
    ]
    return min(found, key=lambda one: MILDEST_FIRST.index(one.verdict), default=Returned(Verdict.NOTHING))


def _of_recipient(block: dict[str, str]) -> Returned:
    action = (block.get("action", "").split() or [""])[0].lower()
    words = " ".join(block.get("diagnostic-code", "").split())
    status = status_in(block.get("status", ""))
    if action not in FAILED or status.startswith("2"):
        return Returned(Verdict.NOTHING, status)
    said = status_in(words)
    if said and (not status or status.endswith(".0.0")):  # the server's own code says more
        status = said
    return Returned(of_refusal(status, words), status)


def _blocks(report: Returning) -> Iterator[dict[str, str]]:
    """Yield the fields of each block, their names in small letters; a report is a list of blocks or plain text."""
    payload = report.get_payload()
    for block in payload if isinstance(payload, list) else []:
        if not isinstance(block, Returning):
            continue
        inner = block.get_payload()
        if not block.items() and isinstance(inner, str):  # some servers put an empty line before it
            yield _fields(inner)
        else:
            yield {name.lower(): str(value) for name, value in block.items()}
    if not isinstance(payload, list):
        for text in _text(report).replace("\r\n", "\n").split("\n\n"):
            yield _fields(text)


def _fields(text: str) -> dict[str, str]:
    lines = (line.partition(":") for line in text.splitlines() if ":" in line)
    return {name.strip().lower(): value.strip() for name, _colon, value in lines}


def _in_words(message: Returning, parts: list[Returning]) -> Returned | None:
    """Read a notice in free words, as qmail and old servers write it: by the code and the words of the refusal."""
    writer = parseaddr(_one_line(message, "From"))[1].lower()
    answered = _one_line(message, "Auto-Submitted").strip().lower().startswith("auto-replied")
    if answered or not (writer.startswith(DAEMONS) or message.get("X-Failed-Recipients")):
        return None
    words = next((_text(part) for part in parts if part.get_content_type() == "text/plain"), "")
    before = words.lower().split("--- below this line")[0].split("original message")[0]
    if "delayed" in before or "will be retried" in before or "still being retried" in before:
        return Returned(Verdict.NOTHING)
    status = status_in(before)
    verdict = of_refusal(status, before)
    return Returned(verdict, status)


def _text(part: Returning) -> str:
    """Return the words of a part; what cannot be decoded is replaced."""
    payload = part.get_payload(decode=True)
    data = payload[:MOST_WORDS] if isinstance(payload, bytes) else b""
    return data.decode("utf-8", errors="replace")


def _one_line(part: Returning, name: str) -> str:
    return " ".join(str(part.get(name, "")).split())

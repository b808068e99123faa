"""What a harvester asks: the arguments of a request, checked as the protocol says, and tokens to go on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core import signing
from django.http import QueryDict

PREFIX = "oai_dc"
SALT = "coalition.resources.harvest"
REQUIRED, OPTIONAL = 1, 2
LIST = {"metadataPrefix": REQUIRED, "from": OPTIONAL, "until": OPTIONAL, "set": OPTIONAL}
# The arguments of each verb; `resumptionToken` is exclusive wherever a list may be continued.
VERBS: Mapping[str, Mapping[str, int]] = {
    "Identify": {},
    "ListMetadataFormats": {"identifier": OPTIONAL},
    "ListSets": {},
    "GetRecord": {"identifier": REQUIRED, "metadataPrefix": REQUIRED},
    "ListIdentifiers": LIST,
    "ListRecords": LIST,
}
CONTINUED = ("ListSets", "ListIdentifiers", "ListRecords")
DAY, SECOND = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII), re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
SET = re.compile(r"[A-Za-z0-9\-_.!~*'()]+(?::[A-Za-z0-9\-_.!~*'()]+)*", re.ASCII)


class ProtocolError(Exception):
    """One of the conditions of the protocol (section 3.6): its code, and what it means in words for who harvests."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code, self.words = code, words


@dataclass(frozen=True)
class Window:
    """Which records: changed from `since` and before `until`, and in `of_set`; `after` is where a list goes on."""

    since: datetime | None = None
    until: datetime | None = None
    of_set: str = ""
    after: tuple[str, int] | None = None
    cursor: int = 0

    def token(self, *, verb: str, after: tuple[str, int], cursor: int) -> str:
        """Return what a harvester sends to go on after the record at `after`. It holds all, so that nothing is kept."""
        stamps = [moment.isoformat() if moment else None for moment in (self.since, self.until)]
        return signing.dumps([verb, *stamps, self.of_set, *after, cursor], salt=SALT)


def arguments(given: QueryDict) -> dict[str, str]:
    """Return the arguments of a request by name. Raises ProtocolError."""
    verbs = given.getlist("verb")
    if len(verbs) != 1 or verbs[0] not in VERBS:
        raise ProtocolError("badVerb", "Give one verb of the protocol.")
    verb = verbs[0]
    said = {name: given.getlist(name) for name in given if name != "verb"}
    if any(not value.isprintable() for values in said.values() for value in values):
        raise ProtocolError("badArgument", "An argument holds a sign that is none of a text.")
    if "resumptionToken" in said and verb in CONTINUED:
        if set(said) != {"resumptionToken"} or len(said["resumptionToken"]) != 1:
            raise ProtocolError("badArgument", "A resumptionToken stands alone.")
        return {"verb": verb, "resumptionToken": said["resumptionToken"][0]}
    known = VERBS[verb]
    missing = [name for name, need in known.items() if need == REQUIRED and name not in said]
    repeated = [name for name, values in said.items() if len(values) != 1]
    if missing or repeated or set(said) - set(known):
        raise ProtocolError("badArgument", "An argument is missing, unknown or given twice.")
    return {"verb": verb, **{name: values[0] for name, values in said.items()}}


def window(asked: Mapping[str, str]) -> Window:
    """Return which records `asked`, the arguments of a list, are about. Raises ProtocolError."""
    if "resumptionToken" in asked:
        return _continued(asked["verb"], asked["resumptionToken"])
    check_prefix(asked["metadataPrefix"])
    since, until = asked.get("from"), asked.get("until")
    forms = {bool(DAY.fullmatch(stamp)) for stamp in (since, until) if stamp is not None}
    if len(forms) > 1:
        raise ProtocolError("badArgument", "Give from and until in the same granularity.")
    begin, end = (_moment(stamp) if stamp is not None else None for stamp in (since, until))
    if begin and end and begin > end:
        raise ProtocolError("badArgument", "From is later than until.")
    if end:
        end += timedelta(days=1) if forms == {True} else timedelta(seconds=1)
    of_set = asked.get("set", "")
    if "set" in asked and not SET.fullmatch(of_set):
        raise ProtocolError("badArgument", "This is no name of a set.")
    return Window(begin, end, of_set)


def check_prefix(prefix: str) -> None:
    """Raise ProtocolError unless records can be had in the format called `prefix`."""
    if prefix != PREFIX:
        raise ProtocolError("cannotDisseminateFormat", "Records are had as oai_dc.")


def _moment(stamp: str) -> datetime:
    try:
        if DAY.fullmatch(stamp):
            return datetime.strptime(stamp, "%Y-%m-%d").replace(tzinfo=UTC)
        if SECOND.fullmatch(stamp):
            return datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        pass
    raise ProtocolError("badArgument", "A date is written as 2027-03-10 or as 2027-03-10T09:00:00Z.")


def _continued(verb: str, token: str) -> Window:
    try:
        said: list[Any] = signing.loads(token, salt=SALT)
        of, since, until, of_set, stamp, key, cursor = said
    except (signing.BadSignature, ValueError, TypeError):
        raise ProtocolError("badResumptionToken", "This token is not one of ours: begin anew.") from None
    if of != verb:
        raise ProtocolError("badResumptionToken", "This token is of another verb.")
    moments = [datetime.fromisoformat(moment) if moment else None for moment in (since, until)]
    return Window(moments[0], moments[1], of_set, (stamp, key), cursor)

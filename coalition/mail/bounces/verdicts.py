"""What a refusal says of an address: gone for good, in trouble for a while, or nothing at all of the address.

By the enhanced code of RFC 3463 where there is one, by words where there is none. Only what says that the mailbox does
not exist, or was closed, ends an address: a full mailbox (5.2.2) and a matter of policy (5.7.x) never do.
Decision 0006-one-door-for-mail.
"""

import re
from enum import Enum

STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?!\.?\d)")  # and no address of a server
REPLY = re.compile(r"\b([45]\d\d)[ -]")
GONE = {"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"}  # RFC 3463 3.2 and 3.3; RFC 7505 5.1.10 is of a null MX
FULL = re.compile(r"quota|mailbox (?:is )?full|storage|too large|size limit", re.IGNORECASE)
POLICY = re.compile(
    r"spam|policy|polic|black ?list|block(?:ed|list)|reputation|\bspf\b|dkim|dmarc|relay|access denied|banned"
    r"|not authori[sz]ed|authenticat",
    re.IGNORECASE,
)
NO_MAILBOX = re.compile(
    r"(?:user|recipient|mailbox|account|address|addressee) (?:is )?"
    r"(?:unknown|not found|invalid|disabled|inactive|closed)"
    r"|(?:unknown|invalid|no such) (?:user|recipient|mailbox|account|address|local part|person)"
    r"|(?:does not|doesn't) (?:exist|have a(?:n)? \S+ account)|no mailbox here|not a valid (?:mailbox|recipient)",
    re.IGNORECASE,
)


class Verdict(Enum):
    """What a report says of an address."""

    HARD = "hard"  # there is no such mailbox any more
    SOFT = "soft"  # it took no mail this time
    POLICY = "policy"  # the mail or its sender is refused: the address is not to blame
    COMPLAINT = "complaint"  # its reader called the mail spam
    LEFT = "left"  # its reader left by a button of their mailbox or of the provider
    NOTHING = "nothing"  # delayed, delivered, relayed


def status_in(words: str) -> str:
    """Return the first enhanced status code in `words`, as "5.1.1", or an empty string."""
    found = STATUS.search(words)
    return ".".join(str(int(part)) for part in found.groups()) if found else ""


def of_refusal(status: str, words: str) -> Verdict:
    """Return what a refusal says: `status` is its enhanced code ("5.1.1", or empty), `words` the server's reply.

    Words weigh more than a code that contradicts them, towards the milder side: many servers answer 5.1.1 to
    everything.
    """
    if status.startswith("5.7."):
        return Verdict.POLICY
    if not status.startswith("5"):
        reply = REPLY.search(words)
        if status or not reply or reply[1].startswith("4"):
            return Verdict.SOFT
    if status == "5.2.2" or FULL.search(words):
        return Verdict.SOFT
    if POLICY.search(words):
        return Verdict.POLICY
    if status in GONE:
        return Verdict.HARD
    says_nothing_more = not status or status in {"5.0.0", "5.1.0", "5.2.0"} or status.startswith("5.5.")
    return Verdict.HARD if says_nothing_more and NO_MAILBOX.search(words) else Verdict.SOFT

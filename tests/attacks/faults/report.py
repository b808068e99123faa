"""What became of everybody who came while something was at fault, and one row of the table in docs/measurements.md."""

import re
from collections import Counter
from dataclasses import dataclass, field
from email import message_from_bytes

from .people import CONNECTING, CUT, DOMAIN, Person, Stream

ACTIVE = """
    SELECT email, count(*) FROM events_registration WHERE email LIKE %(of)s AND state = 'confirmed' GROUP BY email
    UNION ALL SELECT official_email, count(*) FROM charter_signature
    WHERE official_email LIKE %(of)s AND state = 'submitted' GROUP BY official_email
"""
COPIES = """
    SELECT reader.email, copy.state IN ('uncertain', 'handing_over') FROM newsletters_delivery AS copy
    JOIN newsletters_reader AS reader ON reader.id = copy.reader_id
    WHERE copy.edition_id = (SELECT max(id) FROM newsletters_edition)
"""
# Nobody knows whether these left; what is marked and nobody's any more is called so after some minutes.
UNCERTAIN = "SELECT count(*) FROM mail_message WHERE state IN ('uncertain', 'handing_over')"
WAITING = """
    SELECT (SELECT count(*) FROM mail_message WHERE state IN ('queued', 'sending'))
        + (SELECT count(*) FROM newsletters_delivery WHERE state IN ('queued', 'sending'))
"""
GRACE = 1.0  # seconds after its end in which somebody who came before is still told of a fault


@dataclass
class Faults:
    """When something was at fault, each from its beginning to its end (monotonic seconds)."""

    windows: list[tuple[float, float]] = field(default_factory=list)

    @property
    def ended(self) -> float:
        return max(end for _began, end in self.windows)

    def covers(self, began: float, ended: float) -> bool:
        """Say whether a request of that time met a fault."""
        return any(began <= end + GRACE and ended >= start for start, end in self.windows)


@dataclass(frozen=True)
class Report:
    """Figures of one case."""

    asked: int
    people: int
    acknowledged: int
    lost: list[str]
    doubled: list[str]
    undelivered: list[str]
    uncertain: int
    late: float  # seconds from the later of acknowledgement and fault's end to the slowest mail
    slowest: float  # seconds from acknowledgement to the slowest mail
    told: int  # answers of 5xx
    told_wrongly: list[str]  # those that say nothing in words, or when nothing was at fault
    others: list[str]  # answers that nobody should get
    refused: int
    cut: int
    errors: dict[str, int]  # of those who were refused or cut off
    copies: int  # of the newsletter that was on its way
    copies_uncertain: int
    recovered: float  # seconds from the end of a fault to the first right answer, at worst

    def row(self, name: str) -> str:
        """Return the row of the table."""
        cells = (
            name, self.asked, self.acknowledged, self.copies, len(self.lost), len(self.doubled),
            f"{len(self.undelivered)}, {self.uncertain}, {self.copies_uncertain}",
            f"{self.slowest:.0f} s, {self.late:.0f} s", self.told, f"{self.refused}, {self.cut}",
            f"{self.recovered:.1f} s",
        )  # fmt: skip
        return f"| {' | '.join(map(str, cells))} |"


def report(stream: Stream, faults: Faults) -> Report:
    """Compare what people were told with what the database and the mail server have."""
    site, people = stream.site, list(stream.people)
    held = dict(site.query(ACTIVE, of=f"%@{DOMAIN}"))
    copies = dict(site.query(COPIES)) if stream.newsletter else {}
    got = {to for to, _data in site.mailbox.accepted}
    arrived = [(to, at) for (to, _data), at in zip(site.mailbox.accepted, site.mailbox.accepted_at, strict=False)]
    delays = [delay for person in people for delay in _delays(person, arrived, faults)]
    told = [asked for asked in stream.asked if asked.outcome.startswith("5")]
    return Report(
        asked=len(stream.asked),
        people=len(people),
        acknowledged=sum(len(person.posted) + (person.registered is not None) for person in people),
        lost=[person.email for person in people if person.registered and person.email not in held]
        + [email for email, is_uncertain in copies.items() if not is_uncertain and email not in got],
        doubled=[email for email, count in held.items() if count > 1] + _mailed_twice(stream, people),
        undelivered=[person.email for person in people if not _got_everything(person, arrived)],
        uncertain=site.query(UNCERTAIN)[0][0],
        late=max((late for _slow, late in delays), default=0),
        slowest=max((slow for slow, _late in delays), default=0),
        told=len(told),
        told_wrongly=[
            f"{asked.outcome} {asked.path} {asked.began - faults.ended:+.1f} s {asked.error}" for asked in told
            if not (asked.says_so and faults.covers(asked.began, asked.ended))
        ],
        others=[f"{one.outcome} {one.path}" for one in stream.asked if one.outcome.startswith("4")],
        refused=sum(asked.outcome == CONNECTING for asked in stream.asked),
        cut=sum(asked.outcome == CUT for asked in stream.asked),
        errors=dict(Counter(asked.error for asked in stream.asked if asked.outcome in (CONNECTING, CUT))),
        copies=len(copies),
        copies_uncertain=sum(copies.values()),
        recovered=max(_recovered(stream, end) for _start, end in faults.windows),
    )  # fmt: skip


def _got_everything(person: Person, arrived: list[tuple[str, float]]) -> bool:
    """Say whether a mail came after each acknowledgement."""
    got = sum(to == person.email for to, _at in arrived)
    return got >= len(person.posted) + (person.registered is not None)


def _delays(person: Person, arrived: list[tuple[str, float]], faults: Faults) -> list[tuple[float, float]]:
    """Return of each mail to `person` how long it took, and how long from the end of the last fault before it."""
    acknowledged = [*person.posted, *([person.registered] if person.registered else [])]
    came = sorted(at for to, at in arrived if to == person.email)
    found = []
    for told, at in zip(sorted(acknowledged), came, strict=False):
        ends = [end for _start, end in faults.windows if told <= end <= at]
        found.append((at - told, at - max([told, *ends])))
    return found


def _mailed_twice(stream: Stream, people: list[Person]) -> list[str]:
    """Return what left twice: a Message-ID, a receipt, or more links than forms were sent."""
    accepted = list(stream.site.mailbox.accepted)
    ids = Counter((to, str(message_from_bytes(data)["Message-ID"])) for to, data in accepted)
    found = [f"{to} {name}" for (to, name), count in ids.items() if count > 1]
    mails = Counter(to for to, _data in accepted)
    return found + [
        f"{person.email} got {mails[person.email]}"
        for person in people
        if mails[person.email] > person.sent + (person.registered is not None)
    ]


def _recovered(stream: Stream, end: float) -> float:
    """Return how long after `end` the first right answer came."""
    right = [asked.ended for asked in stream.asked if re.fullmatch("200|302", asked.outcome) and asked.ended >= end]
    return min(right, default=float("inf")) - end

"""Reports in the shapes that mail servers give them, and what each says of its address.

Written for these tests after RFC 3464, RFC 5965 and the public manuals of the servers; no report of a real person.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from coalition.mail.bounces import Verdict

READER = "reader@town.example"
SENT_FROM = "bounces+0123456789abcd0123456789abcdef0123@coalition.example"
HARD, SOFT, POLICY, NOTHING = Verdict.HARD, Verdict.SOFT, Verdict.POLICY, Verdict.NOTHING
# Status, what the other server said, and what that says of the address.
REFUSALS = (
    ("5.1.1", "550 5.1.1 <reader@town.example>: Recipient address rejected: User unknown in virtual mailbox table", HARD),
    ("5.1.1", "550-5.1.1 The email account that you tried to reach does not exist. Please try double-checking", HARD),
    ("5.1.1", "550 5.1.1 User doesn't exist: reader@town.example", HARD),
    ("5.1.2", "550 5.1.2 Host unknown (Name server: town.example.: host not found)", HARD),
    ("5.1.3", "501 5.1.3 Bad recipient address syntax", HARD),
    ("5.1.6", "551 5.1.6 Mailbox has moved, no forwarding address", HARD),
    ("5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient reader@town.example not found by SMTP address lookup", HARD),
    ("5.2.1", "550 5.2.1 The email account that you tried to reach is disabled.", HARD),
    ("5.0.0", "550 No such user here", HARD),
    ("5.0.0", "550 Unknown user: reader", HARD),
    ("5.5.0", "550 Requested action not taken: recipient not found", HARD),
    ("5.2.2", "552 5.2.2 The email account that you tried to reach is over quota", SOFT),
    ("5.2.2", "552 5.2.2 Mailbox full", SOFT),
    ("5.1.1", "550 5.1.1 Mailbox is full", SOFT),
    ("5.2.3", "552 5.2.3 Message exceeds size limit", SOFT),
    ("5.4.4", "Host or domain name not found. Name service error for name=town.example type=MX", SOFT),
    ("5.4.6", "554 5.4.6 Too many hops 31 (30 max)", SOFT),
    ("5.0.0", "550 Requested action not taken: mailbox unavailable", SOFT),
    ("5.6.0", "554 5.6.0 Message content rejected", SOFT),
    ("4.2.2", "452 4.2.2 The email account that you tried to reach is over quota", SOFT),
    ("4.4.7", "Delivery time expired", SOFT),
    ("4.4.1", "connect to mx.town.example[192.0.2.7]:25: Connection timed out", SOFT),
    ("4.7.0", "421 4.7.0 Try again later, closing connection", SOFT),
    ("5.7.1", "550 5.7.1 Message rejected as spam by content filter", POLICY),
    ("5.7.1", "554 5.7.1 Service unavailable; Client host [192.0.2.25] blocked using a block list", POLICY),
    ("5.7.26", "550-5.7.26 This mail is unauthenticated, which poses a security risk: SPF and DKIM did not pass", POLICY),
    ("5.7.0", "550 5.7.0 Local policy violation", POLICY),
    ("5.1.1", "550 5.1.1 Message blocked due to the reputation of the sender", POLICY),
    ("5.0.0", "554 Relay access denied", POLICY),
)  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """One mail that came, and what is to be read in it; None where it is no report."""

    name: str
    data: bytes
    verdict: Verdict | None


def _mail(head: str, body: str) -> bytes:
    return f"Return-Path: <>\nTo: {SENT_FROM}\nMessage-ID: <1@mx.example>\nDate: Mon, 2 Nov 2026 10:00:00 +0000\n{head}\n{body}".encode()


def _report(human: str, blocks: str, *, writer: str, returned: str = "text/rfc822-headers") -> bytes:
    head = (
        f"From: {writer}\nSubject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\nAuto-Submitted: auto-generated\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="B"\n'
    )
    inner = f"From: Coalition <network@coalition.example>\nTo: {READER}\nSubject: Agenda\n"
    if returned == "message/rfc822":
        inner += "\nThe mailbox of the agenda is full of news. User unknown is a phrase of ours.\n"
    return _mail(
        head,
        f"--B\nContent-Type: text/plain\n\n{human}\n\n--B\nContent-Type: message/delivery-status\n\n{blocks}\n"
        f"--B\nContent-Type: {returned}\n\n{inner}\n--B--\n",
    )


def postfix(status: str, said: str, action: str = "failed") -> bytes:
    """Return a notice as Postfix writes it."""
    blocks = (
        "Reporting-MTA: dns; mx.example\nX-Postfix-Queue-ID: 4B1\nArrival-Date: Mon, 2 Nov 2026 10:00:00 +0000\n\n"
        f"Final-Recipient: rfc822; {READER}\nOriginal-Recipient: rfc822;{READER}\nAction: {action}\nStatus: {status}\n"
        f"Remote-MTA: dns; mx.town.example\nDiagnostic-Code: smtp; {said}\n"
    )
    return _report(
        f"This is the mail system at host mx.example.\n\n<{READER}>: host mx.town.example said:\n    {said}", blocks,
        writer="MAILER-DAEMON@mx.example (Mail Delivery System)",
    )  # fmt: skip


def exchange(status: str, said: str) -> bytes:
    """Return a notice as Exchange writes it: an empty line before the fields, and the whole mail returned."""
    blocks = (
        "Reporting-MTA: dns;HUB.example\nReceived-From-MTA: dns;mx.example\n\n"
        f"Original-Recipient: rfc822;{READER}\nFinal-Recipient: rfc822;{READER}\nAction: failed\nStatus: {status}\n"
        f"Diagnostic-Code: smtp;{said}\nX-Display-Name: Reader\n"
    )
    return _report("Delivery has failed to these recipients or groups:", blocks, writer="postmaster@hub.example",
                   returned="message/rfc822")  # fmt: skip


def gmail(status: str, said: str) -> bytes:
    """Return a notice as Gmail writes it."""
    folded = said.replace(" ", "\n ", 3)
    blocks = (
        "Reporting-MTA: dns; googlemail.com\nX-Original-Message-ID: <2@coalition.example>\n\n"
        f"Final-Recipient: rfc822; {READER}\nAction: failed\nStatus: {status}\nRemote-MTA: dns; mx.town.example.\n"
        f"Diagnostic-Code: smtp; {folded}\nLast-Attempt-Date: Mon, 02 Nov 2026 02:00:00 -0800 (PST)\n"
    )
    return _report("** Address not found **", blocks, writer="Mail Delivery Subsystem <mailer-daemon@googlemail.com>",
                   returned="message/rfc822")  # fmt: skip


def sendmail(status: str, said: str) -> bytes:
    """Return a notice as Sendmail writes it."""
    blocks = (
        f"Reporting-MTA: dns; mx.example\n\nFinal-Recipient: RFC822; {READER}\nAction: failed\nStatus: {status}\n"
        f"Diagnostic-Code: SMTP; {said}\n"
    )
    return _report("   ----- The following addresses had permanent fatal errors -----", blocks,
                   writer="Mail Delivery Subsystem <MAILER-DAEMON@mx.example>")  # fmt: skip


SHAPES = (postfix, exchange, gmail, sendmail)


def samples() -> Iterator[Sample]:
    """Yield the mails."""
    for shape in SHAPES:
        for place, (status, said, verdict) in enumerate(REFUSALS):
            yield Sample(f"{shape.__name__}-{place}-{status}", shape(status, said), verdict)
    for action in ("delayed", "delivered", "relayed", "expanded"):
        status = {"delayed": "4.4.1"}.get(action, "2.1.5")
        yield Sample(f"postfix-{action}", postfix(status, "250 2.1.5 Ok", action), NOTHING)
    yield Sample("no-action", _report("Failed", f"Reporting-MTA: dns; a\n\nFinal-Recipient: rfc822; {READER}\nStatus: 5.1.1\n",
                                      writer="MAILER-DAEMON@a"), HARD)  # fmt: skip
    yield Sample("no-status", _report("Failed", f"Reporting-MTA: dns; a\n\nFinal-Recipient: rfc822; {READER}\nAction: failed\n"
                                      "Diagnostic-Code: smtp; 550 5.1.1 User unknown\n", writer="MAILER-DAEMON@a"), HARD)  # fmt: skip
    yield Sample("action-in-capitals", postfix("5.1.1", "550 5.1.1 User unknown", "Failed"), HARD)
    yield Sample("an-alias-of-two", _report("One failed", "Reporting-MTA: dns; a\n\nFinal-Recipient: rfc822; a@b.example\n"
        "Action: failed\nStatus: 5.1.1\n\nFinal-Recipient: rfc822; c@d.example\nAction: relayed\nStatus: 2.1.5\n",
        writer="MAILER-DAEMON@a"), NOTHING)  # fmt: skip
    yield Sample("holiday", _mail("From: Reader <reader@town.example>\nAuto-Submitted: auto-replied\nSubject: Out of office\n",
        "I am away until Monday. My mailbox is full.\n"), None)  # fmt: skip
    yield Sample("holiday-of-a-postmaster", _mail("From: postmaster@town.example\nAuto-Submitted: auto-replied (vacation)\nSubject: Away\n",
        "550 5.1.1 is what I read all day.\n"), None)  # fmt: skip
    for place, said in enumerate(("This mailbox is closed.", "I am away until Monday.")):
        yield Sample(
            f"absent-{place}",
            _mail("From: Reader <reader@town.example>\nAuto-Submitted: auto-generated\nSubject: Away\n", f"{said}\n"),
            None,
        )
    yield Sample("address-of-a-server", postfix("5.0.0", "550 host mx[10.5.1.1] said no"), SOFT)
    yield Sample("letter", _mail("From: Reader <reader@town.example>\nSubject: Re: Agenda\n", "Thank you! My user is unknown to you.\n").replace(
        b"Return-Path: <>", b"Return-Path: <reader@town.example>"), None)  # fmt: skip
    yield Sample("complaint", complaint(), Verdict.COMPLAINT)
    yield Sample("complaint-not-spam", complaint(kind="not-spam"), NOTHING)
    yield Sample("complaint-opt-out", complaint(kind="opt-out"), NOTHING)
    yield Sample("complaint-without-the-field", complaint(field=""), Verdict.COMPLAINT)
    yield Sample("complaint-with-headers-alone", complaint(field="", returned="text/rfc822-headers"), Verdict.COMPLAINT)
    yield Sample("empty-notice", _report("", "", writer="MAILER-DAEMON@a"), NOTHING)
    for place, said in enumerate(("5.1.1", "5.2.2", "5.7.1", "4.2.2")):
        verdict = (HARD, SOFT, POLICY, SOFT)[place]
        yield Sample(f"wrapped-{said}", _wrapped(postfix(said, f"550 {said} refused")), verdict)
        yield Sample(
            f"latin-{said}", postfix(said, f"550 {said} refus\u00e9").replace("\u00e9".encode(), b"\xe9"), verdict
        )


def _wrapped(data: bytes) -> bytes:
    """Return the report as a gateway passes it on: within one more layer, and a footer behind it."""
    head, _end, body = data.decode().partition("\n\n")
    kind = next(line for line in head.splitlines() if line.startswith("Content-Type:"))
    rest = "\n".join(line for line in head.splitlines() if not line.startswith("Content-Type:"))
    return f'{rest}\nContent-Type: multipart/mixed; boundary="W"\n\n--W\n{kind}\n\n{body}\n--W\nContent-Type: text/plain\n\nScanned.\n--W--\n'.encode()


def complaint(
    kind: str = "abuse", field: str = f"Original-Mail-From: <{SENT_FROM}>\n", returned: str = "message/rfc822"
) -> bytes:
    """Return a complaint as RFC 5965 has it; its recipient is left out, as providers do."""
    return _mail(
        "From: <abuse@provider.example>\nSubject: FW: Agenda\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=feedback-report; boundary="B"\n',
        "--B\nContent-Type: text/plain\n\nThis is an email abuse report.\n\n--B\nContent-Type: message/feedback-report\n\n"
        f"Feedback-Type: {kind}\nUser-Agent: SomeGenerator/1.0\nVersion: 1\n{field}\n"
        f"--B\nContent-Type: {returned}\n\nReturn-Path: <{SENT_FROM}>\nFrom: <network@coalition.example>\nSubject: Agenda\n\nWords.\n--B--\n",
    )

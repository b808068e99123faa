"""Town halls that sign, all at once: the last two pages of the way to a signature, with the code from the mail.

Prepared are signatures with their answers and links (`python -m benchmarks.seed signatures`). Everything else is the
public way: the page that shows the answers and the text, agreeing, the code that the worker mails, the page where it is
typed.
"""

import re
import time
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import partial

from benchmarks.visitors import Outcome, address, all_at_once, fill_in
from tests.installation import Installation

DOMAIN = "@signature.example"
CODE = re.compile(r"\b\d{6}\b")
MAIL_TIMEOUT = 120  # seconds


@dataclass(frozen=True)
class Signed:
    """What the two pages cost, and how many signatures reached the reviewers."""

    agreed: Outcome
    typed: Outcome
    submitted: int

    @property
    def per_second(self) -> float:
        """Signatures that went through both pages, a second; the mail's way between them is not counted."""
        return self.typed.people / (self.agreed.seconds + self.typed.seconds)


def mailbox(number: int) -> str:
    """Return the official mailbox of prepared signature `number`."""
    return f"mayor{number}{DOMAIN}"


def sign_all(site: Installation, tokens: list[str]) -> Signed:
    """Agree to the text of each prepared signature, read its code in the mail, type it. Raises TimeoutError."""
    port, people = site.stack.port, list(enumerate(tokens))
    agreed = all_at_once([partial(_agree, port, token, address(number)) for number, token in people])
    codes = codes_from(site, len(tokens))
    typed = all_at_once(
        [partial(_type, port, token, codes[mailbox(number)], address(number)) for number, token in people]
    )
    ((submitted,),) = site.query(
        "SELECT count(*) FROM charter_signature WHERE state = 'submitted' AND official_email LIKE %s", f"%{DOMAIN}"
    )
    return Signed(agreed, typed, int(submitted))


def _agree(port: int, token: str, ip: str) -> str:
    return fill_in(port, f"/en/charter/sign/{token}/check/", {"agree": "on"}, ip)


def _type(port: int, token: str, code: str, ip: str) -> str:
    return fill_in(port, f"/en/charter/sign/{token}/code/", {"code": code}, ip)


def codes_from(site: Installation, count: int) -> dict[str, str]:
    """Return the code that came to each of `count` mailboxes. Raises TimeoutError when some do not come."""
    deadline = time.monotonic() + MAIL_TIMEOUT
    while time.monotonic() < deadline:
        if len(site.mailbox.arrivals(DOMAIN)) >= count:
            return {to: _code(data) for to, data in site.mailbox.accepted if to.endswith(DOMAIN)}
        time.sleep(0.5)
    raise TimeoutError(f"{len(site.mailbox.arrivals(DOMAIN))} of {count} codes came within {MAIL_TIMEOUT} seconds.")


def _code(data: bytes) -> str:
    message = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain",))
    found = CODE.search(body.get_content() if body else "")
    return found[0] if found else ""

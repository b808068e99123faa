"""A scanner's attacks, a hundred and more, on twenty endpoints: none breaks anything, and none gets what it hopes for.

In the short form each endpoint meets every tenth of them, another tenth each; in `make attack` all of them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

from tests.attacks.measuring import LONG
from tests.installation import Installation

from .asking import TOKENED, Answer, Asked, ask
from .attacks import MARK, Attack, every, quoted

pytestmark = [pytest.mark.attack, pytest.mark.xdist_group("addresses")]
PART = 1 if LONG else 10
LEAKS = re.compile(rb"root:x:0|Traceback \(most recent|psycopg\.|syntax error at or near|51724863|uid=\d+\(")
LEADS = ("href", "src", "action", "formaction", "data", "srcdoc", "xlink:href")


@dataclass(frozen=True)
class Endpoint:
    """An address with the names that it reads: in the query, and in a form where it has one."""

    path: str
    query: str = ""
    form: str = ""


ENDPOINTS = [
    Endpoint("/en/search/", "q in page"),
    Endpoint("/ar/search/", "q in page"),
    Endpoint("/en/events/", "kind country language page"),
    Endpoint(
        "/en/events/femmes-du-monde-towns/register/",
        "language",
        "name email sessions languages_needed category consent website",
    ),
    Endpoint("/en/newsletter/", "language theme", "email language themes frequency website"),
    Endpoint("/en/charter/sign/", "country", "country government level email website"),
    Endpoint("/en/charter/signatories/", "q country sort status page"),
    Endpoint("/en/charter/verify/", "code", "code"),
    Endpoint("/en/charter/desk/", "", "email code"),
    Endpoint("/en/resources/", "q theme kind language page"),
    Endpoint("/en/resources/initiatives-open-call/", "theme", "title email organisation"),
    Endpoint("/en/calendar/", "zone kind region language"),
    Endpoint("/en/calendar/all.ics", "kind region language"),
    Endpoint("/en/webinars/", "q page"),
    Endpoint("/en/contact/", "subject", "name email subject message website"),
    Endpoint("/data/members.csv", "format"),
    Endpoint("/accounts/login/", "next", "login password next"),
    Endpoint("/cms/login/", "next", "username password next"),
    Endpoint("/mail/webhook/", "secret", "event"),
]


class Taken(HTMLParser):
    """Collects what a browser would take from an attack for a part of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag
        for name, value in attrs:
            given = value or ""
            own = name == "id" and given == MARK
            led = name == "srcdoc" or (name in LEADS and given.strip().startswith(("javascript:", "data:", "//")))
            if (MARK in given and (own or name.startswith("on") or name == "style" or led)) or MARK in name:
                self.found.append(f"<{tag} {name}={given[:80]}>")

    def handle_data(self, data: str) -> None:
        if self.inside in {"script", "style"} and MARK in data:
            self.found.append(f"{self.inside}: {data[:80]}")


def requests(endpoint: Endpoint, attack: Attack) -> Iterator[Asked]:
    """Yield method, address, body and headers of each way in which `endpoint` meets `attack`."""
    if attack.value:
        value = quoted(attack.value)
        names = (endpoint.query or "q").split()
        yield "GET", endpoint.path + "?" + "&".join(f"{name}={value}" for name in names), None, {}
        if endpoint.form:
            body = "&".join(f"{name}={value}" for name in endpoint.form.split())
            yield "POST", endpoint.path, body.encode(), TOKENED
    elif attack.header[0]:
        yield "GET", endpoint.path, None, dict([attack.header])
        yield "POST", endpoint.path, b"", TOKENED | dict([attack.header])
    else:
        yield "POST", endpoint.path, attack.body, TOKENED | {"Content-Type": attack.kind}


def gained(answer: Answer) -> list[str]:
    """Return what the attack got: a broken page, an own header, somebody led away, code in a page, a secret."""
    found = [f"status {answer.status}"] if answer.status >= 500 else []
    found += [f"header {name}" for name, value in answer.headers.items() if name.lower() == "x-mark"]
    led = urlsplit(answer.headers["Location"] or "")
    found += [f"led to {answer.headers['Location']}"] if led.netloc not in {"", answer.headers["Host"] or ""} else []
    found += [f"said {leak.decode()}" for leak in LEAKS.findall(answer.body)]
    if "html" in (answer.headers["Content-Type"] or "") and MARK.encode() in answer.body:
        page = Taken()
        page.feed(answer.body.decode(errors="replace"))
        found += page.found
    return found


def test_no_attack_gets_anything(installation: Installation):
    attacks = every()
    asked = [
        request
        for number, endpoint in enumerate(ENDPOINTS)
        for attack in attacks[number % PART :: PART]
        for request in requests(endpoint, attack)
    ]

    answers = ask(installation.stack.port, asked, lambda answer: (answer.asked, answer.status, gained(answer)))

    own = f"127.0.0.1:{installation.stack.port}"
    worst = {asked: rest for asked, _status, found in answers if (rest := [one for one in found if own not in one])}
    assert worst == {}
    assert {200, 404} <= {status for _asked, status, _found in answers}

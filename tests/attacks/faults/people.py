"""People who register and town halls that sign, one after the other, as browsers behind the proxy do.

Somebody registers by form, mailed link and button; who signs for a town asks for a code, and signs with it.
Who is told to come again, or hears nothing, comes again after a while; each request is written down.
"""

import http.client
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from urllib.parse import urlencode

from benchmarks.visitors import HIDDEN, address
from tests.attacks.proxy_programs import trusting
from tests.production import PROXIED

from .site import EVENT, Site

DOMAIN = "faults.example"
RATE = 1.0  # people a second
SIGNING = 0.25  # town halls a second
LOOKS = 2.0  # looks at a page that no memory keeps, a second
AGAIN = 2.0  # seconds until somebody tries again
PATIENCE = 300.0  # seconds for the whole way
LONGEST = 120.0  # seconds for one answer
LINK = re.compile(r"https?://[^/\s]+(/\w\w/e/[^/\s]+/c/[^/\s]+/)")
CODE = re.compile(r"\b(\d{3}) ?(\d{3})\b")
UNCACHED = ("/en/search/?q=a", "/fr/search/?q=a", "/es/search/?q=a", "/ar/search/?q=a")
CONNECTING, CUT = "refused", "cut"


@dataclass(frozen=True)
class Asked:
    """One request: when it was made and answered (monotonic seconds), for what, and what came of it."""

    began: float
    ended: float
    path: str
    outcome: str  # a status, CONNECTING or CUT
    says_so: bool = True  # of a 503: in the reader's language, and when to come again
    error: str = ""  # what a client says that was cut off


@dataclass
class Person:
    """Who registers, or signs behind the link of `token`: when what was acknowledged."""

    number: int
    token: str = ""
    began: float = field(default_factory=time.monotonic)
    posted: list[float] = field(default_factory=list)  # each time that the form was taken
    sent: int = 0  # how often the form was sent, taken or not
    registered: float | None = None  # or signed

    @property
    def email(self) -> str:
        return f"{'s' if self.token else 'p'}{self.number}@{DOMAIN}"


class Gone(Exception):
    """The site did not answer as it should, for longer than anybody waits."""


class Stream:
    """People who come to `site` from `begin` to `end`."""

    def __init__(self, site: Site, *, through: int = 0, host: str = "") -> None:
        """`through` is the port of a proxy that speaks TLS; without one they play the proxy themselves.

        `host` is the site's, where that is not its port of the loopback.
        """
        self.site, self.through = site, through
        self.host = host or f"127.0.0.1:{site.port}"
        self.asked: list[Asked] = []
        self.people: list[Person] = []
        self.over = threading.Event()
        self.threads: list[threading.Thread] = []
        self.tokens: Iterator[str] = iter(())
        self.newsletter = False

    def begin(self, first: int = 0, tokens: Sequence[str] = ()) -> None:
        """Let people come from now on, numbered from `first`.

        `tokens` are of the links of who signs, made with a newsletter that is on its way (`Site.prepare`).
        """
        self.tokens, self.newsletter = iter(tokens), bool(tokens)
        for every, each in ((1 / RATE, self._come), (1 / LOOKS, self._look), (1 / SIGNING, self._sign)):
            self._start(self._steadily, every, each, first)

    def end(self) -> None:
        """Let nobody more come, and wait until all have done what they came for."""
        self.over.set()
        while self.threads:
            self.threads.pop().join()

    def _start(self, target: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=target, args=arguments)
        self.threads.append(thread)
        thread.start()

    def _steadily(self, every: float, each: Callable[[int], None], number: int) -> None:
        due = time.monotonic()
        while not self.over.wait(max(0, due - time.monotonic())):
            self._start(each, number)
            number, due = number + 1, due + every

    def _look(self, number: int) -> None:
        self.ask("GET", UNCACHED[number % len(UNCACHED)], number)

    def _come(self, number: int) -> None:
        self.register(Person(number))

    def register(self, person: Person) -> None:
        """Let `person` come: form, mailed link and button."""
        self.people.append(person)
        deadline = person.began + PATIENCE
        try:
            self._again(deadline, lambda: self._fill_in(person, f"/en/events/{EVENT}/register/", person.posted))
            path = self._again(deadline, lambda: self.link(person))
            pressed: list[float] = []
            self._again(deadline, lambda: self._fill_in(person, path, pressed))
            person.registered = pressed[0]
        except Gone:
            pass

    def _sign(self, number: int) -> None:
        if not (token := next(self.tokens, "")):
            return
        person = Person(number, token)
        self.people.append(person)
        deadline, path = person.began + PATIENCE, f"/en/charter/sign/{token}/check/"
        pressed: list[float] = []

        def press() -> bool:
            code = self.code(person)
            return bool(code) and self._fill_in(person, path, pressed, {"agree": "on", "code": code})

        try:
            self._again(deadline, lambda: self._fill_in(person, path, person.posted, {"again": "1"}))
            self._again(deadline, press)
            person.registered = pressed[0]
        except Gone:
            pass

    def _again[Found](self, deadline: float, act: Callable[[], Found | None]) -> Found:
        while time.monotonic() < deadline:
            if found := act():
                return found
            time.sleep(AGAIN)
        raise Gone

    def _fill_in(self, person: Person, path: str, taken: list[float], answers: dict[str, str] | None = None) -> bool:
        """Get and post one form; note in `taken` when it was taken, and say whether it was."""
        status, cookie, body = self.ask("GET", path, person.number)
        if status == "302":  # the button was pressed already, and its answer lost
            taken.append(time.monotonic())
            return True
        if status != "200":
            return False
        hidden = dict(HIDDEN.findall(body))
        fields = {"name": "Someone", "email": person.email, "language": "en"} if taken is person.posted else {}
        fields = fields if answers is None else answers
        person.sent += taken is person.posted
        status, _cookie, _body = self.ask("POST", path, person.number, urlencode({**hidden, **fields}), cookie)
        if status == "302":
            taken.append(time.monotonic())
        return status == "302"

    def link(self, person: Person) -> str | None:
        """Return the path in the newest mail with a button to `person`."""
        found = [LINK.search(text) for text in self.mails(person)]
        return next((link[1] for link in reversed(found) if link), None)

    def code(self, person: Person) -> str:
        """Return the code in the newest mail that has one to `person`."""
        found = [CODE.search(text) for text in self.mails(person)]
        return next((code[1] + code[2] for code in reversed(found) if code), "")

    def mails(self, person: Person) -> list[str]:
        texts = []
        for to, data in list(self.site.mailbox.accepted):
            if to == person.email:
                plain = message_from_bytes(data, policy=default).get_body(("plain",))
                texts.append(plain.get_content() if plain else "")
        return texts

    def _connection(self) -> http.client.HTTPConnection:
        if not self.through:
            return http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=LONGEST)
        return http.client.HTTPSConnection(
            self.host.partition(":")[0], self.through, context=trusting(), timeout=LONGEST
        )

    def ask(self, method: str, path: str, number: int, body: str = "", cookie: str = "") -> tuple[str, str, str]:
        """Make one request on a connection of its own, as our proxies do; return status, cookie and text."""
        began, outcome, says_so = time.monotonic(), CONNECTING, True
        got, text, error = "", "", ""
        connection = self._connection()
        headers = {**PROXIED, "X-Forwarded-For": address(number), "Connection": "close"}
        headers["Host"] = self.host
        if method == "POST":
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
            headers |= {"Origin": f"https://{self.host}"}
        headers |= {"Cookie": cookie} if cookie else {}
        try:
            connection.connect()
            outcome = CUT
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
            outcome, got = str(answer.status), (answer.getheader("Set-Cookie") or "").partition(";")[0]
            if answer.status >= 500:
                error = " ".join(text.split())[:60]
                says_so = answer.status == 503 and bool(answer.getheader("Retry-After")) and (
                    f'<html lang="{path[1:3]}"' in text
                )  # fmt: skip
        except (OSError, http.client.HTTPException) as failure:
            error = type(failure).__name__
        finally:
            connection.close()
        self.asked.append(Asked(began, time.monotonic(), f"{method} {path}", outcome, says_so, error))
        return outcome, got, text

"""Visitors who fill in forms, many at once: each gets a form, keeps its cookie, posts it with its hidden fields."""

import http.client
import re
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import quantiles
from urllib.parse import urlencode

from tests.production import PROXIED

HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|digest)" value="([^"]+)"')
AT_ONCE = 16


@dataclass(frozen=True)
class Outcome:
    """How many people were done in how many seconds, how long each needed, and which answers were not as expected."""

    people: int
    seconds: float
    failures: list[str]
    times: list[float]  # seconds from the form's request to the answer, of each person

    @property
    def per_second(self) -> float:
        """People who were done, a second."""
        return self.people / self.seconds

    @property
    def p95(self) -> float:
        """The seconds within which 95 of 100 people were done."""
        return quantiles(self.times, n=20)[-1]

    def __str__(self) -> str:
        return f"{self.per_second:.0f}/s, p95 {self.p95 * 1000:,.0f} ms"


def fill_in(port: int, path: str, fields: dict[str, str], ip: str, *, to: str = "") -> str:
    """Get and post one form as a browser at `ip` does; return an empty string, or what went wrong.

    The form goes to its own `path`, unless it goes `to` another one. A form that was taken answers with a redirection.
    The TLS proxy of the installation tells the visitor's `ip`: the rate limits are at work as for real visitors. An
    installation without one sets a cookie that is not `Secure`.
    """
    proxied = PROXIED | {"X-Forwarded-For": ip}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers=proxied)
        form = connection.getresponse()
        hidden = dict(HIDDEN.findall(form.read().decode()))
        if form.status != 200:
            return f"form {form.status}"
        cookie, _semicolon, attributes = (form.getheader("Set-Cookie") or "").partition(";")
        if bool(cookie) != ("csrfmiddlewaretoken" in hidden):
            return "a cookie or a token alone"
        scheme = "http" if cookie and "secure" not in attributes.lower() else "https"
        headers = {"Content-Type": "application/x-www-form-urlencoded", **proxied}
        headers |= {"Origin": f"{scheme}://127.0.0.1:{port}", "Sec-Fetch-Site": "same-origin"}
        headers |= {"Cookie": cookie} if cookie else {}
        connection.request("POST", to or path, urlencode({**hidden, **fields}), headers)
        answer = connection.getresponse()
        answer.read()
        return "" if answer.status == 302 else f"post {answer.status}"
    finally:
        connection.close()


def address(number: int) -> str:
    """Return the IP address of visitor `number`."""
    return f"10.0.{number >> 8}.{number & 255}"


def all_at_once(visits: Sequence[Callable[[], str]], *, at_once: int = AT_ONCE) -> Outcome:
    """Make all `visits`, `at_once` at a time; each returns an empty string, or what went wrong."""
    started = time.monotonic()
    with ThreadPoolExecutor(at_once) as pool:
        results = list(pool.map(_timed, visits))
    failures = [failure for failure, _seconds in results if failure]
    return Outcome(len(visits), time.monotonic() - started, failures, [seconds for _failure, seconds in results])


def _timed(visit: Callable[[], str]) -> tuple[str, float]:
    """Make one visit; return what went wrong, or an empty string, and the seconds it took."""
    started = time.monotonic()
    failure = visit()
    return failure, time.monotonic() - started

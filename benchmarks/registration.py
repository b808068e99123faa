"""The public registers, all at once: form, post, receipt queued; then count who got a seat."""

import http.client
import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import quantiles
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
PEOPLE = 600
AT_ONCE = 16


@dataclass(frozen=True)
class Outcome:
    """How many people registered in how many seconds, how long each needed, and which answers were not as expected."""

    people: int
    seconds: float
    failures: list[str]
    times: list[float]  # seconds from the form's request to the answer, of each person

    @property
    def per_second(self) -> float:
        """Full registrations a second."""
        return self.people / self.seconds

    @property
    def p95(self) -> float:
        """The seconds within which 95 of 100 people had registered."""
        return quantiles(self.times, n=20)[-1]


def register_one(port: int, path: str, email: str, ip: str) -> str:
    """Register one person as a browser at `ip` does; return an empty string, or what went wrong.

    `ip` counts where the installation trusts one proxy: the rate limits are then at work as for real visitors.
    """
    proxied = {"X-Forwarded-For": ip}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers=proxied)
        form = connection.getresponse()
        page = form.read().decode()
        token = TOKEN.search(page)
        if form.status != 200 or token is None:
            return f"form {form.status}"
        cookie = (form.getheader("Set-Cookie") or "").split(";")[0]
        fields = {"csrfmiddlewaretoken": token[1], "name": "Someone", "email": email, "language": "en"}
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie, **proxied}
        connection.request("POST", path, urlencode(fields), headers)
        answer = connection.getresponse()
        answer.read()
        return "" if answer.status == 302 else f"post {answer.status}"
    finally:
        connection.close()


def register_many(port: int, path: str, *, people: int = PEOPLE, at_once: int = AT_ONCE, prefix: str = "p") -> Outcome:
    """Register `people` different addresses at `path`, `at_once` at a time."""
    started = time.monotonic()
    with ThreadPoolExecutor(at_once) as pool:
        visitors = [
            (f"{prefix}{number}@registrant.example", f"10.0.{number >> 8}.{number & 255}") for number in range(people)
        ]
        results = list(pool.map(lambda visitor: timed(port, path, *visitor), visitors))
    failures = [failure for failure, _seconds in results if failure]
    return Outcome(people, time.monotonic() - started, failures, [seconds for _failure, seconds in results])


def timed(port: int, path: str, email: str, ip: str) -> tuple[str, float]:
    """Register one person; return what went wrong, or an empty string, and the seconds it took."""
    started = time.monotonic()
    failure = register_one(port, path, email, ip)
    return failure, time.monotonic() - started

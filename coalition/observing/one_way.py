"""The connection by which traces and reports leave: one way, to one server, and whatever that answers is not read."""

from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests

PATIENCE = 10.0  # seconds to connect, and for each sign of an answer


class OneWay(requests.Session):
    """A session that follows no redirect to somebody else, asks no proxy of the machine, and keeps nothing it is told.

    A server that answers without end, or with a cookie each time, fills no memory.
    """

    def __init__(self) -> None:
        super().__init__()
        self.trust_env = False
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        """Send `request`; return the answer without its body."""
        options |= {"stream": True, "allow_redirects": False}
        if not options.get("timeout"):
            options["timeout"] = PATIENCE
        answer = super().send(request, **options)
        answer._content = b""
        answer.close()
        return answer

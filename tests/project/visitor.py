"""A visitor of a site that runs the production settings: a browser's cookies and headers, behind the TLS proxy."""

import re
from typing import Any
from urllib.parse import urlsplit

import requests

from tests.production import PROXIED
from tests.users.factors import SECRET, code

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Visitor:
    """One browser. It follows no redirection by itself: where an answer leads is what a test looks at."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers.update({**PROXIED, "Origin": url.replace("http:", "https:")})

    def get(self, path: str, **headers: str) -> requests.Response:
        return self._ask("GET", path, headers=headers)

    def post(
        self, path: str, *, page: str | None = None, files: dict[str, Any] | None = None, **fields: str
    ) -> requests.Response:
        """Fill in the form of `page` (where it is posted to, when not given) and post it, with `files` if any."""
        token = TOKEN.search(self.get(page or path).text)
        data = {"csrfmiddlewaretoken": token[1] if token else "", **fields}
        return self._ask("POST", path, data=data, files=files)

    def _ask(self, method: str, path: str, *, headers: dict[str, str] | None = None, **what: Any) -> requests.Response:
        # The proxy in front speaks TLS and we are behind it: cookies for https alone are sent, unlike requests does.
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.session.cookies)
        sent = {**(headers or {}), **({"Cookie": cookies} if cookies else {})}
        return self.session.request(method, self.url + path, headers=sent, allow_redirects=False, timeout=60, **what)

    def log_in(self, name: str, password: str) -> requests.Response:
        return self.post("/accounts/login/", login=name, password=password)

    def prove(self, typed: str | None = None) -> requests.Response:
        """Type the code of the authenticator app, which holds `factors.SECRET`; without `typed` what it shows now."""
        answer = self.post("/accounts/2fa/authenticate/", code=typed or code(SECRET))
        if typed is None and answer.status_code == 200:  # its half minute ended meanwhile
            answer = self.post("/accounts/2fa/authenticate/", code=code(SECRET))
        return answer


def place(response: requests.Response) -> str:
    return urlsplit(response.headers["Location"]).path

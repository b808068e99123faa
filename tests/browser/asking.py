"""Every address pattern of the public site, and a client that asks for addresses as they are."""

import http.client
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.regex_helper import normalize
from django.utils.translation import override

from .pages import LANGUAGES

AT_ONCE = 8


class Client:
    """One kept-alive connection that sends addresses as they are."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def status(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> int:
        """Return the status of the answer; HEAD must have no body (http.client reads none)."""
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        answer.read()
        return answer.status


def answers(port: int, requests: list[tuple[str, str]], body: bytes | None = None, **headers: str) -> dict[str, int]:
    """Send each (method, address) over AT_ONCE connections; return the status by request."""

    def work(mine: list[tuple[str, str]]) -> list[tuple[str, int]]:
        client = Client(port)
        found = []
        for method, path in mine:
            found.append((f"{method} {path[:120]}", client.status(path, method, body, **headers)))
        client.connection.close()
        return found

    with ThreadPoolExecutor(AT_ONCE) as pool:
        shares = pool.map(work, [requests[start::AT_ONCE] for start in range(AT_ONCE)])
        return {name: status for share in shares for name, status in share}


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each address below `resolver` as a template such as `en/registrations/%(token)s/`, with its variables."""
    for entry in resolver.url_patterns:
        expression = prefix + entry.pattern.regex.pattern.removeprefix("^").removesuffix("$").removesuffix(r"\Z")
        if expression.startswith("cms/"):
            continue  # editors' own; another test walks it
        if isinstance(entry, URLPattern):
            yield from ((template, tuple(names)) for template, names in normalize(expression))
        else:
            yield from patterns(entry, expression)


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """Yield each route below `resolver` as its author wrote it, such as `en/registrations/<str:token>/`."""
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield route
        else:
            yield from routes(entry, route)


def templates(languages: tuple[str, ...] = LANGUAGES) -> list[tuple[str, tuple[str, ...]]]:
    """Return every public address pattern, those of the site's languages in each of `languages`."""
    found = set()
    for language in languages:
        with override(language):
            found |= set(patterns(get_resolver()))
    return sorted(found)


def filled(template: str, names: tuple[str, ...], piece: str) -> str:
    """Return the address of `template` with `piece` in place of its variables."""
    return "/" + template % dict.fromkeys(names, piece)


def with_query(path: str, query: str) -> str:
    """Return `path` with `query` after what it asks already."""
    return f"{path}{'&' if '?' in path else '?'}{query}"

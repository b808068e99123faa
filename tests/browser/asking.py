"""Every address pattern of the public site, and a client that asks for addresses as they are."""

import http.client
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.regex_helper import normalize
from django.utils.translation import override

from coalition import former

from .pages import LANGUAGES

AT_ONCE = 8
FORMER = [*former.urlpatterns, *former.in_languages]
TOKEN = "x" * 32
TOKENED = {"Cookie": f"csrftoken={TOKEN}", "X-CSRFToken": TOKEN, "Content-Type": "application/x-www-form-urlencoded"}

type Asked = tuple[str, str, bytes | None, dict[str, str]]  # method, address, body and headers


@dataclass(frozen=True)
class Answer:
    """What came back, and for what. A HEAD has no body: http.client reads none."""

    asked: str
    status: int
    headers: http.client.HTTPMessage
    body: bytes


def ask[Kept](port: int, asked: list[Asked], keep: Callable[[Answer], Kept]) -> list[Kept]:
    """Send each as it is over AT_ONCE kept-alive connections; return what to `keep` of each answer."""

    def work(mine: list[Asked]) -> list[Kept]:
        connection, found = http.client.HTTPConnection("127.0.0.1", port, timeout=60), []
        for method, path, body, headers in mine:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            name = f"{method} {path[:120]} {(body or b'')[:60]!r} {list(headers.items())[-1:]}"
            found.append(keep(Answer(name, answer.status, answer.headers, answer.read())))
        connection.close()
        return found

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [answer for share in pool.map(work, [asked[at::AT_ONCE] for at in range(AT_ONCE)]) for answer in share]


def answers(port: int, requests: list[tuple[str, str]], body: bytes | None = None, **headers: str) -> dict[str, int]:
    """Send each (method, address); return the status by request."""
    asked = [(method, path, body, headers) for method, path in requests]
    return dict(ask(port, asked, lambda answer: (" ".join(answer.asked.split(" ")[:2]), answer.status)))


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each address below `resolver` as a template such as `en/registrations/%(token)s/`, with its variables."""
    for entry in resolver.url_patterns:
        expression = prefix + entry.pattern.regex.pattern.removeprefix("^").removesuffix("$").removesuffix(r"\Z")
        if expression.startswith("cms/") or entry in FORMER:
            continue  # editors' own, or an address that leads elsewhere: other tests walk them
        if isinstance(entry, URLPattern):
            yield from ((template, tuple(names)) for template, names in normalize(expression))
        else:
            yield from patterns(entry, expression)


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """Yield each route below `resolver` as its author wrote it, such as `en/registrations/<str:token>/`."""
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if entry in FORMER:
            continue
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

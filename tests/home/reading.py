"""What of a request was read while it was answered."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

from django.core.handlers import wsgi
from django.http.cookie import parse_cookie
from django.http.request import HttpHeaders
from django.test import Client


class Watched(dict):
    """A dictionary that notes in `read` which of its keys were asked for."""

    read: set[str]

    def __getitem__(self, key: str) -> Any:
        self.read.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.read.add(str(key))
        return super().__contains__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self.read.add(key)
        return super().get(key, default)


@dataclass
class Read:
    """Names of the environ's values, and of cookies, that were asked for."""

    environ: set[str] = field(default_factory=set)
    cookies: set[str] = field(default_factory=set)


@contextmanager
def watching(client: Client) -> Iterator[Read]:
    """Note what is read of each request that `client` makes meanwhile."""
    read, handler, header = Read(), client.handler, HttpHeaders.__getitem__

    def watched(values: dict[str, Any], names: set[str]) -> Watched:
        found = Watched(values)
        found.read = names
        return found

    def get_header(headers: HttpHeaders, name: str) -> str:
        read.environ.add(f"HTTP_{name.upper().replace('-', '_')}")
        return header(headers, name)

    with (
        mock.patch.object(client, "handler", lambda environ: handler(watched(environ, read.environ))),
        mock.patch.object(HttpHeaders, "__getitem__", get_header),
        mock.patch.object(wsgi, "parse_cookie", lambda text: watched(parse_cookie(text), read.cookies)),
    ):
        yield read

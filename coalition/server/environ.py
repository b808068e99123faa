"""From what granian tells of a request to what WSGI asks for (PEP 3333).

A name in the environ stands for one header only: `X_Forwarded_For` would be spelled like `X-Forwarded-For`, so headers
with an underscore are dropped, as gunicorn and nginx do.
"""

import sys
from io import BytesIO
from typing import Any

Environ = dict[str, Any]


class BadRequest(Exception):
    """The request is none that HTTP allows, or one that says two things at once."""


class Opened:
    """WSGI's `file_wrapper`: a file to be sent as it is; read in blocks by whoever cannot do better."""

    def __init__(self, file: Any, block_size: int = 65_536) -> None:
        self.file, self.block_size = file, block_size

    def __iter__(self) -> "Opened":
        return self

    def __next__(self) -> bytes:
        block = self.file.read(self.block_size)
        if not block:
            raise StopIteration
        return bytes(block)

    def close(self) -> None:
        """Close the file, and what came with it."""
        if hasattr(self.file, "close"):
            self.file.close()


# Nothing of the process's own environment: a secret in it is no part of a request.
ALWAYS: Environ = {
    "SCRIPT_NAME": "",
    "wsgi.version": (1, 0),
    "wsgi.multithread": True,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
    "wsgi.file_wrapper": Opened,
}
PROTOCOLS = {"1": "HTTP/1.0", "1.1": "HTTP/1.1"}
UNPREFIXED = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}
OFTEN = [  # headers whose key need not be made each time
    "accept",
    "accept-encoding",
    "accept-language",
    "cache-control",
    "connection",
    "cookie",
    "dnt",
    "host",
    "if-modified-since",
    "if-none-match",
    "origin",
    "pragma",
    "priority",
    "referer",
    "sec-ch-ua",
    "sec-ch-ua-mobile",
    "sec-ch-ua-platform",
    "sec-fetch-dest",
    "sec-fetch-mode",
    "sec-fetch-site",
    "sec-fetch-user",
    "te",
    "upgrade-insecure-requests",
    "user-agent",
    "via",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-real-ip",
    "x-request-id",
]
KEYS = UNPREFIXED | {name: "HTTP_" + name.upper().replace("-", "_") for name in OFTEN}
ONCE = {"HTTP_HOST", "CONTENT_LENGTH", "CONTENT_TYPE"}
TELLING = ("x-forwarded", "forwarded", "host", "content-", "cookie")  # unreadable ones are no request


def environ_of(scope: Any) -> Environ:
    """Return the environ of the request that granian calls `scope`, still without a body. Raises BadRequest."""
    path = scope.path
    if not path.startswith("/"):
        raise BadRequest("the target is no path")
    query = scope.query_string
    address, _, port = scope.server.rpartition(":")
    environ = ALWAYS | {
        "REQUEST_METHOD": scope.method,
        "PATH_INFO": path if path.isascii() else latin(path),
        "QUERY_STRING": query if query.isascii() else latin(query),
        "SERVER_PROTOCOL": PROTOCOLS.get(scope.http_version, "HTTP/1.1"),
        "SERVER_NAME": bare(address) or "localhost",
        "SERVER_PORT": port,
        "REMOTE_ADDR": bare(scope.client.rpartition(":")[0]),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
    }
    add_headers(environ, scope.headers)
    return environ


def add_headers(environ: Environ, headers: Any) -> None:
    """Add the request's headers to `environ`; those of one name are one list, and cookies one header."""
    items = headers.items()
    repeated = 0
    for name, value in items:
        key = KEYS.get(name)
        if key is None:
            if "_" in name:
                continue
            key = "HTTP_" + name.upper().replace("-", "_")
        if key not in environ:
            environ[key] = value
            continue
        repeated += 1
        if key in ONCE:
            raise BadRequest(f"more than one {name}")
        environ[key] += ("; " if key == "HTTP_COOKIE" else ",") + value
    if len(items) - repeated < len(headers):  # granian leaves out what is not ASCII
        read = {name for name, _value in items}
        if any(name.startswith(TELLING) for name in headers.keys() if name not in read):  # noqa: SIM118
            raise BadRequest("a header that cannot be read")


def bare(host: str) -> str:
    """Return an address without the brackets that an IPv6 one has beside a port."""
    return host.removeprefix("[").removesuffix("]")


def latin(text: str) -> str:
    """Return `text` as WSGI wants it: each byte of its UTF-8 as one letter."""
    return text.encode("utf-8", "surrogateescape").decode("latin-1")

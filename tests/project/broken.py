"""A WSGI application that breaks, so that gunicorn itself has something to tell."""

from collections.abc import Callable


def application(environ: dict[str, str], start_response: Callable[..., object]) -> list[bytes]:
    raise RuntimeError("broken")

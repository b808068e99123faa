"""A WSGI application that breaks, so that gunicorn itself has something to tell."""


def application(environ: object, start_response: object) -> None:
    """Answer nothing."""
    raise RuntimeError("broken")

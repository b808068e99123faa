"""Reports of errors by sentry-sdk, to a server of the operator's own and about nobody; none where SENTRY_DSN is empty.

What is logged as an error with an exception is reported: its class, where it was raised, the view or task that met it.
A message may hold names, addresses and answers, so none is told; the log line with the same `request_id` has it.
"""

import sys
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import urlsplit

from coalition.logs import request_id

OF_OTHERS = "sentry.io"  # keeps what others send it
KEPT = ("event_id", "level", "logger", "platform", "sdk", "timestamp")
OF_A_FRAME = ("function", "in_app", "lineno", "module")


def checked(dsn: str) -> str:
    """Return `dsn`, which may be empty; end the start with exit code 1 and a sentence if nothing may be sent there."""
    if dsn and (sentence := refusal(dsn)):
        print(f"Refusing to start: {sentence}", file=sys.stderr)
        raise SystemExit(1)
    return dsn


def refusal(dsn: str) -> str:
    """Return in one sentence why nothing may be sent where `dsn` leads; empty where it may."""
    try:
        address = urlsplit(dsn)
        host, _port = (address.hostname or "").rstrip("."), address.port
    except ValueError:
        return "SENTRY_DSN is not an address: write https://key@host/1."
    if address.scheme not in {"http", "https"} or not host or address.query or address.fragment:
        return "SENTRY_DSN must be an address without a query, as in https://key@host/1."
    if address.scheme == "http" and not is_here(host):
        return "SENTRY_DSN must start with https://: in clear it may lead to this machine only."
    if host == OF_OTHERS or host.endswith(f".{OF_OTHERS}"):
        return f"SENTRY_DSN leads to a service of others, {host}: reports go to a server of your own."
    if not address.username or not address.path.rpartition("/")[2].isdigit():
        return "SENTRY_DSN must hold a key and end with a project's number, as in https://key@host/1."
    found = find_spec("sentry_sdk") is not None
    return "" if found else "SENTRY_DSN needs a library that is not installed: that of requirements/observe.txt."


def is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def begin(dsn: str, *, project: Path) -> None:
    """Let sentry-sdk report to `dsn`, with nothing of its own looking on. SSL_CERT_FILE names authorities."""
    import sentry_sdk
    from sentry_sdk.integrations.atexit import AtexitIntegration

    sentry_sdk.init(
        dsn=dsn,
        before_send=before_send,
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=[AtexitIntegration(callback=lambda pending, timeout: None)],
        auto_session_tracking=False,
        send_client_reports=False,
        max_breadcrumbs=0,
        include_local_variables=False,
        include_source_context=False,
        project_root=str(project),
        http_proxy="",  # and none that the machine names
        https_proxy="",
    )


def before_send(event: Any, hint: Any) -> Any:
    """Return a report made anew of what may be told of `event`; None for what is no exception."""
    if not event.get("exception") or "log_record" not in hint:
        return None
    tags = {"request_id": request_id.get(), **place(hint["log_record"]), "sqlstate": sqlstate(hint["exc_info"][1])}
    return {
        **{name: event[name] for name in KEPT if name in event},
        "transaction": tags.pop("place"),
        "tags": {name: tag for name, tag in tags.items() if tag not in {"", "-"}},
        "exception": {"values": [exception(value) for value in event["exception"]["values"]]},
    }


def exception(value: Any) -> dict[str, Any]:
    """Return class and frames of one exception, without what it says and without where the site is kept."""
    frames = (value.get("stacktrace") or {}).get("frames") or []
    told = [{name: frame[name] for name in OF_A_FRAME if name in frame} | {"filename": file(frame)} for frame in frames]
    return {"type": value.get("type"), "module": value.get("module"), "stacktrace": {"frames": told}}


def file(frame: Any) -> str:
    path = PurePath(frame.get("filename") or "")
    return path.name if path.is_absolute() else str(path)


def place(record: Any) -> dict[str, str]:
    """Return which view or task met the error, in words of the code, and the job's number."""
    from coalition import request_metrics

    job = getattr(record, "job", None)  # of procrastinate, which logs when the job is over
    if isinstance(job, dict):
        return {"place": str(job.get("task_name", "")), "job": str(job.get("id", ""))}
    request: Any = getattr(record, "request", None)
    return {"place": request_metrics.view_of(request) if hasattr(request, "resolver_match") else "", "job": ""}


def sqlstate(error: BaseException | None) -> str:
    """Return PostgreSQL's code of what led to `error`, if it was one of the database."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if state := getattr(error, "sqlstate", None):
            return str(state)
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return ""

"""Where traces and reports may be sent: to the operator's own servers, over a connection that nobody else reads."""

import sys
from importlib.util import find_spec
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

# Services that keep what others send them. No such list is whole; docs/operations.md says the rest.
OF_OTHERS = (
    "bugsnag.com",
    "datadoghq.com",
    "datadoghq.eu",
    "grafana.net",
    "honeycomb.io",
    "nr-data.net",
    "newrelic.com",
    "rollbar.com",
    "sentry.io",
    "signoz.cloud",
)
LIBRARIES = {"OTEL_EXPORTER_OTLP_ENDPOINT": "opentelemetry.sdk", "SENTRY_DSN": "sentry_sdk"}


def checked(name: str, value: str) -> str:
    """Return `value`, the variable `name`, which may be empty; end the start with exit code 1 and a sentence if nothing
    may be sent where it leads."""
    if value and (sentence := refusal(name, value)):
        print(f"Refusing to start: {sentence}", file=sys.stderr)
        raise SystemExit(1)
    return value


def refusal(name: str, value: str) -> str:
    """Return in one sentence why nothing may be sent where `value` of the variable `name` leads; empty where it may."""
    try:
        address = urlsplit(value)
        host, _port = (address.hostname or "").rstrip("."), address.port
    except ValueError:
        return f"{name} is not an address: write https://host:port."
    if address.scheme not in {"http", "https"} or not host or address.query or address.fragment:
        return f"{name} must be an address without a query, as in https://host:port."
    if address.scheme == "http" and not is_here(host):
        return f"{name} must start with https://: in clear it may lead to this machine only."
    if host.endswith(OF_OTHERS) and any(host == other or host.endswith(f".{other}") for other in OF_OTHERS):
        return f"{name} leads to a service of others, {host}: traces and reports go to a server of your own."
    return _shape(name, address) or _missing(name)


def _shape(name: str, address: SplitResult) -> str:
    if name == "SENTRY_DSN":
        project = address.path.rpartition("/")[2]
        fits = bool(address.username) and project.isdigit()
        return "" if fits else f"{name} must hold a key and end with a project's number, as in https://key@host/1."
    holds_password = bool(address.username or address.password)
    return f"{name} must hold no password: OTEL_EXPORTER_OTLP_HEADERS may." if holds_password else ""


def _missing(name: str) -> str:
    try:
        found = find_spec(LIBRARIES[name]) is not None
    except ModuleNotFoundError:
        found = False
    return "" if found else f"{name} needs libraries that are not installed: those of requirements/observe.txt."


def is_here(host: str) -> bool:
    """Say whether `host` is this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"

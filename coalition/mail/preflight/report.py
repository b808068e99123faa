"""Everything that the preflight looks at, for both senders, in the order in which a person mends it."""

import ipaddress
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings

from coalition.mail import signing
from coalition.mail.provider import names as provider
from coalition.mail.smtp import SmtpTransport

from . import dkim, dmarc, hosts, providers, spf
from .lines import Line, State
from .names import CannotTell, Names


def examine(names: Names, speak: Callable[[], str] | None = None) -> list[Line]:
    """Return what there is to say; `speak` opens a connection to the mail server."""
    return list(_examine(names, speak or _speak))


def _examine(names: Names, speak: Callable[[], str]) -> Iterator[Line]:
    server: Any = settings.SMTP_OPTIONS
    greeting = str(server.get("ehlo", ""))
    if provider.chosen():
        yield providers.examine()
    else:
        yield hosts.examine_wire(speak, is_local=_is_local(str(server["host"])))
        yield _tell("name and address of this machine", lambda: hosts.examine_greeting(names, greeting))
    for address, bounces in (
        (settings.MAIL_FROM_ADDRESS, settings.MAIL_BOUNCE_ADDRESS),
        (settings.MAIL_DISCREET_ADDRESS, settings.MAIL_DISCREET_BOUNCE_ADDRESS),
    ):
        if address:
            yield from _of_sender(names, address, bounces or address)


def _of_sender(names: Names, address: str, bounces: str) -> Iterator[Line]:
    """Yield what there is to say of one sender, whose mail comes back to `bounces`."""
    domain, back = (one.rpartition("@")[2].lower() for one in (address, bounces))
    yield _tell(f"SPF of {back}", lambda: spf.examine(names, back, _senders(names)))
    try:
        keys = signing.keys()
    except signing.BadKey as error:
        yield Line(f"DKIM of {domain}", State.MISSING, f"the key cannot be read: {error}", "see MAIL_DKIM_KEY")
    else:
        yield _tell(f"DKIM of {domain}", lambda: dkim.examine(names, domain, keys))
    yield _tell(f"DMARC of {domain}", lambda: dmarc.examine(names, domain))
    what = f"what comes back to {back}"
    yield _tell(f"{what}, for DMARC", lambda: dmarc.aligned(names, f"{what}, for DMARC", domain, back))
    yield _tell(what, lambda: hosts.examine_way_back(names, what, bounces))


def _tell(what: str, examine_one: Callable[[], Line]) -> Line:
    """Return the line, or that nobody answered."""
    try:
        return examine_one()
    except CannotTell as error:
        return Line(what, State.UNKNOWN, str(error), "run this again where names are answered")


def _senders(names: Names) -> list[str]:
    """Return the addresses of the mail server, as far as the world may see them; a provider's own are not known."""
    if provider.chosen():
        return []
    host = str(settings.SMTP_OPTIONS["host"])
    found = [host] if _is_address(host) else names.addresses(host)
    return [one for one in found if ipaddress.ip_address(one).is_global]


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_local(host: str) -> bool:
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


def _speak() -> str:
    with SmtpTransport() as wire:
        return wire.tls_version()

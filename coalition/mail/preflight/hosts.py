"""The name that we greet by, the servers that take what comes back, and the way to the mail server."""

from collections.abc import Callable

from coalition.mail.transport import Outage

from .lines import Line, State
from .names import Names


def examine_greeting(names: Names, name: str) -> Line:
    """Say whether `name`, which the site greets by, and its address lead to each other."""
    what = "name and address of this machine"
    if not name:
        return Line(what, State.UNKNOWN, "EMAIL_EHLO_NAME is not set", "set it to a name that leads to this machine")
    addresses = names.addresses(name)
    if not addresses:
        return Line(what, State.MISSING, f"{name} has no address", f"publish an A or AAAA record of {name}")
    astray = [one for one in addresses if name.lower() not in (back.lower() for back in names.names_of(one))]
    if astray:
        todo = (
            f"let who gives you the address set its reverse name (PTR) to {name}; needed where no other server relays"
        )
        return Line(what, State.LOOK, f"{', '.join(astray)} does not lead back to {name}", todo)
    return Line(what, State.OK, f"{name} and {', '.join(addresses)} lead to each other")


def examine_way_back(names: Names, what: str, address: str) -> Line:
    """Say whether mail to `address` finds a server."""
    domain = address.rpartition("@")[2]
    hosts = names.exchangers(domain) or ([domain] if names.addresses(domain) else [])
    if not hosts:
        return Line(what, State.MISSING, f"no server takes mail for {domain}", f"publish an MX record of {domain}")
    return Line(what, State.OK, f"{hosts[0]} takes mail for {domain}")


def examine_wire(speak: Callable[[], str], *, is_local: bool) -> Line:
    """Say whether the mail server answers, and whether within TLS; `speak` opens a connection and says by which."""
    what = "mail server"
    try:
        version = speak()
    except Outage as error:
        return Line(what, State.MISSING, str(error), "see EMAIL_HOST, EMAIL_PORT, EMAIL_USE_TLS and EMAIL_USE_SSL")
    if version:
        return Line(what, State.OK, f"it answers within {version}, and its certificate is good")
    if is_local:
        return Line(what, State.OK, "it answers, on this machine, without TLS")
    return Line(what, State.MISSING, "it answers without TLS", "set EMAIL_USE_TLS (587) or EMAIL_USE_SSL (465)")

"""SPF: may the servers that we use send for our domain (RFC 7208)?"""

import ipaddress
import re
from collections.abc import Sequence

from .lines import Line, State
from .names import Names

MOST_QUESTIONS = 10  # of one record and all that it includes (4.6.4)
ASKS = ("include", "a", "mx", "ptr", "exists", "redirect")
TERM = re.compile(r"([+?~-]?)(\w+)(?:[:=]([^/\s]+))?((?:/\d+){0,2})", re.ASCII)


class _Record:
    """One SPF record with all that it includes: who may send, how it ends, and how often it asks."""

    def __init__(self, names: Names, domain: str, record: str) -> None:
        self.names, self.questions, self.ends = names, 0, ""
        self.networks: list[ipaddress.IPv4Network | ipaddress.IPv6Network] = []
        self._read(domain, record, is_first=True)

    def _read(self, domain: str, record: str, *, is_first: bool) -> None:
        for term in record.split()[1:]:
            found = TERM.fullmatch(term)
            if not found or self.questions > MOST_QUESTIONS:
                continue
            sign, kind, value = found[1], found[2].lower(), found[3] or domain
            self.questions += kind in ASKS
            if kind == "all" and is_first:
                self.ends = f"{sign or '+'}all"
            elif kind in ("ip4", "ip6"):
                self._add(term.partition(":")[2])
            elif kind in ("a", "mx"):
                hosts = self.names.exchangers(value) if kind == "mx" else [value]
                for host in hosts:
                    for address in self.names.addresses(host):
                        self._add(address)
            elif kind in ("include", "redirect"):
                for text in records_of(self.names, value)[:1]:
                    self._read(value, text, is_first=kind == "redirect" and is_first)

    def _add(self, network: str) -> None:
        try:
            self.networks.append(ipaddress.ip_network(network, strict=False))
        except ValueError:
            return

    def allows(self, address: str) -> bool:
        """Say whether `address` may send."""
        sender = ipaddress.ip_address(address)
        return any(sender.version == network.version and sender in network for network in self.networks)


def records_of(names: Names, domain: str) -> list[str]:
    """Return the SPF records of `domain`: there should be one."""
    return [text for text in names.texts(domain) if re.match(r"v=spf1(\s|$)", text, re.IGNORECASE)]


def examine(names: Names, domain: str, senders: Sequence[str]) -> Line:
    """Say how SPF stands at `domain`, whose mail leaves by the addresses `senders`."""
    what, listed = f"SPF of {domain}", " ".join(f"ip{ipaddress.ip_address(one).version}:{one}" for one in senders)
    wanted = f'publish at {domain} the TXT record "v=spf1 {listed or "include:<your mail provider>"} -all"'
    found = records_of(names, domain)
    if not found:
        return Line(what, State.MISSING, "no record", wanted)
    if len(found) > 1:
        return Line(what, State.MISSING, f"{len(found)} records, so none counts", f"keep one of them, or {wanted}")
    record = _Record(names, domain, found[0])
    if record.questions > MOST_QUESTIONS:
        todo = f"write addresses in place of what it includes: at most {MOST_QUESTIONS} questions are asked"
        return Line(what, State.MISSING, "it asks too many questions, so it counts as wrong", todo)
    if record.ends == "+all":
        return Line(what, State.MISSING, "it lets everybody send", wanted)
    if senders and not any(record.allows(one) for one in senders):
        todo = f"add {listed} to it, unless that server sends by other addresses: those must be in it"
        return Line(what, State.LOOK, f'"{found[0]}" does not name the mail server', todo)
    if record.ends in ("", "?all"):
        return Line(what, State.LOOK, f'"{found[0]}" says nothing of others', "end it by -all")
    return Line(what, State.OK, f'"{found[0]}"')

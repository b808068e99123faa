"""What the names of the world say: DNS, asked through one small door that tests replace."""

from typing import Any, Protocol

SECONDS = 10.0


class CannotTell(Exception):
    """No answer came: the network or the server of names is away."""


class Names(Protocol):
    """Who answers for names."""

    def texts(self, name: str) -> list[str]:
        """Return the TXT records of `name`; none where it has none. Raises CannotTell."""

    def addresses(self, name: str) -> list[str]:
        """Return the IP addresses of `name`, version 4 and 6. Raises CannotTell."""

    def exchangers(self, name: str) -> list[str]:
        """Return the hosts that take mail for `name`, the best first. Raises CannotTell."""

    def names_of(self, address: str) -> list[str]:
        """Return the names that the IP `address` leads back to. Raises CannotTell."""


class Dns:
    """The DNS, as this machine or the servers of `nameservers` (address, port) know it."""

    def __init__(self, *nameservers: str, port: int = 53) -> None:
        import dns.resolver

        self._resolver = dns.resolver.Resolver(configure=not nameservers)
        self._resolver.lifetime = SECONDS
        if nameservers:
            self._resolver.nameservers, self._resolver.port = list(nameservers), port

    def texts(self, name: str) -> list[str]:
        """Return the TXT records of `name`."""
        return [b"".join(answer.strings).decode(errors="replace") for answer in self._ask(name, "TXT")]

    def addresses(self, name: str) -> list[str]:
        """Return the IP addresses of `name`."""
        return [str(answer.address) for kind in ("A", "AAAA") for answer in self._ask(name, kind)]

    def exchangers(self, name: str) -> list[str]:
        """Return the hosts that take mail for `name`, the best first."""
        found = sorted((answer.preference, answer.exchange.to_text(True)) for answer in self._ask(name, "MX"))
        return [host for _preference, host in found if host]

    def names_of(self, address: str) -> list[str]:
        """Return the names that `address` leads back to."""
        import dns.reversename

        return [str(answer.target.to_text(True)) for answer in self._ask(dns.reversename.from_address(address), "PTR")]

    def _ask(self, name: Any, kind: str) -> list[Any]:
        import dns.exception
        import dns.resolver

        try:
            return list(self._resolver.resolve(name, kind))
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return []
        except dns.exception.DNSException as error:
            raise CannotTell(f"{type(error).__name__} at {name}") from error

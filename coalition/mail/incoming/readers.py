"""Who reads which address: upper apps register theirs in `AppConfig.ready()`. Bounces come by the same door."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.message import Message
from email.utils import getaddresses

# What servers write down of whom a mail was for, then what its writer did.
NAMED_IN = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To", "Cc")
MOST_ADDRESSES = 50  # of one mail that are looked at


class Unreadable(Exception):
    """What came is not what this reader can take in: it is forgotten, and not tried again."""


class ForAPerson(Exception):
    """What came is a letter of somebody: it stays in the mailbox, or goes back, for a person to read it."""


@dataclass(frozen=True)
class Mail:
    """One mail as a reader gets it. All of it may be forged, its sender first of all."""

    recipient: str
    detail: str  # what stands behind the + of the address, in small letters
    message: Message


@dataclass(frozen=True)
class Reader:
    """Reads the mails to one address and to its details (`name+detail@domain`).

    `address()` is empty where this installation has none. `read(mail)` runs in the transaction that notes the mail
    down, and says whether it changed anything; it raises Unreadable or ForAPerson, and else only for a fault of ours.
    """

    name: str
    address: Callable[[], str]
    read: Callable[[Mail], bool]

    def detail(self, recipient: str) -> str | None:
        """Return what stands behind the + of `recipient`; None when it is not this reader's."""
        name, _at, domain = recipient.lower().rpartition("@")
        own_name, _at, own_domain = self.address().lower().rpartition("@")
        name, _plus, detail = name.partition("+")
        return detail if own_name and (name, domain) == (own_name, own_domain) else None


_readers: dict[str, Reader] = {}


def register(reader: Reader) -> None:
    """Add `reader`; a second one of the same name replaces the first."""
    _readers[reader.name] = reader


def find(message: Message, recipient: str = "") -> tuple[Reader, Mail] | None:
    """Return who reads `message`, and what they get: by `recipient` where the server says it, else by its headers."""
    for address in [recipient] if recipient else _named_in(message):
        for reader in _readers.values():
            detail = reader.detail(address)
            if detail is not None:
                return reader, Mail(address.lower(), detail, message)
    return None


def _named_in(message: Message) -> Iterable[str]:
    headers = (str(value) for name in NAMED_IN for value in message.get_all(name, []))
    found = getaddresses([header[:5_000] for header in headers], strict=False)
    return [address for _name, address in found[:MOST_ADDRESSES] if address]

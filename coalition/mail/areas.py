"""Whose mail it is: each app says once which kinds it writes, who reads them, and what of its own comes in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import Message as Received
from typing import Any

from django.db.models import Q

from .models import Message, OutgoingQuerySet, Verdict

ANSWERED_WITHIN = timedelta(days=30)  # after the sending; whoever saw an older envelope can report nothing any more


@dataclass(frozen=True)
class Kind:
    """One kind of mail: what its templates are called in `<app>/mail/`.

    `same_subject`: it has one subject for everyone, which says nothing of what it is about, or editors get it.
    `body`: the kind whose body it has.
    """

    name: str
    same_subject: bool = False
    body: str = ""


@dataclass(frozen=True)
class Ledger:
    """One ledger: the small letter that names it in addresses, and what it tells and takes of a row.

    `address_of(row)` returns the digest of the address that the row was sent to, empty where it is gone or was
    sent longer than `ANSWERED_WITHIN` ago. `note(row, verdict, at)` is called once for each verdict of a row, in the
    transaction that keeps it.
    """

    letter: str
    address_of: Callable[[int], str]
    note: Callable[[int, Verdict, datetime], None] | None = None
    complaint_ends_address: bool = True  # not where `note` takes the reader from the list that they complain of


class Unreadable(Exception):
    """What came is not what this reader can take in: it is forgotten, and not tried again."""


class ForAPerson(Exception):
    """What came is a letter of somebody: it stays in the mailbox for a person to read it."""


@dataclass(frozen=True)
class Mail:
    """One mail as a reader gets it. All of it may be forged, its sender first of all."""

    recipient: str
    detail: str  # what stands behind the + of the address, in small letters
    message: Received


@dataclass(frozen=True)
class Reader:
    """Reads the mails to one address and to its details (`name+detail@domain`).

    `address()` is empty where this installation has none. `read(mail)` runs in the transaction that notes the mail
    down, and says whether it changed anything; it raises Unreadable or ForAPerson, and else only for a fault of ours.
    """

    address: Callable[[], str]
    read: Callable[[Mail], bool]

    def detail(self, recipient: str) -> str | None:
        """Return what stands behind the + of `recipient`; None when it is not this reader's."""
        name, _at, domain = recipient.lower().rpartition("@")
        own_name, _at, own_domain = self.address().lower().rpartition("@")
        name, _plus, detail = name.partition("+")
        return detail if own_name and (name, domain) == (own_name, own_domain) else None


@dataclass(frozen=True)
class MailArea:
    """The mails of one app: templates in `<app>/mail/`. Without `read_by` ("app.codename") administrators alone read
    them."""

    app: str
    read_by: str = ""
    kinds: Sequence[Kind | str] = ()
    ledger: Ledger | None = None
    incoming: Sequence[Reader] = ()

    def each_kind(self) -> list[Kind]:
        return [kind if isinstance(kind, Kind) else Kind(kind) for kind in self.kinds]


_areas: dict[str, MailArea] = {}


def register(area: MailArea) -> None:
    """Add `area`, in the `AppConfig.ready()` of its app; a second one of the same app replaces the first."""
    _areas[area.app] = area


def registered() -> list[MailArea]:
    return list(_areas.values())


def find_ledger(letter: str) -> Ledger | None:
    ledgers = (area.ledger for area in _areas.values())
    return next((ledger for ledger in ledgers if ledger and ledger.letter == letter), None)


def readable(user: Any) -> OutgoingQuerySet[Message]:
    """Return the mails that `user` may read: those of their areas, and all for an administrator.

    What belongs to no area, such as mails about accounts, is for administrators alone.
    """
    if user.is_active and user.is_superuser:
        return Message.objects.all()
    mine = [area.app for area in _areas.values() if area.read_by and user.has_perm(area.read_by)]
    if not mine or not user.has_perm("mail.view_message"):
        return Message.objects.none()
    of_mine = Q()
    for app in mine:
        of_mine |= Q(template__startswith=f"{app}/")
    return Message.objects.filter(of_mine)

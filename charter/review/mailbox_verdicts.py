"""What a reviewer is told about the official mailbox's domain. It flags, it never decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from django.utils.translation import gettext as _

from charter.signing.associations import GroupMember
from charter.signing.mailboxes import ascii_form, is_disposable, is_free, is_like, mixes_scripts, unicode_form
from charter.signing.models import Signature
from coalition.members.models import LocalGovernment


class Kind(StrEnum):
    MATCH = "match"
    UNKNOWN = "unknown"
    FREE_MAIL = "free_mail"
    OTHER_GOVERNMENT = "other_government"
    LOOK_ALIKE = "look_alike"
    DISPOSABLE = "disposable"


@dataclass(frozen=True)
class Verdict:
    """One verdict, and its sentence in the active language."""

    kind: Kind
    sentence: str

    @property
    def is_match(self) -> bool:
        return self.kind is Kind.MATCH

    @property
    def warns(self) -> bool:
        """Say whether a person should look at this mailbox by itself."""
        return self.kind not in (Kind.MATCH, Kind.UNKNOWN)


def verdicts(signature: Signature, address: str = "") -> tuple[Verdict, list[tuple[GroupMember, Verdict | None]]]:
    """Return the verdict on the mailbox of `signature`, or on `address` in its place, and on that of each member.

    None stands for a member without a mailbox. One query, and one for the members.
    """
    known = LocalGovernment.objects.exclude(official_domains=[]).order_by("pk").values_list("pk", "official_domains")
    domains = dict(known)

    def of(domain: str, government: int | None) -> Verdict:
        others = chain.from_iterable(rows for pk, rows in domains.items() if pk != government)
        return verdict(domain.lower(), listed=domains.get(government or 0, []), others=others)

    members = [
        (member, of(member.official_email.rpartition("@")[2], member.government_id) if member.official_email else None)
        for member in signature.listed_members
    ]
    return of((address or signature.official_email).rpartition("@")[2], signature.government_id), members


def verdict(domain: str, *, listed: Iterable[str], others: Iterable[str]) -> Verdict:
    """Compare `domain` with those `listed` for its government and for `others`; a subdomain of a listed one matches.

    Domains may be in ASCII or in Unicode. What is grave is said before what is common: a disposable mailbox, then a
    likeness with a listed domain, then free mail.
    """
    name, own = ascii_form(domain), [ascii_form(item) for item in listed]
    foreign = [ascii_form(item) for item in others]
    if _covering(name, own):
        return Verdict(Kind.MATCH, _("This domain is listed for the government."))
    if is_disposable(name):
        return Verdict(Kind.DISPOSABLE, _("This is a disposable mailbox that lasts only minutes: ask for another one."))
    if other := _covering(name, foreign):
        sentence = _("This domain is listed for another local government (%(domain)s): ask who writes.")
        return Verdict(Kind.OTHER_GOVERNMENT, sentence % {"domain": other})
    if is_free(name):
        return Verdict(Kind.FREE_MAIL, _("Anyone can open a mailbox here: confirm it by another way."))
    if like := next((listed for listed in [*own, *foreign] if is_like(name, listed)), ""):
        sentence = _("This domain (%(domain)s) looks like %(listed)s but is a different one: call the town hall back.")
        return Verdict(Kind.LOOK_ALIKE, sentence % {"domain": _shown(name), "listed": like})
    if mixes_scripts(name):
        sentence = _("This domain mixes alphabets (%(domain)s), as forged ones do: call the town hall back.")
        return Verdict(Kind.LOOK_ALIKE, sentence % {"domain": _shown(name)})
    return Verdict(Kind.UNKNOWN, _("This domain is not listed for the government: find it on the town hall's website."))


def _shown(name: str) -> str:
    """Return the domain as people see it and, when that may deceive, as machines do; isolated, for it may be Arabic."""
    seen = unicode_form(name)
    return name if seen == name else f"\u2068{seen}\u2069, {name}"


def _covering(name: str, domains: list[str]) -> str:
    """Return the one of `domains` that is `name` or above it, or an empty string."""
    return next((domain for domain in domains if name == domain or name.endswith(f".{domain}")), "")

"""The list of an association's members: read from a table, matched with the directory, corrected, kept."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coalition.languages.names import country_choices, fold
from coalition.members import likeness
from coalition.members.models import LocalGovernment
from coalition.privacy.email_addresses import AddressField
from coalition.tables.plans import BadCell, Plan, PlannedRow, Sheet
from coalition.typed import one_line

from .associations import GroupMember
from .models import Signature
from .services import editable, touch

MOST_MEMBERS = 500


class NotAGroup(Exception):
    """Only an association signs for others."""


class MemberSheet(Sheet):
    """Lines of an association's members: name, country, mailbox. Who names no country reads the association's own.

    The first line may head the columns; without it they stand in this order, and addresses are known by their @. A line
    that is listed already may change its mailbox.
    """

    columns = ("name", "country", "mailbox")
    needed = ("name", "mailbox")
    skips = True
    most_rows = MOST_MEMBERS
    headings = {
        "name": ("name", "member", "local government", "nom", "membre", "collectivité", "nombre", "miembro", "الاسم"),
        "country": ("country", "pays", "país", "البلد", "الدولة"),
        "mailbox": ("mailbox", "email", "e-mail", "mail", "official mailbox", "courriel", "adresse", "correo",
                    "correo electrónico", "البريد", "البريد الإلكتروني", "البريد الرسمي"),
    }  # fmt: skip
    options = {"country": country_choices}
    has_heading = False

    def __init__(self, signature: Signature) -> None:
        super().__init__()
        self.own_country = signature.government.country if signature.government else signature.proposed_country
        listed = list(signature.group_members.select_related("government"))
        self.listed = {(fold(row.listed_name or row.name), row.country): row for row in listed}
        self.holders = {row.official_email: row for row in listed}
        self.taken = {row.government_id for row in listed}
        self.room = MOST_MEMBERS - len(listed)

    def headed(
        self, header: list[str], lines: list[tuple[int, list[str]]]
    ) -> tuple[list[str], list[tuple[int, list[str]]]]:
        """Return the columns and the lines, as long as the columns are; a first line that heads nothing is a member."""
        names = [self.column(cell) or str(place) for place, cell in enumerate(header)]
        self.has_heading = bool({*names} & {*self.columns})
        if not self.has_heading:
            lines = [(1, [one_line(cell) for cell in header]), *lines] if any(header) else lines
            width = max((len(cells) for _line, cells in lines), default=0)
            at = Counter(place for _line, cells in lines for place, cell in enumerate(cells) if "@" in cell)
            mailbox = at.most_common(1)[0][0] if at else width - 1
            others = iter(("name", "country"))
            names = ["mailbox" if place == mailbox else next(others, str(place)) for place in range(width)]
        return names, [(line, (cells + [""] * len(names))[: len(names)]) for line, cells in lines]

    def code(self, values: dict[str, str]) -> str:
        return values["mailbox"].lower()

    def look_up(self, rows: list[dict[str, str]]) -> None:
        """Find what the directory has like each line: two queries."""
        places = sorted({place for row in rows if all(place := self._place(row))})
        self.found = dict(zip(places, _alike(places), strict=True))
        self.seen: dict[tuple[str, str], int] = {}

    def planned(self, line: int, values: dict[str, str]) -> PlannedRow:
        name, country = place = self._place(values)
        mailbox, errors = "", [*self._wrong_place(values, *place)]
        try:
            mailbox = MAILBOX.clean(values["mailbox"])
        except ValidationError as error:
            errors += error.messages
        known = self.listed.get(key := (fold(name), country))
        like = self.found.get(place, [])
        government = next((row for row in like if row.pk not in self.taken), None)
        if not errors:
            errors += self._wrong_in_list(line, key, name, mailbox, is_doubled=bool(like) and government is None)
        if errors:
            return PlannedRow(line, self.code(values), "error", errors=errors)
        if known:
            changed, known.official_email = known.official_email != mailbox, mailbox
            return PlannedRow(line, mailbox, "update" if changed else "same", known)
        self.room -= 1
        self.taken.add(government.pk if government else None)
        row = GroupMember(government=government, listed_name=name, listed_country=country, official_email=mailbox)
        return PlannedRow(line, mailbox, "create", row)

    def _wrong_place(self, values: dict[str, str], name: str, country: str) -> Iterator[str]:
        if not name:
            yield str(_("Enter the name of the member."))
        if not country:
            words = _("We do not know the country “%(value)s”. Write its name or its two-letter code.")
            yield str(words % {"value": values["country"]})

    def _wrong_in_list(
        self, line: int, key: tuple[str, str], name: str, mailbox: str, *, is_doubled: bool
    ) -> Iterator[str]:
        """Yield what keeps a line, good by itself, out of the list with which it stands."""
        known, holder, first = self.listed.get(key), self.holders.get(mailbox), self.seen.setdefault(key, line)
        if first != line:
            yield str(_("“%(code)s” is already on line %(line)s.") % {"code": name, "line": first})
        elif holder and holder is not known:
            yield str(_("This mailbox is on your list already, for %(name)s.") % {"name": holder.name})
        elif not known and is_doubled:
            yield str(_("%(name)s is on your list already.") % {"name": name})
        elif not known and not self.room:
            yield str(_("Your list is full: it has room for %(count)d members.") % {"count": MOST_MEMBERS})

    def _place(self, values: dict[str, str]) -> tuple[str, str]:
        """Return the name and the code of the country that a line tells; nothing for what it does not tell."""
        told = values.get("country", "")
        try:
            country = self.chosen("country", told) if told else self.own_country
        except BadCell:
            country = ""
        name = " ".join(values["name"].split())
        return (name if len(name) <= LONGEST_NAME else ""), country


LONGEST_NAME = 200
MAILBOX = AddressField(
    error_messages={
        "required": _("Enter the official mailbox of this member."),
        "invalid": _("Enter an email address such as name@example.org."),
    }
)


def _alike(places: list[tuple[str, str]]) -> list[list[LocalGovernment]]:
    """Return the local governments that may be meant by each of `places`, a name and a country: no association."""
    among = LocalGovernment.objects.filter(proposed=False).exclude(kind=LocalGovernment.Kind.ASSOCIATION)
    return likeness.alike(among, [([name], country) for name, country in places])


def candidates_of(members: list[GroupMember]) -> list[tuple[GroupMember, list[LocalGovernment]]]:
    """Return each of `members` with the local governments that its line may mean, its own among them. Two queries."""
    found = _alike([(row.listed_name or row.name, row.country) for row in members])
    own = [[row.government] if row.government else [] for row in members]
    return [
        (row, [*like, *(government for government in chosen if government not in like)])
        for row, like, chosen in zip(members, found, own, strict=True)
    ]


@transaction.atomic
def add_lines(*, signature: Signature, plan: Plan) -> dict[str, int]:
    """Keep the good lines of `plan` (`MemberSheet.plan`) in the list of the association; return the counts of all.

    Nothing is kept of the others. The same list twice changes nothing. Raises SignatureClosed or NotAGroup.
    """
    rows = [planned.row for planned in plan.written]
    signature = _locked_list(signature, {row.government_id for row in rows})
    new = [row for row in rows if row.pk is None]
    for row in new:
        row.signature = signature
    GroupMember.objects.bulk_create(new, ignore_conflicts=True)
    GroupMember.objects.bulk_update([row for row in rows if row.pk], ["official_email"])
    touch(signature)
    return plan.counts


@transaction.atomic
def correct_list(
    *,
    signature: Signature,
    kept: Mapping[int, tuple[LocalGovernment | None, str]],
    gone: Collection[int],
    delegation_number: str = "",
    delegation_date: date | None = None,
) -> None:
    """Keep what the association corrected, and the delegation by which all its members let it sign, where it has one.

    `kept` has by key which local government each line means and its mailbox; those of `gone` are taken off the list.
    Raises SignatureClosed or NotAGroup.
    """
    signature = _locked_list(signature, {government.pk for government, _mailbox in kept.values() if government})
    signature.group_members.filter(pk__in=gone).delete()
    rows = signature.group_members.filter(pk__in=kept)
    rows.exclude(listed_name="").update(government=None)  # two may change places
    members = list(rows)
    for member in members:
        member.government, member.official_email = kept[member.pk]
    GroupMember.objects.bulk_update(members, ["government", "official_email"])
    signature.delegation_number, signature.delegation_date = delegation_number, delegation_date
    touch(signature)


def _locked_list(signature: Signature, governments: set[int | None]) -> Signature:
    """Lock what the lines name before the signature: see the order of locks in `charter.ledger`."""
    named = LocalGovernment.objects.filter(pk__in=governments).order_by("pk").select_for_update(no_key=True)
    list(named.values_list("pk"))
    signature = editable(signature)
    if not signature.is_group:
        raise NotAGroup
    return signature

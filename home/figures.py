"""The figures of the front page: what the network achieves, from signatories and commitments, five queries at most."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from babel.numbers import format_compact_decimal, format_decimal
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import get_language, ngettext, npgettext
from django.utils.translation import gettext as _

from charter.followup.deliverables import add_months
from charter.followup.models import Commitment
from charter.signatories import counts
from charter.signatories.models import Signatory
from coalition.members.models import LocalGovernment

ROUNDED_FROM = 100_000  # people: a larger sum is written in thousands or millions
ACHIEVED = ("population", "kept", "overdue")  # shown large: what is done, and what is late


@dataclass(frozen=True)
class Figure:
    """One figure: as written for the reader, what it counts, what moved in it, and the page that shows it whole."""

    key: str
    value: str
    label: str
    note: str
    path: str
    large: bool


class Figures:
    """The sums behind the figures; each group is asked for when a figure needs it, once."""

    def __init__(self, today: date | None = None) -> None:
        self.today = today or timezone.localdate()

    @cached_property
    def charter(self) -> dict[str, int]:
        """Signatures in force, those of the last twelve months, and the people and countries that they cover."""
        year_ago = add_months(self.today, -12)
        found = Signatory.objects.in_force().aggregate(
            signatories=Count("pk"), recent=Count("pk", filter=Q(signed_at__date__gt=year_ago))
        )
        return found | counts.covered().aggregate(population=Coalesce(Sum("population"), 0))

    @cached_property
    def commitments(self) -> dict[str, int]:
        """Commitments of published signatures by how they stand today; closed ones are in none of the sums."""
        return Commitment.objects.public().totals(self.today)

    @cached_property
    def network(self) -> dict[str, Any]:
        """Member governments (an association is none), pilot territories, and the countries of members."""
        return LocalGovernment.objects.filter(member=True).aggregate(
            members=Count("pk", filter=~Q(kind=LocalGovernment.Kind.ASSOCIATION)),
            pilots=Count("pk", filter=Q(pilot=True)),
            countries=ArrayAgg("country", distinct=True, default=Value([])),
        )

    def figures(self, keys: Iterable[str]) -> list[Figure]:
        """Return the figures called `keys` that have something to count, in the order of the site."""
        wanted = set(keys)
        found = (getattr(self, key)() for key in ORDER if key in wanted)
        return [figure for figure in found if figure is not None]

    def population(self) -> Figure | None:
        people = self.charter["population"]
        label = _("population of the territories that signed")
        return _figure("population", people, label, path="charter/statistics/") if people else None

    def kept(self) -> Figure | None:
        kept, made = self.commitments["kept"], self.commitments["made"]
        label = ngettext("commitment kept", "commitments kept", kept)
        note = _("of %(count)s made") % {"count": written(made)}
        return _figure("kept", kept, label, note, path="charter/progress/") if made else None

    def overdue(self) -> Figure | None:
        overdue, soon = self.commitments["overdue"], self.commitments["soon"]
        label = ngettext("commitment overdue", "commitments overdue", overdue)
        note = ngettext("%(count)s more due within 90 days", "%(count)s more due within 90 days", soon)
        note = note % {"count": written(soon)} if soon else ""
        path = "charter/progress/?status=overdue"
        return _figure("overdue", overdue, label, note, path=path) if self.commitments["made"] else None

    def signatories(self) -> Figure | None:
        total, recent = self.charter["signatories"], self.charter["recent"]
        label = ngettext("signatory of the charter", "signatories of the charter", total)
        note = ngettext("%(count)s in the last 12 months", "%(count)s in the last 12 months", recent)
        note = note % {"count": written(recent)} if recent else ""
        return _figure("signatories", total, label, note, path="charter/signatories/") if total else None

    def members(self) -> Figure | None:
        total = self.network["members"]
        label = ngettext("member government", "member governments", total)
        return _figure("members", total, label, path="members/") if total else None

    def countries(self) -> Figure | None:
        total = len({*self.network["countries"], *counts.countries()})
        label = npgettext("figure", "country", "countries", total)
        return _figure("countries", total, label, path="members/") if total else None

    def pilots(self) -> Figure | None:
        total = self.network["pilots"]
        label = npgettext("figure", "pilot territory", "pilot territories", total)
        return _figure("pilots", total, label, path="members/") if total else None


ORDER = ("population", "kept", "overdue", "signatories", "members", "countries", "pilots")


def _figure(key: str, value: int, label: str, note: str = "", *, path: str) -> Figure:
    return Figure(key, written(value), label, note, path, key in ACHIEVED)


def written(value: int) -> str:
    """Return `value` as the reader's language writes it; a large one rounded: `1.7 million`."""
    locale = get_language() or "en"
    if value < ROUNDED_FROM:
        return str(format_decimal(value, locale=locale))
    return str(format_compact_decimal(value, format_type="long", fraction_digits=1, locale=locale))

"""What an address such as `/charter/signatories/?country=FR&sort=name` asks, and the links that lead on from it."""

from dataclasses import dataclass

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from charter.signatories.models import LANGUAGES
from charter.signatories.querysets import SignatoryQuerySet
from charter.silence.rules import Silence
from charter.states import State
from coalition.members.models import LocalGovernment
from coalition.pages.filters import AddressFilters

MOST = 2**31 - 1  # of the database's integers
CELLS = 800
FACTS = ("kind", "section", "country", "version")
NEWEST = "-date"
ALL = "all"

SORTS = {  # asked -> columns of the list; {language} is the active one. The number makes each order total.
    "date": ("signed_at", "number"),
    "name": ("name_{language}", "number"),
    "country": ("country_{language}", "name_{language}", "number"),
    "number": ("number",),
}
SORT_CHOICES = [
    (NEWEST, _("Newest first")),
    ("date", _("Oldest first")),
    ("name", pgettext_lazy("order of a list", "Name")),
    ("-name", _("Name, Z to A")),
    ("country", pgettext_lazy("order of a list", "Country")),
    ("-country", _("Country, Z to A")),
    ("number", _("Signatory number")),
    ("-number", _("Signatory number, highest first")),
]
STATUS_CHOICES = [
    ("", pgettext_lazy("signatures", "In force")),
    (State.ON_HOLD, pgettext_lazy("signatures", "On hold")),
    (State.WITHDRAWN, pgettext_lazy("signatures", "Withdrawn")),
    (State.SUPERSEDED, pgettext_lazy("signatures", "Superseded by a newer version")),
    (ALL, pgettext_lazy("signatures", "Any status")),
]

SILENCE_CHOICES = [("", pgettext_lazy("answers of signatories", "All")), *Silence.choices]


@dataclass(frozen=True)
class Order:
    """Columns of the list, all in one direction: what a walk along one index follows."""

    columns: tuple[str, ...]
    descending: bool


class SignatoryFilters(AddressFilters):
    """The filters, the order and the place in the list."""

    place_fields = ("after", "before", "last")
    defaults = {"sort": NEWEST}
    lookups = {name: name for name in FACTS}

    q = forms.CharField(label=_("Name or country"), required=False, max_length=100, widget=forms.SearchInput)
    country = forms.RegexField(label=_("Country"), regex=r"^[A-Z]{2}$", required=False)
    section = forms.ChoiceField(label=_("UCLG section"), required=False)
    kind = forms.ChoiceField(label=_("Type"), required=False)
    status = forms.ChoiceField(label=_("Status"), choices=STATUS_CHOICES, required=False)
    version = forms.IntegerField(label=_("Version"), min_value=1, max_value=MOST, required=False)
    sort = forms.ChoiceField(label=_("Order"), choices=SORT_CHOICES, required=False)
    silence = forms.ChoiceField(label=_("Answers to the network"), choices=SILENCE_CHOICES, required=False)
    ad_referendum = forms.BooleanField(label=_("Ad referendum: the council's act is awaited"), required=False)
    cell = forms.IntegerField(min_value=0, max_value=CELLS - 1, required=False, widget=forms.HiddenInput)
    after = forms.IntegerField(min_value=1, max_value=MOST, required=False)
    before = forms.IntegerField(min_value=1, max_value=MOST, required=False)
    last = forms.BooleanField(required=False)

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query, section=LocalGovernment.Section.choices, kind=LocalGovernment.Kind.choices)

    @property
    def text(self) -> str:
        return str(self.asked.get("q", ""))

    def condition(self) -> Q:
        """Return what the facts of a row must be; the list and the counters have the same columns."""
        condition = Q(**self.facts())
        status = self.asked.get("status", State.SIGNED)
        if status != ALL:
            condition &= Q(status=status)
        if "ad_referendum" in self.asked:
            condition &= Q(ad_referendum=True)
        return condition

    def place_condition(self) -> Q:
        """Return `condition()` plus the map-cell filter."""
        return self.condition() & (Q(cell=self.asked["cell"]) if "cell" in self.asked else Q())

    @property
    def is_counted(self) -> bool:
        """Say whether the counters know how many are asked: neither words nor an answer that is owed."""
        return not self.text and "silence" not in self.asked

    def narrow(self, rows: SignatoryQuerySet) -> SignatoryQuerySet:
        """Return those of `rows` that are asked, whatever their words."""
        rows = rows.filter(self.place_condition())
        return rows.owing(self.asked["silence"], timezone.localdate()) if "silence" in self.asked else rows

    @property
    def asks_only_status(self) -> bool:
        """Say whether the facts asked are at most the status."""
        return not {*FACTS, "ad_referendum"} & self.asked.keys()

    def order(self) -> Order:
        """Return the order that is asked, in the active language."""
        asked = self.asked.get("sort", NEWEST)
        language = get_language() or "en"
        code = language if language in LANGUAGES else "en"
        columns = tuple(column.format(language=code) for column in SORTS[asked.removeprefix("-")])
        return Order(columns, asked.startswith("-"))

    def heading(self, name: str) -> dict[str, str]:
        """Return what the column `name` needs to be a link that sorts: `url`, and `aria` when it sorts already."""
        asked = self.asked.get("sort", NEWEST)
        if asked.removeprefix("-") != name:
            return {"url": self.link(sort=NEWEST if name == "date" else name), "aria": ""}
        other = name if asked.startswith("-") else f"-{name}"
        return {"url": self.link(sort=other), "aria": "descending" if asked.startswith("-") else "ascending"}

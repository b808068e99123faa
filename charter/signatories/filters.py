"""The public list: what its address asks, its rows, its map, and what a profile says of a signature."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from charter.signatories.models import LANGUAGES, Signatory
from charter.signatories.querysets import SignatoryQuerySet
from charter.states import State
from coalition.members.models import LocalGovernment
from coalition.pages.filters import AddressFilters

CELLS = 800
NEWEST = "-date"
ALL = "all"

SORTS = {  # asked -> columns of the list; {language} is the active one. The number makes each order total.
    "date": ("signed_at", "number"),
    "name": ("name_{language}", "number"),
    "country": ("country_{language}", "name_{language}", "number"),
    "number": ("number",),
}
SORT_CHOICES = [(f"{sign}{name}", name) for name in SORTS for sign in ("", "-")]
STATUS_CHOICES = [
    ("", pgettext_lazy("signatures", "In force")),
    (State.ON_HOLD, pgettext_lazy("signatures", "On hold")),
    (State.WITHDRAWN, pgettext_lazy("signatures", "Withdrawn")),
    (State.SUPERSEDED, pgettext_lazy("signatures", "Superseded by a newer version")),
    (ALL, pgettext_lazy("signatures", "Any status")),
]


class SignatoryFilters(AddressFilters):
    defaults = {"sort": NEWEST}
    lookups = {name: name for name in ("kind", "section", "country", "cell")}

    q = forms.CharField(label=_("Name or country"), required=False, max_length=100, widget=forms.SearchInput)
    country = forms.RegexField(label=_("Country"), regex=r"^[A-Z]{2}$", required=False)
    section = forms.ChoiceField(label=_("UCLG section"), required=False)
    kind = forms.ChoiceField(label=_("Type"), required=False)
    status = forms.ChoiceField(label=_("Status"), choices=STATUS_CHOICES, required=False)
    sort = forms.ChoiceField(choices=SORT_CHOICES, required=False, widget=forms.HiddenInput)
    ad_referendum = forms.BooleanField(label=_("Ad referendum: the council's act is awaited"), required=False)
    cell = forms.IntegerField(min_value=0, max_value=CELLS - 1, required=False, widget=forms.HiddenInput)

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query, section=LocalGovernment.Section.choices, kind=LocalGovernment.Kind.choices)

    @property
    def text(self) -> str:
        return str(self.asked.get("q", ""))

    def rows(self) -> SignatoryQuerySet:
        """Return the signatures that are asked, by default those in force."""
        rows = Signatory.objects.filter(**self.facts()).search(self.text)
        status = self.asked.get("status", State.SIGNED)
        rows = rows if status == ALL else rows.filter(status=status)
        return rows.filter(ad_referendum=True) if "ad_referendum" in self.asked else rows

    def order(self, language: str) -> list[str]:
        asked = self.asked.get("sort", NEWEST)
        code = language if language in LANGUAGES else "en"
        sign = "-" if asked.startswith("-") else ""
        return [f"{sign}{column}".format(language=code) for column in SORTS[asked.removeprefix("-")]]

    def heading(self, name: str) -> dict[str, str]:
        """Return what the column `name` needs to be a link that sorts: `url`, and `aria` when it sorts already."""
        asked = self.asked.get("sort", NEWEST)
        if asked.removeprefix("-") != name:
            return {"url": self.link(sort=NEWEST if name == "date" else name), "aria": ""}
        other = name if asked.startswith("-") else f"-{name}"
        return {"url": self.link(sort=other), "aria": "descending" if asked.startswith("-") else "ascending"}

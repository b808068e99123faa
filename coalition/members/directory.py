"""The directory's filters, list and options: what `/members/` shows for what its address asks."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from coalition.pages.countries import country_options
from coalition.pages.filters import AddressFilters, CountryField

from .maps import map_dots
from .models import LocalGovernment
from .querysets import LocalGovernmentQuerySet

PER_PAGE = 50
MOST_DOTS = 1000  # beyond, the map would be a stain: the filters bring it back


class DirectoryFilters(AddressFilters):
    """What an address such as `/members/?country=FR&signed=1` asks."""

    lookups = {"country": "country", "section": "section", "kind": "kind"}

    q = forms.CharField(label=_("Name or country"), required=False, max_length=100, widget=forms.SearchInput)
    country = CountryField(label=_("Country"), required=False)
    section = forms.ChoiceField(label=_("UCLG section"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    signed = forms.BooleanField(label=_("Signed the charter"), required=False)
    observatory = forms.BooleanField(label=_("Has an observatory"), required=False)

    def __init__(self, query: QueryDict) -> None:
        codes = LocalGovernment.objects.public().order_by("country").values_list("country", flat=True).distinct()
        super().__init__(
            query,
            country=country_options(codes),
            section=LocalGovernment.Section.choices,
            kind=LocalGovernment.Kind.choices,
        )

    def apply(self, governments: LocalGovernmentQuerySet) -> LocalGovernmentQuerySet:
        """Return the rows of `governments` that these filters leave."""
        rows = governments.search(self.asked.get("q", "")).filter(**self.facts())
        if "signed" in self.asked:
            rows = rows.signed()
        if "observatory" in self.asked:
            rows = rows.filter(observatory_since__isnull=False)
        return rows


LISTED = {
    "signed": {"is_signed": True},
    "pilot": {"pilot": True},
    "observatory": {"observatory_since__isnull": False},
}


def listed(value: Any) -> list[LocalGovernment]:
    """Return what a list of members in a text shows (MembersListBlock), by name."""
    rows = LocalGovernment.objects.public().with_signed().filter(**LISTED.get(value["which"], {}))
    return list(rows.defer("search_text").by_name()[: value["count"]])


def directory_context(query: QueryDict) -> dict[str, Any]:
    """Return what the directory's template needs: filters, one page of rows, their number, the map."""
    filters = DirectoryFilters(query)
    rows = filters.apply(LocalGovernment.objects.public())
    paginator = Paginator(rows.with_signed().defer("search_text").by_name(), PER_PAGE)
    return {
        "filters": filters,
        "query": filters.query,
        "page_obj": paginator.get_page(query.get("page")),
        "world_map": map_dots(rows) if paginator.count <= MOST_DOTS else None,
    }

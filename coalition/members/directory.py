"""The directory's filters, list and options: what `/members/` shows for what its address asks."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from coalition.pages.countries import country_options

from .maps import map_dots
from .models import LocalGovernment
from .querysets import LocalGovernmentQuerySet

PER_PAGE = 50
MOST_DOTS = 1000  # beyond, the map would be a stain: the filters bring it back


class DirectoryFilters(forms.Form):
    """What an address such as `/members/?country=FR&signed=1` asks. A value that does not exist asks nothing."""

    use_required_attribute = False

    q = forms.CharField(label=_("Name or country"), required=False, max_length=100, widget=forms.TextInput)
    country = forms.ChoiceField(label=_("Country"), required=False)
    section = forms.ChoiceField(label=_("UCLG section"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    signed = forms.BooleanField(label=_("Signed the charter"), required=False)
    observatory = forms.BooleanField(label=_("Has an observatory"), required=False)

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query, auto_id="filter_%s")
        self.fields["q"].widget.input_type = "search"
        codes = LocalGovernment.objects.public().order_by("country").values_list("country", flat=True).distinct()
        options = {
            "country": country_options(codes),
            "section": LocalGovernment.Section.choices,
            "kind": LocalGovernment.Kind.choices,
        }
        for name, choices in options.items():
            self.fields[name].choices = [("", _("All")), *choices]  # type: ignore[attr-defined, misc]

    @cached_property
    def asked(self) -> dict[str, Any]:
        """Return the valid values that ask something, by field."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def query(self) -> str:
        """Return the shareable query string of these filters, without the page."""
        return urlencode({name: "1" if value is True else value for name, value in self.asked.items()})

    def apply(self, governments: LocalGovernmentQuerySet) -> LocalGovernmentQuerySet:
        """Return the rows of `governments` that these filters leave."""
        rows = governments.search(self.asked.get("q", ""))
        rows = rows.filter(**{name: self.asked[name] for name in ("country", "section", "kind") if name in self.asked})
        if "signed" in self.asked:
            rows = rows.signed()
        if "observatory" in self.asked:
            rows = rows.filter(observatory_since__isnull=False)
        return rows


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

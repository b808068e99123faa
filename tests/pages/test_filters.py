"""What the address of a list asks."""

import pytest
from django import forms
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from coalition.pages.filters import AddressFilters


class Filters(AddressFilters):
    place_fields = ("after",)
    defaults = {"sort": "new"}
    lookups = {"kind": "resource__kind", "cell": "cell"}

    q = forms.CharField(required=False, max_length=10)
    kind = forms.ChoiceField(required=False)
    signed = forms.BooleanField(required=False)
    cell = forms.IntegerField(required=False, min_value=0)
    sort = forms.ChoiceField(required=False, choices=[("new", "New"), ("old", "Old")])
    after = forms.IntegerField(required=False)


def filters(query: str) -> Filters:
    return Filters(QueryDict(query), kind=[("guide", "Guide")])


@pytest.mark.parametrize(
    ("query", "asked", "place", "link"),
    [
        ("", {}, {}, ""),
        ("q=a+b&kind=guide&signed=on", {"q": "a b", "kind": "guide", "signed": True}, {}, "q=a+b&kind=guide&signed=1"),
        ("cell=0&signed=false", {"cell": 0}, {}, "cell=0"),
        ("sort=new", {}, {}, ""),
        ("sort=old&after=7", {"sort": "old"}, {"after": 7}, "sort=old"),
        ("kind=%00&cell=-1&sort=x&after=x&q=" + "x" * 11, {}, {}, ""),
        ("kind=guide&kind=none&page=3&other=1", {}, {}, ""),
    ],
)
def test_an_address_asks_what_exists_and_has_one_way_to_be_written(query, asked, place, link):
    found = filters(query)
    assert (found.asked, found.place, found.query) == (asked, place, link)
    assert filters(found.query).query == link


@given(query=st.text(max_size=40))
def test_no_address_breaks_the_filters(query):
    found = filters(query)
    assert filters(found.query).asked == found.asked

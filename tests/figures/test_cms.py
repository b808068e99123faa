"""The figures of the CMS: each is called by what it is, never by numbers of rows."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from coalition.figures.models import Figure
from tests.factories.figures import FigureFactory

pytestmark = pytest.mark.django_db


def address(name: str, *args: int) -> str:
    return reverse(Figure.snippet_viewset.get_url_name(name), args=args)


def test_a_figure_is_called_by_indicator_place_year_and_part(admin_client):
    row = FigureFactory(value=7)

    assert str(row).startswith(f"{row.indicator} · {row.government} · {row.year}")
    assert escape(str(row)) in admin_client.get(address("edit", row.pk)).text


def test_the_list_says_in_words_what_each_column_is(admin_client):
    FigureFactory()

    columns = [str(column.label) for column in admin_client.get(address("list")).context["table"].columns.values()]

    assert columns[-6:] == ["Indicator", "Local government", "Year", "Part", "Value", "Quality"]

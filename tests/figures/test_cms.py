"""The screen on which figures are entered: what was given, each with the way to its grid."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.figures import FigureFactory, IndicatorFactory
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db
SCREEN = "/cms/figures/grid/"


def test_what_was_given_is_listed_by_indicator_and_place(admin_client):
    indicator, place = IndicatorFactory(), LocalGovernmentFactory()
    for year in (2022, 2024):
        FigureFactory(indicator=indicator, government=place, year=year)
    FigureFactory(indicator=indicator, government=LocalGovernmentFactory(member=False))

    response = admin_client.get(SCREEN)

    assert response.context["given"] == [(indicator, place, 2022, 2024, 2)]
    assert f'href="{SCREEN}{indicator.pk}/{place.pk}/"' in response.content.decode()


def test_the_list_costs_the_same_for_any_number(admin_client):
    costs = []
    for _number in range(3):
        FigureFactory()
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(SCREEN)
        costs.append(len(queries))

    assert costs[1] == costs[2]


def test_a_figure_is_called_by_indicator_place_year_and_part():
    row = FigureFactory(value=7)

    assert str(row).startswith(f"{row.indicator} · {row.government} · {row.year}")

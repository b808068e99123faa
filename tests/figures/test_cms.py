"""The screen on which figures are entered: what was given, each with the way to its grid."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from coalition.figures.models import Indicator
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


def test_the_address_name_of_an_indicator_is_made_of_its_english_name(admin_client):
    texts = [
        {"id": "", "language": code, "name": name, "unit": "women", "definition": "Each one.", "method": "",
         "comparability": ""}
        for code, name in (("fr", "Femmes accueillies"), ("en", "Women sheltered"))
    ]  # fmt: skip
    data = {"slug": "", "measure": "count", "breakdown": "none", "source": "UN"}
    for _time in range(2):
        response = admin_client.post(
            reverse(Indicator.snippet_viewset.get_url_name("add")),
            data | nested_form_data({"words": inline_formset(texts)}),
        )
        assert response.status_code == 302, response.context["form"].errors

    assert list(Indicator.objects.values_list("slug", flat=True)) == ["women-sheltered", "women-sheltered-2"]

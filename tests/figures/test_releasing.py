"""Figures are published as a table in which nobody can be found, once and for ever."""

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from coalition.figures import services
from coalition.figures.models import Release
from coalition.members import merging
from tests.factories.charter import staff
from tests.factories.figures import FigureFactory, IndicatorFactory, territory
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db


def given(indicator, **values):
    """Store the value of each place, by the code of its government."""
    for code, value in values.items():
        place = LocalGovernmentFactory(code=code, names={"en": code.title()})
        FigureFactory(indicator=indicator, government=place, value=value)


def shown(release):
    return {tuple(cell["key"]): cell["count"] for cell in release.cells}


def test_a_release_hides_what_is_small_and_what_would_give_it_away():
    indicator = IndicatorFactory()
    given(indicator, ash=3, birch=20, cedar=40)
    territory("region", *(figure.government for figure in indicator.figures.all()))

    release = services.release(indicator=indicator, by=staff("Committee editors"))

    assert shown(release) == {
        ("ash", "2024", ""): None,
        ("birch", "2024", ""): None,
        ("cedar", "2024", ""): 40,
        ("region", "2024", ""): 63,
    }
    assert [cell["count"] for cell in release.withheld] == [3, 20]
    assert release.place_name("region") == "Region"


def test_what_counts_no_person_is_shown_as_it_is():
    indicator = IndicatorFactory(counts_persons=False)
    given(indicator, ash=3, birch=0)

    release = services.release(indicator=indicator, by=None)

    assert shown(release) == {("ash", "2024", ""): 3, ("birch", "2024", ""): 0}


def test_parts_make_a_total_where_all_of_them_are_given():
    indicator = IndicatorFactory(breakdown="relation")
    place = LocalGovernmentFactory(code="ash")
    for part, value in {"partner": 30, "family": 12, "known": 9, "stranger": 8}.items():
        FigureFactory(indicator=indicator, government=place, part=part, value=value)
    assert ("ash", "2024", "") not in services.prepare(indicator).reckoned.table.counts

    FigureFactory(indicator=indicator, government=place, part="relation-unknown", value=7)

    assert services.prepare(indicator).reckoned.table.counts["ash", "2024", ""] == 66


def test_a_table_that_gives_somebody_away_is_refused_in_words():
    """An earlier release, from before there was a rule, showed a small figure: it is known for ever."""
    indicator = IndicatorFactory()
    given(indicator, ash=3, birch=20)
    cells = [{"key": ["ash", "2024", ""], "count": 3, "quality": ""}]
    Release.objects.create(indicator=indicator, number=1, cells=cells, places={"ash": {"en": "Ash"}})

    with pytest.raises(services.Refused) as refused:
        services.release(indicator=indicator, by=None)

    assert refused.value.reasons == [
        "Ash, 2024: from what is or was published, anybody can reckon that this figure is 3."
    ]
    assert Release.objects.count() == 1


def test_the_same_figures_are_published_once():
    indicator = IndicatorFactory()
    given(indicator, ash=30)
    services.release(indicator=indicator, by=None)

    with pytest.raises(services.Refused, match=r"Nothing has changed since the last release\."):
        services.release(indicator=indicator, by=None)


def test_without_figures_nothing_is_published():
    with pytest.raises(services.Refused, match=r"There are no figures yet\."):
        services.release(indicator=IndicatorFactory(), by=None)


@pytest.mark.parametrize("change", [{"cells": []}, {"withheld": [1]}, {"number": 9}])
def test_a_release_never_changes_and_is_never_deleted(change):
    indicator = IndicatorFactory()
    given(indicator, ash=30)
    release = services.release(indicator=indicator, by=None)

    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        Release.objects.filter(pk=release.pk).update(**change)
    with pytest.raises(ProgrammingError, match="Cannot delete"), transaction.atomic():
        Release.objects.filter(pk=release.pk).delete()


def test_a_release_outlives_the_account_that_published_it():
    indicator, editor = IndicatorFactory(), staff("Committee editors")
    given(indicator, ash=30)
    release = services.release(indicator=indicator, by=editor)

    editor.delete()

    release.refresh_from_db()
    assert release.released_by is None


def test_a_cell_has_one_figure():
    figure = FigureFactory()

    with pytest.raises(IntegrityError, match="one_figure_per_cell"), transaction.atomic():
        FigureFactory(indicator=figure.indicator, government=figure.government)


def test_figures_move_with_a_government_that_is_merged():
    indicator = IndicatorFactory()
    given(indicator, ash=30, birch=20)
    ash, birch = (figure.government for figure in indicator.figures.order_by("government__code"))
    FigureFactory(indicator=indicator, government=ash, year=2023, value=11)

    merging.merge(source=ash, into=birch, by=staff("Committee editors"))

    assert list(indicator.figures.order_by("year").values_list("government", "year", "value")) == [
        (birch.pk, 2023, 11),
        (birch.pk, 2024, 20),
    ]

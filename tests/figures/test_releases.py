"""Figures are published as a table in which nobody can be found, once and for ever."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, transaction

from coalition.figures import releases
from coalition.figures.models import Figure, Indicator, Release
from coalition.members import merge_governments
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

    release = releases.release(indicator=indicator, by=staff("Committee editors"))

    expected = {"ash": None, "birch": 20, "cedar": 40, "region": None}
    assert shown(release) == {(code, "2024", ""): value for code, value in expected.items()}
    assert [cell["key"][0] for cell in release.withheld] == ["ash", "region"]
    assert release.place_name("region") == "Region"


def test_a_table_that_gives_somebody_away_is_refused_in_words():
    """An earlier release, from before there was a rule, showed a small figure: it is known for ever."""
    indicator = IndicatorFactory()
    given(indicator, ash=3, birch=20)
    cells = [{"key": ["ash", "2024", ""], "count": 3, "quality": ""}]
    Release.objects.create(indicator=indicator, number=1, cells=cells, places={"ash": {"en": "Ash"}})

    with pytest.raises(releases.Refused) as refused:
        releases.release(indicator=indicator, by=None)

    assert refused.value.reasons == ["Ash, 2024: readers can work out from the published figures that this one is 3."]
    assert Release.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "told", "corrected", "is_refused"),
    [
        ({}, 30, 31, True),
        ({}, 30, 26, True),
        ({}, 30, 35, False),
        ({}, 30, 3, False),  # hidden, as every small count
        ({"counts_persons": False}, 30, 31, False),
        ({"measure": "per-100"}, ("16.3", 208), ("16.7", 209), True),  # one more was asked, and said yes
        ({"measure": "per-100"}, ("16.3", 208), ("16.8", 208), True),  # 34 and 35 people
        ({"measure": "per-100"}, ("16.3", 208), ("19.2", 208), False),  # 34 and 40
        ({"measure": "per-100"}, ("25", 200), ("25", 204), True),  # the base alone
        ({"measure": "per-100"}, ("25", 200), ("26.5", 207), True),  # 50 and 55 are meant, 150 and 152 are not
        ({"measure": "per-100"}, ("25", 200), ("26", 210), False),
        ({"measure": "per-1000"}, ("25", 20_000), ("25.1", 20_010), True),  # 500 and 502
    ],
)
def test_a_correction_that_tells_of_one_to_four_people_is_refused(facts, told, corrected, is_refused):
    indicator = IndicatorFactory(**facts)
    figure = FigureFactory(indicator=indicator, government__code="ash", government__names={"en": "Ash"}, value=0)
    for number, (value, base) in enumerate(v if isinstance(v, tuple) else (v, None) for v in (told, 500, corrected)):
        if number == 1:  # another release between: every earlier one counts
            base = 5_000 if isinstance(told, tuple) else None
            value = 20 if base else value
        indicator.figures.update(value=Decimal(value), base=base)
        draft = releases.prepare(indicator)
        if number < 2:
            releases.release(indicator=indicator, by=None)
    refusal = "Ash, 2024: this figure differs from the one of release 1 by one to four people,"

    assert [reason[: len(refusal)] for reason in draft.reasons] == [refusal] * is_refused
    assert figure.pk


def test_without_figures_nothing_is_published():
    with pytest.raises(releases.Refused, match=r"There are no figures yet\."):
        releases.release(indicator=IndicatorFactory(), by=None)


@pytest.mark.parametrize("change", [{"cells": []}, {"withheld": [1]}, {"number": 9}])
def test_a_release_never_changes_and_is_never_deleted(change):
    indicator = IndicatorFactory()
    given(indicator, ash=30)
    release = releases.release(indicator=indicator, by=None)

    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        Release.objects.filter(pk=release.pk).update(**change)
    with pytest.raises(ProgrammingError, match="Cannot delete"), transaction.atomic():
        Release.objects.filter(pk=release.pk).delete()


def test_a_cell_has_one_figure():
    figure = FigureFactory()

    with pytest.raises(IntegrityError, match="one_figure_per_cell"), transaction.atomic():
        FigureFactory(indicator=figure.indicator, government=figure.government)


def test_figures_move_with_a_government_that_is_merged():
    indicator = IndicatorFactory()
    given(indicator, ash=30, birch=20)
    ash, birch = (figure.government for figure in indicator.figures.order_by("government__code"))
    FigureFactory(indicator=indicator, government=ash, year=2023, value=11)

    merge_governments.merge(source=ash, into=birch, by=staff("Committee editors"))

    assert list(indicator.figures.order_by("year").values_list("government", "year", "value")) == [
        (birch.pk, 2023, 11),
        (birch.pk, 2024, 20),
    ]


def test_the_year_of_a_merged_government_is_kept_whole():
    indicator = IndicatorFactory(breakdown="relation")
    ash, birch = LocalGovernmentFactory(code="ash"), LocalGovernmentFactory(code="birch")
    FigureFactory(indicator=indicator, government=birch, part="partner", value=30)
    FigureFactory(indicator=indicator, government=ash, part="partner", value=9)
    FigureFactory(indicator=indicator, government=ash, part="family", value=8)

    merge_governments.merge(source=ash, into=birch, by=staff("Committee editors"))

    assert list(indicator.figures.values_list("government", "part", "value")) == [(birch.pk, "partner", 30)]


def first_release(indicator, shown, withheld, whole):
    """Store a release of 2024 in which the places make `whole`: as an earlier one that hid the cells of `withheld`."""
    key = {code: [code, "2024", ""] for code in [*shown, *withheld]}
    return Release.objects.create(
        indicator=indicator,
        number=1,
        cells=[{"key": key[code], "count": shown.get(code), "quality": ""} for code in sorted(key)],
        withheld=[{"key": key[code], "count": count} for code, count in withheld.items()],
        places={code: {"en": code.title()} for code in key},
        sums=[[key[whole], *(key[code] for code in sorted(key) if code != whole)]],
    )


def test_what_was_hidden_of_a_merged_government_stays_hidden():
    """With 20 under its new code and the region shown, the first table would say what is left for cedar: 3."""
    indicator, editor = IndicatorFactory(), staff("Committee editors")
    given(indicator, ash=20, cedar=3, dog=40)
    ash, dog = (indicator.figures.get(government__code=code).government for code in ("ash", "dog"))
    territory("region", *(figure.government for figure in indicator.figures.all()))
    first_release(indicator, {"dog": 40, "region": 63}, {"ash": 20, "cedar": 3}, "region")
    merge_governments.merge(source=ash, into=LocalGovernmentFactory(code="oak"), by=editor)
    oak = indicator.figures.get(value=20).government
    merge_governments.merge(source=oak, into=LocalGovernmentFactory(code="birch"), by=editor)
    Figure.objects.filter(government=dog).update(value=15)

    second = shown(releases.release(indicator=indicator, by=editor))

    assert (second["birch", "2024", ""], second["cedar", "2024", ""]) == (None, None)


def test_an_earlier_release_with_figures_of_both_merged_governments_is_a_refusal():
    indicator = IndicatorFactory()
    given(indicator, ash=30, birch=20)
    ash, birch = (figure.government for figure in indicator.figures.order_by("government__code"))
    releases.release(indicator=indicator, by=None)
    merge_governments.merge(source=ash, into=birch, by=staff("Committee editors"))

    with pytest.raises(releases.Refused, match=r"Release 1 has figures of birch and ash, which are one place now\."):
        releases.release(indicator=indicator, by=None)


def test_a_place_that_has_another_code_than_in_an_earlier_release_is_a_refusal():
    figure = FigureFactory(government__code="ash")
    releases.release(indicator=figure.indicator, by=None)
    type(figure.government).objects.update(code="oak")

    with pytest.raises(releases.Refused, match=r"Release 1 names ash, but no place has this code now\."):
        releases.release(indicator=figure.indicator, by=None)


def test_the_code_of_a_territory_stays_once_it_is_published():
    figure = FigureFactory()
    named, unnamed = territory("region", figure.government), territory("other", LocalGovernmentFactory())
    releases.release(indicator=figure.indicator, by=None)
    named.code, unnamed.code = "new", "newer"

    unnamed.full_clean()
    with pytest.raises(ValidationError, match="Published figures name this code: it cannot change"):
        named.full_clean()


def test_two_indicators_of_persons_say_nothing_of_the_same_places_and_years_unless_they_count_others():
    place = LocalGovernmentFactory(code="ash")
    first, second = IndicatorFactory(), IndicatorFactory(breakdown="relation")
    FigureFactory(indicator=first, government=place)
    FigureFactory(indicator=second, government=place, part="partner")
    releases.release(indicator=first, by=None)

    with pytest.raises(releases.Refused, match="“Women received” has figures for the same places and years"):
        releases.release(indicator=second, by=None)
    second.other_persons = True
    second.save()
    releases.release(indicator=second, by=None)
    first.figures.update(value=31)
    releases.release(indicator=first, by=None)

    assert Release.objects.count() == 3


@pytest.mark.parametrize("change", [{"counts_persons": False}, {"breakdown": "age"}])
def test_what_was_published_under_a_rule_stays_under_it(change):
    """Neither the figures nor the form let the rule go: not even after the figures were deleted."""
    indicator = IndicatorFactory()
    given(indicator, ash=3)
    releases.release(indicator=indicator, by=None)
    indicator.figures.all().delete()
    for name, value in change.items():
        setattr(indicator, name, value)

    with pytest.raises(ValidationError, match="There are figures of this indicator"):
        indicator.clean()


def test_what_was_withheld_is_audited_whatever_the_indicator_says_now():
    indicator = IndicatorFactory()
    given(indicator, ash=3)
    releases.release(indicator=indicator, by=None)
    Indicator.objects.update(counts_persons=False)
    FigureFactory(indicator=indicator, value=30, year=2023)

    assert shown(releases.release(indicator=indicator, by=None))["ash", "2024", ""] is None


def test_a_territory_with_the_code_of_a_local_government_is_a_refusal():
    figure = FigureFactory(government__code="ash")
    territory("ash", figure.government)

    with pytest.raises(releases.Refused, match="ash, 2024: the parts do not make the total"):
        releases.release(indicator=figure.indicator, by=None)


def test_a_government_that_left_the_network_is_published_no_more():
    indicator = IndicatorFactory()
    given(indicator, ash=30)
    FigureFactory(indicator=indicator, government=LocalGovernmentFactory(code="left", member=False))

    assert shown(releases.release(indicator=indicator, by=None)) == {("ash", "2024", ""): 30}


def test_a_release_keeps_the_words_with_which_it_was_published(client):
    indicator = IndicatorFactory(slug="women-received")
    given(indicator, ash=30, birch=20)
    releases.release(indicator=indicator, by=None)

    indicator.words.update(name="Women turned away", definition="Something else.")
    Indicator.objects.filter(pk=indicator.pk).update(source="Another handbook")
    html = client.get("/en/figures/women-received/").content.decode()

    assert "Women received" in html
    assert "Handbook of the network, 2024" in html
    assert not any(word in html for word in ("Women turned away", "Something else.", "Another handbook"))

    releases.release(indicator=Indicator.objects.get(pk=indicator.pk), by=None)  # words alone are something new

    assert "Women turned away" in client.get("/en/figures/women-received/").content.decode()

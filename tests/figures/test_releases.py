"""Figures are published as a table in which nobody can be found, once and for ever; shares with their base."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, transaction

from coalition.figures import releases
from coalition.figures.disclosure import Share
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


def test_figures_move_with_a_government_that_is_merged_and_a_year_is_kept_whole():
    indicator = IndicatorFactory(breakdown="relation")
    ash, birch = LocalGovernmentFactory(code="ash"), LocalGovernmentFactory(code="birch")
    FigureFactory(indicator=indicator, government=birch, part="partner", value=30)
    for part, year in (("partner", 2024), ("family", 2024), ("family", 2023)):
        FigureFactory(indicator=indicator, government=ash, part=part, year=year, value=9)

    merge_governments.merge(source=ash, into=birch, by=staff("Committee editors"))

    found = indicator.figures.order_by("year").values_list("government", "year", "part", "value")
    assert list(found) == [(birch.pk, 2023, "family", 9), (birch.pk, 2024, "partner", 30)]


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


@pytest.mark.parametrize("change", [{"counts_persons": False}, {"breakdown": "age"}, {"measure": "per-100"}])
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


def share(indicator, name, value, base, **facts):
    return FigureFactory(
        indicator=indicator,
        government=LocalGovernmentFactory(code=name.lower(), names={"en": name}),
        value=Decimal(value),
        base=base,
        **facts,
    )


@pytest.mark.parametrize(
    ("value", "base", "is_safe"),
    [
        ("12.5", 400, True),
        ("12.5", None, False),
        ("30", 24, False),  # too few were asked
        ("30", 25, True),
        ("1.2", 400, False),  # 4.8 persons
        ("1.3", 400, True),  # 5.2; at the least 5
        ("2", 260, False),  # 4 of 260 are 1.54 %, which is written 2 %
        ("98.9", 400, False),  # and 4 others
        ("0", 400, False),
        ("100", 400, False),  # of all who were asked, everybody would be known
    ],
)
def test_a_share_is_shown_where_five_are_meant_and_five_are_not_at_the_least_it_may_stand_for(value, base, is_safe):
    assert Share(Decimal(value), 100, base).is_safe == is_safe


def test_no_share_that_stands_for_one_to_four_people_is_shown_however_it_is_rounded():
    written = [
        (Decimal(meant * 100 / Decimal(base)).quantize(Decimal(step)), base)
        for base in range(1, 1200)
        for meant in (*range(5), *(base - few for few in range(5)))
        for step in ("1", "0.1", "0.01")
        if 0 <= meant <= base
    ]

    assert [(value, base) for value, base in written if Share(value, 100, base).is_safe] == []


def test_shares_are_published_with_their_base_and_are_never_added_up():
    indicator = IndicatorFactory(measure="per-100")
    rows = [share(indicator, "Ash", "12.5", 400), share(indicator, "Birch", "1.2", 400)]
    territory("region", *(row.government for row in rows))

    release = releases.release(indicator=indicator, by=None)

    assert release.cells == [
        {"key": ["ash", "2024", ""], "share": 12.5, "base": 400, "quality": ""},
        {"key": ["birch", "2024", ""], "share": None, "base": None, "quality": ""},
    ]
    assert (release.sums, release.withheld) == ([], [{"key": ["birch", "2024", ""], "share": 1.2, "base": 400}])
    assert (release.measure, release.wording["measure"]) == ("per-100", "per-100")
    with pytest.raises(releases.Refused, match=r"Nothing has changed since the last release\."):
        releases.release(indicator=indicator, by=None)


def test_shares_that_count_nobody_at_risk_are_shown_as_they_are_with_or_without_a_base():
    indicator = IndicatorFactory(measure="per-100", counts_persons=False)
    share(indicator, "Ash", "3", None)

    assert releases.release(indicator=indicator, by=None).cells[0]["share"] == 3


def test_a_share_says_nothing_of_the_persons_whom_a_table_counts():
    """40 % of 10 shown beside a count would give away what the table of counts hides."""
    counts, shares = IndicatorFactory(), IndicatorFactory(measure="per-100")
    government = LocalGovernmentFactory(code="ash")
    FigureFactory(indicator=counts, government=government)
    FigureFactory(indicator=shares, government=government, value=Decimal("12.5"), base=400)
    releases.release(indicator=counts, by=None)

    with pytest.raises(releases.Refused, match="has figures for the same places and years"):
        releases.release(indicator=shares, by=None)


@pytest.mark.parametrize(
    ("facts", "value", "base", "error"),
    [
        ({"measure": "count"}, "1.5", None, "Write a whole number, in digits."),
        ({"measure": "count"}, "15", 100, "Only shares and rates have this number."),
        ({"measure": "per-100"}, "100.1", 400, "Give a value of at most 100."),
        ({"measure": "per-100"}, "12.5", None, "without it the figure cannot be shown"),
        ({"measure": "per-100", "counts_persons": False}, "12.5", None, None),
        ({"measure": "per-100000"}, "12.5", 40_000, None),
    ],
)
def test_a_value_fits_the_measure_of_its_indicator(facts, value, base, error):
    figure = FigureFactory.build(
        indicator=IndicatorFactory(**facts), government=LocalGovernmentFactory(), value=Decimal(value), base=base
    )
    if error is None:
        figure.full_clean()
        return
    with pytest.raises(ValidationError, match=error):
        figure.full_clean()


def test_who_counted_and_what_is_noted_is_read_of_what_is_shown_alone(client):
    indicator, government = (
        IndicatorFactory(slug="women-received", breakdown="relation"),
        LocalGovernmentFactory(code="ash"),
    )
    parts = {"partner": 30, "family": 20, "known": 3, "stranger": 9, "relation-unknown": 8}
    for part, value in parts.items():
        note = "Three of one street." if part == "known" else ""
        facts = {"source": "Police of Ash" if part == "partner" else "Helpline", "note": note}
        FigureFactory(indicator=indicator, government=government, part=part, value=value, **facts)
    Figure.objects.filter(part="partner").update(note="Counted by a new form.")

    release = releases.release(indicator=indicator, by=None)
    cells = {cell["key"][2]: cell for cell in release.cells}
    html = client.get("/en/figures/women-received/").content.decode()
    file = client.get("/data/figures/women-received.csv").content.decode()

    assert cells["known"] == {"key": ["ash", "2024", "known"], "count": None, "quality": ""}
    assert cells[""]["source"] in ("Police of Ash; Helpline", "Helpline; Police of Ash")
    assert "note" not in cells[""], "a sum would tell what is noted of its hidden parts"
    for text in (html, file):
        assert "Police of Ash" in text
        assert "Three of one street." not in text
    if cells["partner"]["count"]:
        assert "Counted by a new form." in html

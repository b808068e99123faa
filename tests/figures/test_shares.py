"""Shares and rates: kept with their base, never added up or taken for counts, shown where enough people are meant."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from coalition.figures import releases
from coalition.figures.disclosure import Share
from coalition.figures.models import Figure
from tests.factories.figures import FigureFactory, IndicatorFactory, territory
from tests.factories.members import LocalGovernmentFactory

YEAR = 2024


def place(name):
    return LocalGovernmentFactory(code=name.lower(), names={"en": name})


def share(indicator, name, value, base, **facts):
    return FigureFactory(indicator=indicator, government=place(name), value=Decimal(value), base=base, **facts)


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


@pytest.mark.django_db
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


@pytest.mark.django_db
def test_shares_that_count_nobody_at_risk_are_shown_as_they_are_with_or_without_a_base():
    indicator = IndicatorFactory(measure="per-100", counts_persons=False)
    share(indicator, "Ash", "3", None)

    assert releases.release(indicator=indicator, by=None).cells[0]["share"] == 3


@pytest.mark.django_db
def test_a_share_says_nothing_of_the_persons_whom_a_table_counts():
    """40 % of 10 shown beside a count would give away what the table of counts hides."""
    counts, shares = IndicatorFactory(), IndicatorFactory(measure="per-100")
    government = place("Ash")
    FigureFactory(indicator=counts, government=government)
    FigureFactory(indicator=shares, government=government, value=Decimal("12.5"), base=400)
    releases.release(indicator=counts, by=None)

    with pytest.raises(releases.Refused, match="has figures for the same places and years"):
        releases.release(indicator=shares, by=None)


@pytest.mark.django_db
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
        indicator=IndicatorFactory(**facts), government=place("Ash"), value=Decimal(value), base=base
    )
    if error is None:
        figure.full_clean()
        return
    with pytest.raises(ValidationError, match=error):
        figure.full_clean()


@pytest.mark.django_db
def test_the_database_takes_no_value_below_zero_and_gives_back_what_was_written():
    figure = FigureFactory(value=Decimal("12.5"))

    assert [str(Figure.objects.get(pk=figure.pk).value), str(FigureFactory(value=20).value)] == ["12.5", "20"]
    with pytest.raises(IntegrityError, match="figure_value_is_plausible"), transaction.atomic():
        Figure.objects.filter(pk=figure.pk).update(value=-1)


@pytest.mark.django_db
def test_who_counted_and_what_is_noted_is_read_of_what_is_shown_alone(client):
    indicator, government = IndicatorFactory(slug="women-received", breakdown="relation"), place("Ash")
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


@pytest.mark.django_db
def test_the_measure_stays_once_there_are_figures():
    indicator = FigureFactory().indicator
    indicator.measure = "per-100"

    with pytest.raises(ValidationError, match="There are figures of this indicator"):
        indicator.clean()

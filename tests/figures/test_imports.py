"""Figures from a file: looked at first, then written whole or not at all."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from coalition.figures import imports
from coalition.figures.models import Figure, Release
from coalition.tables.plans import ImportRefused
from coalition.users.roles import COMMITTEE_EDITORS
from tests.factories.charter import staff
from tests.factories.figures import FigureFactory, IndicatorFactory
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/cms/figures/import/"
TABLE = "indicator,place,year,part,value,quality\nwomen,ash,2024,,12,\nwomen,birch,2024,,7,provisional\n"


@pytest.fixture(autouse=True)
def _places():
    IndicatorFactory(slug="women")
    IndicatorFactory(slug="women-by-age", breakdown="age")
    LocalGovernmentFactory(code="ash")
    LocalGovernmentFactory(code="birch")


def stored():
    return list(Figure.objects.order_by("pk").values_list("government__code", "year", "value", "quality"))


def test_a_plan_writes_nothing_and_the_same_file_twice_changes_nothing():
    plan = imports.plan(TABLE)
    assert (plan.counts, stored()) == ({"create": 2, "update": 0, "same": 0, "error": 0}, [])

    imports.apply(plan=plan)

    assert stored() == [("ash", 2024, 12, ""), ("birch", 2024, 7, "provisional")]
    assert imports.plan(TABLE).counts == {"create": 0, "update": 0, "same": 2, "error": 0}
    assert imports.plan(TABLE.replace(",12,", ",13,")).counts == {"create": 0, "update": 1, "same": 1, "error": 0}


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("nothing,ash,2024,,1,", "indicator: “nothing” is not one of these: women (Women received), women-by-age ("),
        ("Women received,ash,2024,,1,", "indicator: “Women received” is not one of these: women (Women received), "),
        ("women,oak,2024,,1,", "No local government has the code “oak”."),
        ("women,ash,2023,,-1,", "value: write a whole number, in digits."),
        ("women,ash,2023,,1.5,", "value: write a whole number, in digits."),
        ("women,ash,2023,,1000000001,", "value: Ensure this value is less than or equal to 1000000000."),
        ("women,ash,1492,,1,", "year: Ensure this value is greater than or equal to 1950."),
        ("women,ash,2024,60-over,1,", "part: This indicator has no breakdown: leave the part empty."),
        ("women-by-age,ash,2024,,1,", "part: Choose a part of this indicator’s breakdown."),
        ("women,birch,02024,,8,", "“women, birch, 2024” is already on line 3."),
        ("women,ash,2023,,1,5,", "Wrong number of cells."),
        (
            "women-by-age,ash,2024,young,1,",
            "part: “young” is not one of these: under-18 (Under 18), 18-29 (18 to 29), ",
        ),
        ("women,ash,2023,,1,rough", "quality: “rough” is not one of these: provisional (Provisional), estimated ("),
    ],
)
def test_a_wrong_line_says_why_and_stops_all(line, error):
    plan = imports.plan(f"{TABLE}{line}\n")

    assert [said.startswith(error) for said in plan.rows[-1].errors] == [True]
    with pytest.raises(ImportRefused):
        imports.apply(plan=plan)
    assert stored() == []


@pytest.mark.parametrize("rows", [1, 3])
def test_a_plan_asks_the_same_for_any_number_of_rows(rows, django_assert_num_queries):
    text = "".join(f"women,ash,{year},,1,\n" for year in range(2020, 2020 + rows))
    imports.apply(plan=imports.plan(f"indicator,place,year,part,value,quality\n{text}"))

    with django_assert_num_queries(4):
        imports.plan(f"indicator,place,year,part,value,quality\n{text}")


def test_what_changed_since_it_was_looked_at_is_looked_at_again(client):
    client.force_login(staff(COMMITTEE_EDITORS))
    Figure.objects.all().delete()
    imports.apply(plan=imports.plan(TABLE))
    shown = client.post(ADDRESS, {"file": SimpleUploadedFile("f.csv", (TABLE + "women,ash,2023,,3,\n").encode())})
    assert shown.context["plan"].counts == {"create": 1, "update": 0, "same": 2, "error": 0}
    Figure.objects.filter(government__code="birch").update(value=8)

    again = client.post(ADDRESS, shown.context["confirm"].initial)

    assert (again.status_code, Figure.objects.count(), again.context["plan"].counts["update"]) == (200, 2, 1)
    assert "some rows changed while you were looking" in again.content.decode()
    assert client.post(ADDRESS, again.context["confirm"].initial).status_code == 302


def test_an_editor_looks_at_what_would_be_shown_and_publishes_it(client):
    client.force_login(staff(COMMITTEE_EDITORS))
    figure = FigureFactory(indicator=IndicatorFactory(slug="other"), value=3)
    address = f"/cms/figures/releases/prepare/{figure.indicator_id}/"

    looked = client.get(address)
    assert "1 figure is hidden" in looked.text
    assert Release.objects.count() == 0
    client.post(address, looked.context["hidden"])

    release = Release.objects.get()
    page = client.get(f"/cms/figures/releases/inspect/{release.pk}/").content.decode()
    assert "not shown" in page
    assert "Nothing has changed since the last release." in client.get(address).content.decode()


@pytest.mark.parametrize("sent", [{}, {"digest": "of another draft"}])
def test_what_nobody_looked_at_is_not_published_but_shown(client, sent):
    client.force_login(staff(COMMITTEE_EDITORS))
    figure = FigureFactory(indicator=IndicatorFactory(slug="other"), value=30)

    answer = client.post(f"/cms/figures/releases/prepare/{figure.indicator_id}/", sent)

    assert "The figures have changed since you looked." in answer.content.decode()
    assert answer.context["hidden"]["digest"] in answer.content.decode()
    assert not Release.objects.exists()

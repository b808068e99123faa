"""Figures are typed into a grid of the CMS: all of them are written, or none."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from wagtail.models import ModelLogEntry

from coalition.figures import grid
from coalition.figures.models import Figure
from coalition.users.roles import COMMITTEE_EDITORS
from tests.factories.charter import staff
from tests.factories.figures import FigureFactory, IndicatorFactory
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db
YEAR = 2024
SCREEN = "/cms/figures/grid/"


@pytest.fixture
def place(db):
    return LocalGovernmentFactory(code="ash", names={"en": "Ash"})


@pytest.fixture
def indicator(db):
    return IndicatorFactory(slug="women")


@pytest.fixture
def editor(client):
    client.force_login(staff(COMMITTEE_EDITORS))
    return client


def address(indicator, place):
    return f"{SCREEN}{indicator.pk}/{place.pk}/"


def shown(response):
    return {field.name: field.value() for field in response.context["form"]}


def typed(response, **cells):
    """Return what the browser sends when `cells` are typed over what `response` shows."""
    told = {name: "" if value is None else value for name, value in shown(response).items()}
    return told | {name.removeprefix("y"): value for name, value in cells.items()}


def stored():
    return list(Figure.objects.order_by("year", "part", "value").values_list("year", "part", "value", "quality"))


def test_what_is_typed_is_written_changed_and_taken_out(editor, indicator, place):
    for year in (2023, YEAR):
        FigureFactory(indicator=indicator, government=place, year=year, value=7)
    FigureFactory(indicator=indicator, government=LocalGovernmentFactory(), value=99)
    page = editor.get(address(indicator, place))

    answer = editor.post(
        address(indicator, place),
        typed(page, **{"y2022-": "12", "y2022-quality": "estimated", "y2023-": "", f"y{YEAR}-": "8"}),
        follow=True,
    )

    assert stored() == [(2022, "", 12, "estimated"), (YEAR, "", 8, ""), (YEAR, "", 99, "")]
    assert "3 figures were written." in answer.content.decode()
    entry = ModelLogEntry.objects.get(action=grid.TYPED)
    assert entry.data == {"place": "ash", "number": 3}


@pytest.mark.parametrize("value", ["-1", "1.5", "many", "9" * 40, "1\x00", "１２x"])
def test_what_cannot_be_read_writes_nothing_and_stays(editor, indicator, place, value):
    page = editor.get(address(indicator, place))

    answer = editor.post(address(indicator, place), typed(page, **{"y2022-": "12", "y2023-": value}))

    assert (answer.status_code, stored()) == (422, [])
    assert shown(answer)["2023-"] == value
    assert shown(answer)["2022-"] == "12"
    assert [field.name for field, _words in answer.context["form"].mistakes()] == ["2023-"]


def test_who_saves_second_is_told_and_keeps_what_was_typed(editor, indicator, place):
    page = editor.get(address(indicator, place))
    FigureFactory(indicator=indicator, government=place, year=2023, value=5)

    answer = editor.post(address(indicator, place), typed(page, **{"y2022-": "12"}))

    assert answer.status_code == 422
    assert "somebody else changed these figures meanwhile" in answer.content.decode()
    assert shown(answer)["2022-"] == "12"
    assert stored() == [(2023, "", 5, "")]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_one_is_told(indicator, place):
    by, seen, told = staff(COMMITTEE_EDITORS), grid.digest_of({}), []
    ready = threading.Barrier(2)

    def save(value):
        ready.wait(10)
        try:
            values = {(YEAR, ""): grid.Given(value)}
            grid.write(indicator=indicator, government=place, values=values, years=[YEAR], seen=seen, by=by)
            told.append(value)
        except grid.Changed:
            told.append("changed")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(save, (1, 2)))

    assert sorted(map(str, told))[1:] == ["changed"]
    assert stored() == [(YEAR, "", told[0] if told[0] != "changed" else told[1], "")]


def test_what_was_given_is_listed_by_indicator_and_place(admin_client):
    indicator, place = IndicatorFactory(), LocalGovernmentFactory()
    for year in (2022, 2024):
        FigureFactory(indicator=indicator, government=place, year=year)
    FigureFactory(indicator=indicator, government=LocalGovernmentFactory(member=False))

    response = admin_client.get(SCREEN)

    assert response.context["tables"][0].data == [(indicator, place, 2022, 2024, 2)]
    assert f'href="{SCREEN}{indicator.pk}/{place.pk}/"' in response.content.decode()

"""A local government is found by its name as people type it."""

import pytest
from django.utils import translation

from coalition.members import spelling
from coalition.members.models import LocalGovernment
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def directory():
    """Make a directory in which some names are near one another."""
    names = {
        "sea": {"en": "Commune of Example-on-Sea", "fr": "Commune d’Exemple-sur-Mer", "ar": "بلدية المثال على البحر"},
        "hill": {"en": "Commune of Example-on-Hill"},
        "seine": {"fr": "Département de la Seine-Saint-Denis", "ar": "مقاطعة سين-سان-دوني"},
        "marne": {"fr": "Département du Val-de-Marne", "ar": "مقاطعة فال دو مارن"},
        "iztapalapa": {"es": "Alcaldía Iztapalapa, Ciudad de México", "ar": "بلدية إيزتابالابا، مدينة مكسيكو"},
        "alemana": {"es": "Municipalidad de Villa Alemana", "ar": "بلدية فيا أليمانا"},
        "jenin": {"en": "Municipality of Jenin", "ar": "بلدية جنين"},
        "quilmes": {"es": "Municipio de Quilmes", "ar": "بلدية كيلميس"},
    }
    for code, own in names.items():
        LocalGovernmentFactory(code=code, names=own, country="MA")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Exampel on Sea", "sea"),
        ("exampleonsea", "sea"),
        ("Exmple on Sea", "sea"),
        ("Exemple s/ Mer", "sea"),
        ("Seine-St-Denis", "seine"),
        ("Siene Saint Denis", "seine"),
        ("St Denis", "seine"),
        ("Val de Marn", "marne"),
        ("Istapalapa", "iztapalapa"),
        ("Vila Alemanna", "alemana"),
        ("Quilmez", "quilmes"),
        ("ازتابالابا", "iztapalapa"),
        ("سان سان دوني", "seine"),
        ("سين سان ديني", "seine"),
        ("مقاطعة السين سان دني", "seine"),
        ("فال دي مارن", "marne"),
        ("فيلا أليمانا", "alemana"),
        ("بلديه جنين", "jenin"),
        ("كلميس", "quilmes"),
    ],
)
def test_a_name_is_found_as_people_type_it(directory, typed, code):
    found = spelling.search_as_typed(LocalGovernment.objects.all(), typed, limit=5)
    assert [row.code for row in found][:1] == [code]


@pytest.mark.parametrize("typed", ["", "!", "Sea", "Marseille", "Springfield", "طرابلس", "xx yy zz"])
def test_another_place_is_not_offered(directory, typed):
    offered = [row.code for row in spelling.meant(LocalGovernment.objects.all(), typed, limit=5)]
    assert offered == (["sea"] if typed == "Sea" else [])


def test_an_exact_beginning_is_offered_alone_and_by_name(directory):
    with translation.override("en"):
        found = spelling.search_as_typed(LocalGovernment.objects.all(), "exampl", limit=5)
    assert [row.code for row in found] == ["hill", "sea"]


def test_only_the_rows_that_were_given_are_found(directory):
    LocalGovernmentFactory(code="P-1", names={"en": "Exampel"}, member=False, proposed=True)
    rows = LocalGovernment.objects.filter(proposed=False)
    assert "P-1" not in [row.code for row in spelling.search_as_typed(rows, "Exampel", limit=20)]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_name_with_a_slip_costs_three_queries(django_assert_num_queries, rows):
    LocalGovernmentFactory.create_batch(rows, names={"fr": "Montreuil"})
    with django_assert_num_queries(3):
        assert len(spelling.search_as_typed(LocalGovernment.objects.all(), "Montreiul", limit=5)) == rows

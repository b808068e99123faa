"""Names that may be one place written twice."""

import pytest
from django.utils import translation

from coalition.members import likeness
from coalition.members.models import LocalGovernment
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Saint-Denis", "Commune de Saint Denis", True),
        ("City of Jénine", "jenine", True),
        ("Ville de Montreuil", "Montreuill", True),
        ("Municipio de Villa Alemana", "Vila Alemanna", True),
        ("بلدية جنين", "جنين", True),
        ("Paris", "Parma", False),
        ("Nice", "Nico", False),
        ("Saint-Denis", "Saint-Denis-en-Bugey", False),
        ("Villa Alemana", "Villa Allende", False),
        ("City", "Town", False),
        ("", "", False),
    ],
)
def test_names_are_alike_but_for_kind_accents_and_a_slip(one, other, alike):
    assert (likeness.is_like(one, other), likeness.is_like(other, one)) == (alike, alike)


def test_candidates_are_of_the_same_country_and_the_same_name_comes_first():
    slip = LocalGovernmentFactory(code="FR-1", names={"fr": "Montreuill"})
    same = LocalGovernmentFactory(code="FR-2", names={"en": "City of Montreuil"})
    hidden = LocalGovernmentFactory(code="P-1", names={"fr": "Montreuil"}, member=False, proposed=True)
    LocalGovernmentFactory(code="BE-1", names={"fr": "Montreuil"}, country="BE")
    LocalGovernmentFactory(code="FR-3", names={"fr": "Bagnolet"})

    assert likeness.candidates(names=["Commune de Montreuil"], country="FR") == [same, slip]
    assert likeness.candidates(names=["Commune de Montreuil"], country="FR", proposed=True) == [same, hidden, slip]
    assert likeness.candidates(names=["  ", "!"], country="FR") == []


def test_the_same_name_is_offered_however_many_are_like_it():
    for number in range(60):
        LocalGovernmentFactory(code=f"FR-{number:02}", names={"fr": "Montreuill"})
    same = LocalGovernmentFactory(code="FR-99", names={"fr": "Montreuil"})

    found = likeness.candidates(names=["Ville de Montreuil"], country="FR")

    assert [row.code for row in found] == [same.code, *(f"FR-{number:02}" for number in range(9))]


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
    ("code", "spellings"),
    [
        ("sea", ["Exampel on Sea", "exampleonsea", "Exmple on Sea", "Exemple s/ Mer"]),
        (
            "seine",
            ["Seine-St-Denis", "Siene Saint Denis", "St Denis", "سان سان دوني", "سين سان ديني", "مقاطعة السين سان دني"],
        ),
        ("marne", ["Val de Marn", "فال دي مارن"]),
        ("iztapalapa", ["Istapalapa", "ازتابالابا"]),
        ("alemana", ["Vila Alemanna", "فيلا أليمانا"]),
        ("quilmes", ["Quilmez", "كلميس"]),
        ("jenin", ["بلديه جنين"]),
    ],
)
def test_a_name_is_found_as_people_type_it(directory, code, spellings):
    rows = LocalGovernment.objects.all()
    found = {typed: likeness.search_as_typed(rows, typed, limit=5)[0].code for typed in spellings}
    assert found == dict.fromkeys(spellings, code)


@pytest.mark.parametrize("typed", ["", "!", "Sea", "Marseille", "Springfield", "طرابلس", "xx yy zz"])
def test_another_place_is_not_offered(directory, typed):
    offered = [row.code for row in likeness.meant(LocalGovernment.objects.all(), typed, limit=5)]
    assert offered == (["sea"] if typed == "Sea" else [])


def test_an_exact_beginning_is_offered_alone_and_by_name(directory):
    with translation.override("en"):
        found = likeness.search_as_typed(LocalGovernment.objects.all(), "exampl", limit=5)
    assert [row.code for row in found] == ["hill", "sea"]


def test_only_the_rows_that_were_given_are_found(directory):
    LocalGovernmentFactory(code="P-1", names={"en": "Exampel"}, member=False, proposed=True)
    rows = LocalGovernment.objects.filter(proposed=False)
    assert "P-1" not in [row.code for row in likeness.search_as_typed(rows, "Exampel", limit=20)]


@pytest.mark.parametrize("rows", [1, 3])
def test_candidates_cost_two_queries_and_a_name_with_a_slip_three(django_assert_num_queries, rows):
    LocalGovernmentFactory.create_batch(rows, names={"fr": "Montreuil"})
    with django_assert_num_queries(2):
        assert len(likeness.candidates(names=["Montreuil"], country="FR")) == rows
    with django_assert_num_queries(3):
        assert len(likeness.search_as_typed(LocalGovernment.objects.all(), "Montreiul", limit=5)) == rows

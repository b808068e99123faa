"""Names that may be one place written twice."""

import pytest

from coalition.members import likeness
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


@pytest.mark.parametrize("rows", [1, 3])
def test_candidates_cost_two_queries(django_assert_num_queries, rows):
    LocalGovernmentFactory.create_batch(rows, names={"fr": "Montreuil"})
    with django_assert_num_queries(2):
        assert len(likeness.candidates(names=["Montreuil"], country="FR")) == rows

import pytest
from django.db import connection
from django.utils.translation import override

from coalition.members.models import LocalGovernment
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("jenine", ["PS-JEN"]),
        ("Jénine", ["PS-JEN"]),
        ("جنين", ["PS-JEN"]),
        ("جِنِين", ["PS-JEN"]),
        ("فلسطين", ["PS-JEN"]),
        ("palest yen", ["PS-JEN"]),
        ("equateur", ["EC-Q"]),
        ("paris", []),
        ("' & | ! :*", []),
        ("\x00", []),
        ("  ", ["EC-Q", "PS-JEN"]),
    ],
)
def test_search_ignores_accents_and_finds_any_language(text, found):
    LocalGovernmentFactory(
        code="PS-JEN", country="PS", names={"en": "Jenin", "fr": "Jénine", "es": "Yenín", "ar": "جنين"}
    )
    LocalGovernmentFactory(code="EC-Q", country="EC", names={"en": "Quito"})
    assert list(LocalGovernment.objects.search(text).values_list("code", flat=True)) == found


def test_search_can_use_its_index():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
    assert "Bitmap Index Scan on government_words" in LocalGovernment.objects.search("town").explain()


def test_public_rows_are_members_and_signatories(signatures):
    LocalGovernmentFactory(code="member")
    signatures(LocalGovernmentFactory(code="signatory", member=False))
    LocalGovernmentFactory(code="neither", member=False)
    LocalGovernmentFactory(code="proposed", member=False, proposed=True)
    rows = LocalGovernment.objects.public().with_signed().order_by("code")
    assert list(rows.values_list("code", "is_signed")) == [("member", False), ("signatory", True)]


def test_order_follows_the_active_language():
    LocalGovernmentFactory(code="A", names={"en": "Zeta", "fr": "Alpha"})
    LocalGovernmentFactory(code="B", names={"en": "Beta"})
    with override("fr"):
        assert list(LocalGovernment.objects.by_name().values_list("code", flat=True)) == ["A", "B"]
    with override("en"):
        assert list(LocalGovernment.objects.by_name().values_list("code", flat=True)) == ["B", "A"]

"""The list's tables say what the signatures and governments say, after each kind of change, by whomever."""

from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pgtrigger
import pytest
from django.core.management import call_command
from django.utils import timezone

from charter.review import status
from charter.review.government_merges import KEEPS_ITS_GOVERNMENT
from charter.signatories import counts
from charter.signatories.models import Signatory
from charter.signing.associations import GroupMember
from charter.signing.models import Signature
from charter.states import PUBLISHED
from coalition.members.models import LocalGovernment
from tests.factories.charter import SignatureFactory, accept, published_version, two_reviewers
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db
ACT = status.Act("Conseil municipal", "2026-9", date(2026, 2, 1), "Because.")
PEOPLE = {"population": 1000, "population_year": 2020, "population_source": "Census"}


def cell_of(government):
    """Return the map's cell of a government, by the rule of the README."""
    if government.latitude is None:
        return -1
    row = min(int((Decimal(government.latitude) + 90) // 9), 19)
    return row * 40 + min(int((Decimal(government.longitude) + 180) // 9), 39)


def listed(signature):
    government = signature.government
    return {
        "signature_id": signature.pk,
        "government_id": government.pk,
        "number": signature.number,
        "status": signature.state,
        "ad_referendum": signature.ad_referendum_until is not None,
        "signed_at": signature.signed_at,
        "version": signature.version.number,
        "kind": government.kind,
        "section": government.section,
        "country": government.country,
        "cell": cell_of(government),
    }


def check():
    """Compare every table of the list with the signatures and governments themselves."""
    rows = list(Signature.objects.filter(state__in=PUBLISHED).select_related("government", "version").order_by("pk"))
    expected = [listed(row) for row in rows]
    assert list(Signatory.objects.order_by("pk").values(*listed(rows[0]) if rows else ["pk"])) == expected

    governments = [row.government for row in rows if row.state == "signed"]
    seats = [government for government in governments if government.latitude is not None]
    drawn = counts.places(Signatory.objects.in_force())
    assert sum(row["latitudes"] for row in drawn) == sum(Decimal(seat.latitude) for seat in seats)
    assert sum(row["longitudes"] for row in drawn) == sum(Decimal(seat.longitude) for seat in seats)
    assert counts.in_force() == Signature.objects.signed().count() == len(governments)
    by_groups = GroupMember.objects.counted().filter(signature__state="signed").select_related("government")
    once = {row for row in governments if not row.is_association} | {row.government for row in by_groups}
    assert set(counts.covered()) == once


def test_a_whole_life_is_followed():
    published_version(1)
    government = LocalGovernmentFactory(**PEOPLE)
    signature = SignatureFactory(state="submitted", government=government)
    check()
    accept(signature)
    check()
    accept(SignatureFactory(state="submitted", government=government, version=published_version(2)))
    check()
    newer = Signature.objects.get(state="signed")
    for service in (status.hold, status.reinstate, status.withdraw):
        service(signature=newer, act=ACT, effective_on=timezone.localdate(), by=two_reviewers())
        check()
    assert list(counts.covered()) == []
    yesterday = timezone.localdate() - timedelta(days=1)
    SignatureFactory(state="signed", act_file_sha256="", ad_referendum_until=yesterday)
    status.lapse(today=timezone.localdate())
    check()


@pytest.mark.parametrize(
    "facts",
    [
        {"country": "KM", "kind": "region"}, {"section": ""}, {"kind": "association"},
        {"latitude": None, "longitude": None}, {"latitude": "90", "longitude": "180"},
        {"population": 5, "population_year": 1999}, {"population": None}, {"names": {"fr": "Évry", "ar": "الجزائر"}},
    ],
)  # fmt: skip
def test_a_change_of_a_government_is_followed(facts):
    government = LocalGovernmentFactory(**PEOPLE)
    SignatureFactory(state="signed", government=government)
    SignatureFactory(state="superseded", government=government)
    SignatureFactory(state="signed")
    for name, value in facts.items():
        setattr(government, name, value)
    government.save()
    check()


def test_a_change_by_sql_is_followed():
    until = timezone.localdate() + timedelta(days=30)
    rows = SignatureFactory.create_batch(3, state="signed", ad_referendum_until=until)
    LocalGovernment.objects.update(country="SN", section="africa")
    Signature.objects.filter(pk=rows[0].pk).update(ad_referendum_until=None)
    check()
    other = LocalGovernmentFactory(country="KM")
    with pgtrigger.ignore(KEEPS_ITS_GOVERNMENT):  # as a merge of two governments does
        Signature.objects.filter(pk=rows[1].pk).update(government=other)
    LocalGovernment.objects.filter(pk=rows[1].government_id).delete()
    check()
    assert sorted(counts.covered().values_list("country", flat=True)) == ["KM", "SN", "SN"]


def test_everything_can_be_made_again():
    SignatureFactory.create_batch(3, state="signed")
    SignatureFactory(state="on_hold")
    with pgtrigger.ignore("charter.Signatory:signatories_follow_signatures"):
        Signatory.objects.filter(status="signed").delete()
    out = StringIO()
    call_command("rebuild_signatories", stdout=out)
    assert "3 signatures are in force" in out.getvalue()
    check()

"""The list follows signatures and governments that change at the same time, on real connections."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from charter.review import status
from charter.signatories.models import Signatory
from coalition.members.models import LocalGovernment
from tests.charter.racing import at_once, wait_for_a_waiter
from tests.charter.signatories.test_counters import check
from tests.factories.charter import SignatureFactory, published_version, reviewer
from tests.factories.members import LocalGovernmentFactory

pytestmark = [pytest.mark.attack, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def committed():
    """A version and two reviewers."""
    return published_version(1), reviewer(1), reviewer(2)


@pytest.mark.parametrize(("lock", "country"), [(True, "KM"), (False, "FR")])  # the second is the canary
def test_a_signature_waits_for_a_change_of_its_government(lock, country):
    """Publish a signature while a change of its government's country is not committed yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('charter_list_signatures'::regproc)")
        (definition,) = cursor.fetchone()
        if not lock:
            cursor.execute(definition.replace("FOR SHARE OF government", ""))
    government = LocalGovernmentFactory(country="FR")

    @transaction.atomic
    def publish():
        return SignatureFactory(state="signed", government=LocalGovernment.objects.get(pk=government.pk))

    try:
        with ThreadPoolExecutor(1) as pool, transaction.atomic():
            government.country = "KM"
            government.save()
            publication = pool.submit(at_once, publish)
            wait_for_a_waiter(10 if lock else 0.7)
        publication.result(30)
        assert Signatory.objects.get().country == country
    finally:
        with connection.cursor() as cursor:
            cursor.execute(definition)
    if lock:
        check()


def test_a_lapse_leaves_what_an_import_holds_and_neither_waits_for_ever():
    yesterday = timezone.localdate() - timedelta(days=1)
    with transaction.atomic():
        first, second = SignatureFactory.create_batch(
            2, state="signed", ad_referendum_until=yesterday, act_file_sha256=""
        )
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        LocalGovernment.objects.filter(pk=second.government_id).update(country="KM")
        lapsed = pool.submit(at_once, lambda: status.lapse(today=timezone.localdate())).result(30)
        LocalGovernment.objects.filter(pk=first.government_id).update(country="KM")
    assert lapsed == [1]
    assert status.lapse(today=timezone.localdate()) == 1
    check()

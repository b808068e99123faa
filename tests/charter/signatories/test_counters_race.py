"""The list follows signatures and governments that change at the same time, on real connections."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from charter.review import status
from charter.signatories.models import Signatory
from coalition.members.models import LocalGovernment
from tests.charter.signatories.test_counters import check
from tests.factories.charter import SignatureFactory, published_version, reviewer
from tests.factories.members import LocalGovernmentFactory


def signatures(count, **facts):
    """Make committed signatures, or signatures."""
    published_version(1)
    reviewer(1), reviewer(2)
    with transaction.atomic():
        return SignatureFactory.create_batch(count, **facts)


pytestmark = [pytest.mark.attack, pytest.mark.django_db(transaction=True)]
YESTERDAY = timedelta(days=-1)


def on_another_connection(work, *arguments):
    try:
        return work(*arguments)
    finally:
        connections.close_all()


def wait_for_a_waiter(seconds=10.0):
    """Return once some connection waits for a lock of another, or after `seconds`."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # else a transaction sees the activity of its beginning
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)


def publish_while_its_government_moves(seconds):
    """Publish a signature while a change of its government's country is not committed yet."""
    published_version(1)
    government = LocalGovernmentFactory(country="FR")
    reviewer(1), reviewer(2)
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        government.country = "KM"
        government.save()
        publication = pool.submit(on_another_connection, publish_row, government.pk)
        wait_for_a_waiter(seconds)
    publication.result(30)


@transaction.atomic
def publish_row(pk):
    return SignatureFactory(state="signed", government=LocalGovernment.objects.get(pk=pk))


def test_a_signature_waits_for_a_change_of_its_government():
    publish_while_its_government_moves(10)
    assert Signatory.objects.get().country == "KM"
    check()


def test_canary_without_the_lock_the_list_keeps_the_old_facts():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('charter_list_signatures'::regproc)")
        (definition,) = cursor.fetchone()
        cursor.execute(definition.replace("FOR SHARE OF government", ""))
    try:
        publish_while_its_government_moves(0.7)
        assert Signatory.objects.get().country == "FR"
    finally:
        with connection.cursor() as cursor:
            cursor.execute(definition)


def test_a_lapse_leaves_what_an_import_holds_and_neither_waits_for_ever():
    first, second = signatures(
        2, state="signed", ad_referendum_until=timezone.localdate() + YESTERDAY, act_file_sha256=""
    )
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        LocalGovernment.objects.filter(pk=second.government_id).update(country="KM")
        lapsed = pool.submit(on_another_connection, lambda: status.lapse(today=timezone.localdate())).result(30)
        LocalGovernment.objects.filter(pk=first.government_id).update(country="KM")
    assert lapsed == 1
    assert status.lapse(today=timezone.localdate()) == 1
    check()

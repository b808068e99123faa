"""The list follows signatures and governments that change at the same time, on real connections."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from charter.review.status import services as status
from charter.signatories import services as signatories
from charter.signatories.models import Signatory
from charter.signing.models import Signature
from coalition.members.models import LocalGovernment
from tests.charter.signatories.test_counters import ACT, check
from tests.factories.charter import SignatureFactory, accept, published_version, reviewer
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


def test_many_changes_at_once_leave_the_counters_right():
    signed = signatures(6, state="signed")
    waiting = [SignatureFactory(state="submitted") for _number in range(6)]
    stop = Event()

    def move_governments(offset):
        for number in range(20):
            pk = signed[(number + offset) % 6].government_id
            LocalGovernment.objects.filter(pk=pk).update(country=["FR", "KM", "PS"][number % 3], population=None)

    def hold_and_reinstate(signature):
        for service in (status.hold, status.reinstate, status.withdraw):
            row = Signature.objects.get(pk=signature.pk)
            service(signature=row, act=ACT, effective_on=timezone.localdate(), actor=reviewer(1))

    def publish_all():
        for signature in waiting:
            accept(Signature.objects.get(pk=signature.pk))

    def sum_up():
        while not stop.is_set():
            signatories.compact()

    with ThreadPoolExecutor(10) as pool:
        summing = pool.submit(on_another_connection, sum_up)
        work = [pool.submit(on_another_connection, move_governments, offset) for offset in (0, 3)]
        work += [pool.submit(on_another_connection, hold_and_reinstate, signature) for signature in signed[:4]]
        work += [pool.submit(on_another_connection, publish_all)]
        try:
            for one in work:
                one.result(120)
        finally:
            stop.set()  # the pool waits for it, also when something failed
        summing.result(30)
    check()
    assert Signature.objects.signed().count() == 8

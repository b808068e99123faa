"""Workers that are killed, or stand still, while they carry an edition: nobody is missed, nobody gets it twice.

In `make attack` 20,000 copies and 20 kills, against the same run without any.
"""

import random
import signal
import time
from collections import Counter

import pytest
from django.db import connection

from coalition import queue
from coalition.privacy import secret_links
from coalition.privacy.email_addresses import address_digest
from newsletters import tasks
from newsletters.readers.models import Reader
from newsletters.sending import services as sending
from newsletters.sending.models import Delivery, Edition
from tests.attacks.measuring import LONG, rounds
from tests.factories.newsletters import EditionTextFactory
from tests.mail.test_faults import (  # noqa: F401  # fixtures
    committed,
    kill,
    once_leases_ended,
    sink,
    start_worker,
    states,
    wait_for,
)

COPIES, KILLS, WORKERS = rounds(500, 20_000), rounds(2, 20), rounds(2, 4)
LONGEST = 3600  # seconds, for the long form


def owe(count: int, domain: str = "town.example") -> None:
    """Owe one edition to `count` readers."""
    readers = [Reader(email=f"reader{number}@{domain}", language="en") for number in range(count)]
    for reader in readers:
        reader.email_digest = address_digest(reader.email)
        reader.token_digest = secret_links.digest(reader.token)
    Reader.objects.bulk_create(readers)
    text = EditionTextFactory()
    sending.queue_copies(edition=text.edition, texts={"en": text})
    queue.wake(tasks.DELIVER)


def end(workers) -> None:
    """Let the workers finish the mail they hand over, and end."""
    for worker in workers:
        worker.send_signal(signal.SIGTERM)
    for worker in workers:
        worker.wait(timeout=60)


def carried() -> bool:
    """Say whether nothing of the edition is left to do."""
    return not Delivery.objects.filter(state__in=["queued", "sending", "handing_over"]).exists()


def prove(sink, *, uncertain: int) -> str:  # noqa: F811
    """Nobody is missed or gets two, and no more are uncertain than `uncertain`; return what became of the copies."""
    doubled = {mail: count for mail, count in Counter(sink.taken).items() if count > 1}
    found = states(Delivery)
    got = {address for address, _id in sink.taken}
    missed = set(Delivery.objects.filter(state="sent").values_list("reader__email", flat=True)) - got
    told = f"{found['sent']} acknowledged, {len(missed)} lost, {len(doubled)} doubled, {found['uncertain']} uncertain"
    assert doubled == {}
    assert missed == set()
    assert set(found) <= {"sent", "uncertain"}, told
    assert found["uncertain"] <= uncertain
    assert found.total() == COPIES
    assert Edition.objects.get().state == "sent"
    return told


def carry(sink, start_worker, *, kills: int, chance: random.Random) -> float:  # noqa: F811
    """Owe an edition to new workers, kill and replace one of them `kills` times; return the seconds it took."""
    Delivery.objects.all().delete()
    Edition.objects.all().delete()
    Reader.objects.all().delete()
    sink.taken.clear()
    workers = [start_worker() for _each in range(WORKERS)]
    wait_for(lambda: len(living()) >= WORKERS, LONGEST)
    began = time.monotonic()
    owe(COPIES)
    for moment in sorted(chance.sample(range(10, COPIES * 9 // 10), kills)):
        wait_for(lambda moment=moment: len(sink.taken) >= moment, LONGEST)
        kill(workers.pop(chance.randrange(len(workers))))
        workers.append(start_worker())
    wait_for(carried, LONGEST)
    took = time.monotonic() - began
    end(workers)
    sending.finish_editions()
    return took


def living() -> set[int]:
    """Return the workers whose heart beat just now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM procrastinate_workers WHERE last_heartbeat > now() - interval '9 seconds'")
        return {number for (number,) in cursor.fetchall()}


@pytest.mark.skipif(not LONG, reason="only in make attack")
def test_twenty_kills_lose_nothing(committed, sink, start_worker):  # noqa: F811
    """Whole runs: nothing settles what a dead worker held but the workers that live."""
    chance = random.Random()  # noqa: S311
    sink.start()
    without = carry(sink, start_worker, kills=0, chance=chance)
    prove(sink, uncertain=0)

    took = carry(sink, start_worker, kills=KILLS, chance=chance)

    told = prove(sink, uncertain=KILLS)
    print(f"\n{COPIES} copies, {KILLS} kills: {told}; {took:.0f} s, {took / without:.2f} of {without:.0f} s without")


def test_a_worker_that_stands_still_and_goes_on_sends_nothing_twice(committed, sink, start_worker):  # noqa: F811
    sink.delay = 0.005
    owe(COPIES)
    sink.start()
    workers = [start_worker() for _each in range(WORKERS)]
    wait_for(lambda: len(sink.taken) >= 20, 60)
    workers[0].send_signal(signal.SIGSTOP)
    end(workers[1:])

    with once_leases_ended():
        sending.deliver(seconds=LONGEST)  # all the others are carried by somebody else
    assert set(states(Delivery)) <= {"sent", "uncertain"}
    workers[0].send_signal(signal.SIGCONT)
    end(workers[:1])
    sending.deliver()

    prove(sink, uncertain=1)

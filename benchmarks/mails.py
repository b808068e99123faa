"""What the sending of editions is measured by, in the site's database: `python -m benchmarks.mails letters`.

`letters` fills one letter in for many readers, `owe N` owes an edition to the readers there are (the first N of them),
`claims` claims chunks of a large ledger, `waits` owes single mails while an edition is sent, `many` owes an edition to
100,000 readers, `memory` sends it over no wire.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import django

from benchmarks.measuring import largest_memory

COPIES = 2_000  # letters filled in
SIZE = 60_000  # bytes of each
ROWS, CHUNKS, RUN = 1_000_000, 1_000, 200  # of a ledger, chunks claimed, and chunks of one run
SINGLE, EACH = 60, 0.2  # single mails, and how many seconds lie between two
MANY = 100_000  # recipients of one worker
LEDGER = """
INSERT INTO newsletters_delivery (edition_id, text_id, discreet, state, attempts, next_attempt_at, last_error)
SELECT %s, %s, false, 'queued', 0, now() - interval '1 hour', '' FROM generate_series(1, %s)
"""
# What a worker writes on the rows of a chunk, one by one: the mark, and the answer.
CARRIED = ("state = 'handing_over', attempts = attempts + 1", "state = 'sent', sent_at = now()")
READERS = """
INSERT INTO newsletters_reader (
    email, email_digest, nonce, token_digest, language, discreet, state, confirmed_at
)
SELECT 'many' || number || '@many.example', md5('many' || number), md5('n' || number), md5('t' || number),
       (ARRAY['en', 'fr', 'es', 'ar'])[1 + number %% 4], false, 'confirmed', now()
FROM generate_series(1, %s) AS number
"""


def letters() -> dict[str, float]:
    """Fill one letter of SIZE in for COPIES readers; return how many a second of one processor, and its bytes."""
    from coalition.mail.rendering import Body
    from newsletters.readers.models import Reader
    from newsletters.sending.letters import Letters
    from newsletters.sending.models import Delivery

    words = "<p>Une commune accueille, écoute et oriente les femmes victimes de violences.</p>\n"
    link = "https://coalition.example/en/newsletter/unsubscribe/0READERSECRET0/"
    body = Body("Edition", words * (SIZE * 9 // 10 // len(words)) + link, "Words. " * 400 + link)
    carried = Letters()
    carried._letters[1, False] = body, "en"
    owed = [
        (Delivery(pk=number, edition_id=1, text_id=1, reader_id=number),
         Reader(pk=number, email=f"reader{number}@reader.example", email_digest=f"{number:064x}"))
        for number in range(COPIES)
    ]  # fmt: skip
    size = len(carried.fill(*owed[0], discreet=False).data)
    rates = []
    for _run in range(5):
        began = time.process_time()
        for row, reader in owed:
            carried.fill(row, reader, discreet=False)
        rates.append(COPIES / (time.process_time() - began))
    return {"per_second": statistics.median(rates), "size": size}


def owe(most: int) -> dict[str, int]:
    """Owe the edition of the first page there is; let what is beyond `most` copies be."""
    from newsletters.editions import services
    from newsletters.editions.models import NewsletterPage
    from newsletters.sending.models import Delivery, Edition

    Edition.objects.all().delete()
    page = NewsletterPage.objects.filter(locale__language_code="en").order_by("pk")[0]
    edition = services.freeze(page=page, by=None)
    Delivery.objects.filter(edition=edition).delete()
    from newsletters.running import services as running

    running.start(edition=edition)
    beyond = Delivery.objects.order_by("pk").values("pk")[most:]
    Delivery.objects.filter(pk__in=beyond).delete()
    return {"copies": Delivery.objects.count()}


def claims() -> dict[str, float]:
    """Claim chunks of a ledger of ROWS copies, and settle each as a worker does; return times in milliseconds."""
    from django.db import connection
    from django.utils import timezone

    from coalition.mail import engine
    from newsletters.sending.models import EditionText
    from newsletters.sending.services import Copies

    owe(0)
    text = EditionText.objects.order_by("pk")[0]
    with connection.cursor() as cursor:
        cursor.execute(LEDGER, [text.edition_id, text.pk, ROWS])
        cursor.execute("VACUUM (ANALYZE) newsletters_delivery")
    times, ledger = [], Copies()
    for chunk in range(CHUNKS):
        ledger = ledger if chunk % RUN else Copies()
        began = time.perf_counter()
        claimed = engine.claim(ledger, now=timezone.now())
        times.append((time.perf_counter() - began) * 1000)
        with connection.cursor() as cursor:
            for what in CARRIED:
                cursor.execute(
                    f"UPDATE newsletters_delivery SET {what} WHERE id = ANY(%s)",  # noqa: S608  # ours
                    [[row.pk for row in claimed]],
                )
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE newsletters_delivery CASCADE")  # what is measured next carries none of it
    cuts = statistics.quantiles(times, n=100)
    return {"rows": ROWS, "median": statistics.median(times), "p95": cuts[94], "p99": cuts[98], "most": max(times)}


def waits() -> dict[str, float]:
    """Owe a single mail each EACH seconds while an edition is sent; return how long they waited, in seconds."""
    from coalition.mail.models import Message
    from coalition.mail.services import send_text
    from newsletters.sending.models import Delivery

    pks = []
    for number in range(SINGLE):
        mail = send_text(to=f"alone{number}@single.example", subject="Agenda", text="Words.")
        if not Delivery.objects.filter(state__in=["queued", "sending", "handing_over"]).exists():
            break
        pks.append(mail.pk)
        time.sleep(EACH)
    deadline = time.monotonic() + 60
    while Message.objects.filter(pk__in=pks).exclude(state="sent").exists() and time.monotonic() < deadline:
        time.sleep(0.5)
    times = Message.objects.filter(pk__in=pks, state="sent").values_list("created_at", "sent_at")
    waited = [(sent - created).total_seconds() for created, sent in times if sent]
    told = {"mails": len(pks), "sent": len(waited)}
    cuts = statistics.quantiles(waited, n=20) if len(waited) > 1 else [0.0] * 19
    return told | {"median": statistics.median(waited or [0.0]), "p95": cuts[-1], "most": max(waited, default=0.0)}


class _Nowhere:
    """A wire that takes each mail at once."""

    def __enter__(self) -> "_Nowhere":
        return self

    def __exit__(self, *exc: object) -> None:
        return None

    def send(self, *, sender: str, recipient: str, data: bytes, on_wire: Callable[[], bool]) -> None:
        on_wire()


def many() -> dict[str, int]:
    """Let there be MANY more readers, and owe them an edition."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(READERS, [MANY])
    return owe(MANY)


def memory() -> dict[str, float]:
    """Send what is owed in this process; return its largest memory in MB, before and after."""
    from coalition.mail import engine
    from newsletters.sending import services
    from newsletters.sending.models import Delivery

    copies = Delivery.objects.count()
    engine.open_transport = _Nowhere
    before, began, sent = largest_memory(), time.perf_counter(), 0
    while done := services.deliver(seconds=20).sent:
        sent += done
    took = time.perf_counter() - began
    return {"copies": copies, "sent": sent, "before": before, "after": largest_memory(), "per_second": sent / took}


WHAT: dict[str, Callable[..., dict[str, Any]]] = {
    "letters": letters, "owe": owe, "claims": claims, "waits": waits, "many": many, "memory": memory,
}  # fmt: skip

if __name__ == "__main__":
    django.setup()
    print(json.dumps(WHAT[sys.argv[1]](*(int(number) for number in sys.argv[2:]))))

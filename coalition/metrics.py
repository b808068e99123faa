"""What `/metrics` tells a Prometheus of the operator's own (coalition/probes.py): of the site, and of nobody in it.

Queue, mails, registrations and health are figures of the database, the same whichever process is asked; what web
processes count (coalition/request_metrics.py) is summed up by the one that is asked.

They tell of nobody. Registrations are counted over all events and in tens: one more tells no onlooker that somebody
registered just now.
"""

import os
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import InterfaceError, OperationalError, connection
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from coalition import health, request_metrics
from coalition.timeouts import patience

PATIENCE = 5.0  # seconds for each answer of the database
STATEMENTS = {
    # name: (what it is, its label, statement)
    "coalition_jobs": (
        "Jobs of the queue by status.", "status",
        "SELECT status::text, count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing', 'failed') GROUP BY 1",
    ),
    "coalition_mails": (
        "Single mails by state; of those that were sent, the last day's.", "state",
        "SELECT state, count(*) FROM mail_message WHERE state <> 'sent' GROUP BY 1 "
        "UNION ALL SELECT 'sent', count(*) FROM mail_message "
        "WHERE state = 'sent' AND sent_at > now() - interval '1 day'",
    ),
    "coalition_copies": (
        "Copies of newsletters that wait or were perhaps delivered, by state.", "state",
        "SELECT state, count(*) FROM newsletters_delivery "
        "WHERE state IN ('queued', 'sending', 'handing_over') GROUP BY 1 "
        "UNION ALL SELECT 'uncertain', count(*) FROM newsletters_delivery WHERE state = 'uncertain'",
    ),
    "coalition_registrations": (
        "Registrations for all events by state, in tens.", "state",
        "SELECT state, count(*) / 10 * 10 FROM events_registration GROUP BY 1",
    ),
}  # fmt: skip
ALWAYS = {  # what an alarm watches is told also where there is none
    "coalition_jobs": ("todo", "doing", "failed"),
    "coalition_mails": ("queued", "uncertain", "failed"),
    "coalition_copies": ("queued", "uncertain"),
    "coalition_registrations": (),
}


def exposition() -> bytes:
    request_metrics.write()
    told = CollectorRegistry()
    told.register(Figures())
    if os.environ.get(request_metrics.FOLDER):
        MultiProcessCollector(told)
        return generate_latest(told)
    return generate_latest(told) + generate_latest(request_metrics.registry)


class Figures:
    """What Prometheus collects of the database; without one, that it is away."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            with patience(PATIENCE):
                yield from [*_of_health(health.report()), *_counted()]
        except (OperationalError, InterfaceError) as error:
            yield from _of_health(health.unreachable(type(error).__name__))

    def describe(self) -> Iterable[Any]:
        return ()


def _of_health(parts: dict[str, health.Part]) -> Iterator[GaugeMetricFamily]:
    well = GaugeMetricFamily("coalition_part_ok", "1 where a part of /health/ is well.", labels=["part"])
    for name, part in parts.items():
        well.add_metric([name], float(part["ok"]))
    yield well
    oldest = GaugeMetricFamily("coalition_queue_oldest_seconds", "How long the oldest due job waits.", labels=["queue"])
    heard = GaugeMetricFamily(
        "coalition_worker_heartbeat_seconds", "Since the last sign of life of a worker of the queue.", labels=["queue"]
    )
    for queue, seconds in parts["queue"].get("queues", {}).items():
        oldest.add_metric([queue], seconds)
    for queue, part in parts["worker"].get("queues", {}).items():
        if "heartbeat_seconds" in part:
            heard.add_metric([queue], part["heartbeat_seconds"])
    yield from (oldest, heard)
    for metric, words, of, figure in (
        ("coalition_mails_late", "Mails and copies that wait for more than half an hour.", "mail", "late"),
        ("coalition_certificates_late", "Certificates that wait for more than half an hour.", "certificates", "late"),
    ):  # fmt: skip
        if figure in parts[of]:
            yield GaugeMetricFamily(metric, words, value=parts[of][figure])


def _counted() -> Iterator[GaugeMetricFamily]:
    for name, (words, label, statement) in STATEMENTS.items():
        with connection.cursor() as cursor:
            cursor.execute(statement)
            counts = dict.fromkeys(ALWAYS[name], 0) | dict(cursor.fetchall())
        family = GaugeMetricFamily(name, words, labels=[label])
        for value, count in sorted(counts.items()):
            family.add_metric([value], count)
        yield family

"""Is the site well? Seven parts, each with its reason when it is not. Who is told what: coalition/probes.py."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.db import DatabaseError, ProgrammingError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Q
from django.utils import timezone

from coalition.stack import WORKERS

MAX_HEARTBEAT_AGE = timedelta(minutes=1)  # a worker gives a sign of life every 10 seconds
MAX_PICKUP = timedelta(minutes=2)  # that a job waits for a worker that just started, or is at work
MAX_QUEUE_AGE = timedelta(minutes=10)
QUEUES = tuple(WORKERS.values())
MAX_MAIL_AGE = timedelta(minutes=30)
MAX_STANDSTILL = timedelta(minutes=5)  # mail is due and none was sent: the drain runs each minute
MAX_CERTIFICATE_AGE = timedelta(minutes=30)
PUT_OFF = timedelta(minutes=1)  # an outage puts off for less; what is due later waits for its turn
DOUBTS_SHOWN = timedelta(days=7)

Part = dict[str, Any]


def report() -> dict[str, Part]:
    """Return each part's state: `ok`, and a `reason` or a figure. No personal data."""
    database = check_database()
    if not database["ok"]:
        return unreachable(database["reason"])
    first = {"database": database, "migrations": check_migrations()}
    try:
        return first | {name: check() for name, check in others().items()}
    except ProgrammingError:  # a table or a column is not there yet
        if first["migrations"]["ok"]:
            raise
        unknown = {"ok": False, "reason": "not known before all migrations are applied"}
        return first | dict.fromkeys(others(), unknown)


def others() -> dict[str, Callable[[], Part]]:
    return {
        "worker": check_worker,
        "queue": check_queue,
        "mail": check_mail,
        "certificates": check_certificates,
        "log": check_log,
        **({"files": check_files} if settings.BUCKET_URL else {}),
    }


def unreachable(reason: str) -> dict[str, Part]:
    """Return the report of a database that does not answer, for `reason`."""
    unknown = {"ok": False, "reason": "database unreachable"}
    return {"database": {"ok": False, "reason": reason}, **dict.fromkeys(("migrations", *others()), unknown)}


def check_database() -> Part:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return {"ok": False, "reason": type(error).__name__}
    return {"ok": True}


def check_migrations() -> Part:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        return {"ok": False, "reason": f"{len(missing)} migrations are not applied"}
    return {"ok": True}


def check_worker() -> Part:
    """Check that each queue has a worker that gave a sign of life within MAX_HEARTBEAT_AGE.

    A worker is known by the jobs that it took. Each queue gets a job every minute: one whose worker is not known yet is
    well until a job has waited longer than MAX_PICKUP.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXTRACT(EPOCH FROM now() - max(last_heartbeat)) FROM procrastinate_workers")
        (newest,) = cursor.fetchone()
        cursor.execute(
            "SELECT job.queue_name, EXTRACT(EPOCH FROM now() - max(worker.last_heartbeat)), "
            "count(DISTINCT worker.id) FILTER (WHERE worker.last_heartbeat >= now() - make_interval(secs => %s)) "
            "FROM procrastinate_workers worker JOIN procrastinate_jobs job ON job.worker_id = worker.id GROUP BY 1",
            [MAX_HEARTBEAT_AGE.total_seconds()],
        )
        known = {queue: (max(0, int(age)), alive) for queue, age, alive in cursor.fetchall()}
    if newest is None:  # one that stops in order leaves no row
        return {"ok": False, "reason": "no worker runs", "silent": list(QUEUES)}
    waiting, queues = oldest_jobs(), dict[str, Part]()
    for queue in QUEUES:
        age, alive = known.get(queue, (None, 0))
        queues[queue] = {"ok": bool(alive) or waiting.get(queue, 0) <= MAX_PICKUP.total_seconds(), "workers": alive}
        if age is not None:
            queues[queue]["heartbeat_seconds"] = age
    silent = [queue for queue, part in queues.items() if not part["ok"]]
    if newest > MAX_HEARTBEAT_AGE.total_seconds():
        silent = list(QUEUES)
    part: Part = {"ok": not silent, "queues": queues, "silent": silent}
    if silent == list(QUEUES):
        part["reason"] = "the last worker gave no sign of life: is it running?"
    elif silent:
        part["reason"] = f"no worker takes the jobs of {', '.join(silent)}: is it running?"
    return part


def check_files() -> Part:
    from coalition.buckets.storage import Away

    if not settings.BUCKET_URL:
        return {"ok": True}
    try:
        storages["private"].listdir("health")
    except Away:
        return {"ok": False, "reason": "the bucket gives no answer: are BUCKET_URL and its store right?"}
    return {"ok": True}


def oldest_jobs() -> dict[str, int]:
    """Return by queue how many seconds its oldest due job has waited; nothing of a queue in which none waits."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT job.queue_name, EXTRACT(EPOCH FROM max(now() - coalesce(scheduled_at, event.at))) "
            "FROM procrastinate_jobs job "
            "LEFT JOIN procrastinate_events event ON event.job_id = job.id AND event.type = 'deferred' "
            "WHERE job.status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now()) GROUP BY 1"
        )
        return {queue: int(age or 0) for queue, age in cursor.fetchall()}


def check_queue() -> Part:
    """Check for each queue that its oldest due job has not waited longer than MAX_QUEUE_AGE."""
    waiting = dict.fromkeys(QUEUES, 0) | oldest_jobs()
    late = [queue for queue, age in waiting.items() if age > MAX_QUEUE_AGE.total_seconds()]
    part: Part = {"ok": not late, "oldest_seconds": max(waiting.values()), "queues": waiting, "late": late}
    if late:
        part["reason"] = f"jobs of {', '.join(late)} wait: is the worker running?"
    return part


def check_mail() -> Part:
    """Check that no mail and no delivery of a newsletter is due for longer than MAX_MAIL_AGE.

    Those of the last DOUBTS_SHOWN that were perhaps sent are counted: an editor looks at them, no alarm rings.
    """
    from coalition.mail.models import Message
    from newsletters.sending.models import Delivery

    limit = timezone.now() - MAX_MAIL_AGE
    week = timezone.now() - DOUBTS_SHOWN
    mails = Message.objects.not_on_the_wire()
    deliveries = Delivery.objects.not_on_the_wire()
    late = mails.filter(created_at__lt=limit).count() + deliveries.filter(next_attempt_at__lt=limit).count()
    uncertain = (
        Message.objects.in_doubt().filter(created_at__gt=week).count()
        + Delivery.objects.in_doubt().filter(next_attempt_at__gt=week).count()
    )
    waiting = mails.count() + deliveries.count()
    part: Part = {"ok": late == 0, "waiting": waiting, "late": late, "uncertain": uncertain}
    if late:
        part["reason"] = "mail waits: is the SMTP server reachable?"
    if reason := why_mail_stands_still():
        part |= {"ok": False, "reason": reason}
    return part


def why_mail_stands_still() -> str:
    """Return why mail that is due is not sent: it is held, or nothing moves for MAX_STANDSTILL; else nothing.

    An edition that is scheduled, paused or halted owes nothing now: a person waits, or is waited for.
    """
    from coalition.mail import epochs
    from coalition.mail.models import Epoch, Message
    from newsletters.sending.models import Delivery

    if epoch := epochs.held():
        return f"mail is held: {Epoch.Reason(epoch.held_because).label}; see coalition mail_after_restore"
    limit = timezone.now() - MAX_STANDSTILL
    mails = Message.objects.not_on_the_wire()
    due = mails.filter(Q(attempts=0, created_at__lt=limit) | Q(next_attempt_at__lt=limit))
    if due.exists() and not Message.objects.filter(state=Message.State.SENT, sent_at__gte=limit).exists():
        return "mail stands still: some is due and none was sent for minutes; see the worker's log"
    copies = Delivery.objects.not_on_the_wire().filter(
        Q(attempts=0, edition__moving_since__lt=limit, next_attempt_at__lt=timezone.now() + PUT_OFF)
        | Q(next_attempt_at__lt=limit)
    )
    moving = Delivery.objects.filter(edition__state__in=["sending", "canary"], sent_at__gte=limit)
    if copies.exists() and not moving.exists():
        return "a newsletter stands still: copies are due and none was sent for minutes; see the worker's log"
    return ""


def check_certificates() -> Part:
    """Check that no certificate of a signature in force is owed for longer than MAX_CERTIFICATE_AGE.

    That the signing certificate runs out is said weeks before, and fails once it did: see `signing_key.SOON`.
    """
    from charter.certificates.models import Certificate
    from coalition.certificates import signing_key
    from coalition.certificates.signing_key import BadIdentity

    if not signing_key.is_set():  # the operator's wish: `check` and the first page of the CMS say so
        return {"ok": True, "late": 0, "warning": "no certificate is issued: nothing is set that signs them"}
    late = Certificate.objects.owed().filter(ordered_at__lt=timezone.now() - MAX_CERTIFICATE_AGE).count()
    part: Part = {"ok": late == 0, "late": late}
    if late:
        part["reason"] = "certificates wait: see the worker's log"
    try:
        until = signing_key.runs_out()
    except BadIdentity as error:
        return part | {"ok": False, "reason": f"certificates wait, nothing can be signed: {error}"}
    if until and until < timezone.now():
        part |= {"ok": False, "reason": f"certificates wait: the signing certificate ran out on {until:%Y-%m-%d}"}
    elif until:
        part["warning"] = f"the signing certificate runs out on {until:%Y-%m-%d}, and then certificates wait"
    return part


def check_log() -> Part:
    from charter.ledger import log

    newest, stopped = log.newest(), log.why_stopped()
    part: Part = {"ok": not stopped, "leaves": log.size(), "signed": newest.size if newest else 0}
    if stopped:
        part["reason"] = f"the log is not signed: {stopped}; see docs/operations.md"
    return part

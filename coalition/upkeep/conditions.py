"""What an operator must look at: each condition returns the words of what is the case, or None.

Nothing asks a third party: when the domain ends, and whether a newer version is out, is not known here. What the mail
server or PostgreSQL would have to say when they are away stands in /health/ and on the first page of the CMS.
"""

import shutil
import socket
import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Count, Min, Q, Value
from django.db.models.functions import Lower, StrIndex, Substr
from django.utils import timezone
from django.utils.translation import gettext_noop

from coalition import errors, health
from coalition.backups.models import LastDone
from coalition.certificates import signing_key
from coalition.mail.models import Message
from coalition.privacy import erasures

from .models import Words

BACKUP_WITHIN = timedelta(hours=26)  # each night, and two hours for one that takes long
BACKUP_TAKES = timedelta(hours=2)  # at most
TRIED_WITHIN = timedelta(days=90)
FREE = 10  # percent of a disk
SOON = timedelta(days=60)
PART_LEFT = 5  # a certificate that renews itself is late when less than a fifth of its life is left
HANDSHAKE = 10.0  # seconds
FAILED_WITHIN = timedelta(hours=1)
REFUSED = 5  # mails to one domain within a day, and none that it took


def backup() -> Words | None:
    """Return that a backup was begun and ended by itself or by somebody, or that none was made for long."""
    at, begun = last_done(LastDone.What.BACKUP), last_done(LastDone.What.BEGUN)
    if begun and (at is None or begun > at) and timezone.now() - begun > BACKUP_TAKES:
        return Words(gettext_noop("The backup of %(day)s did not finish."), {"day": _day(begun)})
    if timezone.now() - (at or installed_at()) < BACKUP_WITHIN:
        return None
    if at is None:
        return Words(gettext_noop("No backup was made yet."))
    return Words(gettext_noop("The last backup is of %(day)s."), {"day": _day(at)})


def restore() -> Words | None:
    at = last_done(LastDone.What.TRIED)
    if timezone.now() - (at or installed_at()) < TRIED_WITHIN:
        return None
    return Words(gettext_noop("Nobody has tried for 90 days whether a backup opens."))


def last_done(what: LastDone.What) -> datetime | None:
    return LastDone.objects.filter(what=what).values_list("at", flat=True).first()


def installed_at() -> datetime:
    """Return when the first migration ran: until then nothing can have been done."""
    first: datetime | None = MigrationRecorder(connection).migration_qs.aggregate(first=Min("applied"))["first"]
    return first or timezone.now()


def disk() -> Words | None:
    percent, folder = fullest_disk()
    if percent >= FREE:
        return None
    text = gettext_noop("%(percent)s%% of the disk that holds %(folder)s is free.")
    return Words(text, {"percent": percent, "folder": str(folder)})


def fullest_disk() -> tuple[int, Path]:
    """Return how many percent are free of the fullest disk that the site writes to, and a folder on it."""
    places = [Path(settings.VAR_DIR), Path(settings.BACKUP_FOLDER), *filter(None, [erasures.place()])]
    folders = {next((folder for folder in (place, *place.parents) if folder.is_dir()), Path("/")) for place in places}
    used = {folder: shutil.disk_usage(folder) for folder in folders}
    return min((usage.free * 100 // usage.total, folder) for folder, usage in used.items())


def signing() -> Words | None:
    if not signing_key.is_set():
        return Words(gettext_noop("No certificate is issued: nothing is set that signs them."))
    try:
        until = signing_key.runs_out()
    except signing_key.BadIdentity:
        return Words(gettext_noop("The key and the certificate that sign certificates cannot be used."))
    return Words(gettext_noop("The signing certificate ends on %(day)s."), {"day": _day(until)}) if until else None


def is_late(begun: datetime, until: datetime) -> bool:
    return until - timezone.now() < min(SOON, (until - begun) / PART_LEFT)


def tls() -> Words | None:
    try:
        found = tls_lifetime()
    except ssl.SSLCertVerificationError as error:
        text = gettext_noop("Browsers do not accept the TLS certificate of the site: %(reason)s.")
        return Words(text, {"reason": str(error.verify_message)})
    if found is None or not is_late(*found):
        return None
    return Words(gettext_noop("The TLS certificate of the site ends on %(day)s."), {"day": _day(found[1])})


def tls_lifetime() -> tuple[datetime, datetime] | None:
    """Return from when to when the certificate is valid that the site's own host shows; None where nobody answers.

    Raises ssl.SSLCertVerificationError for one that browsers refuse.
    """
    address = urlsplit(settings.SITE_URL)
    if address.scheme != "https" or not address.hostname:
        return None
    context = ssl.create_default_context()
    try:
        with (
            socket.create_connection((address.hostname, address.port or 443), timeout=HANDSHAKE) as plain,
            context.wrap_socket(plain, server_hostname=address.hostname) as wrapped,
        ):
            shown = wrapped.getpeercert() or {}
    except ssl.SSLCertVerificationError:
        raise
    except OSError:  # from within, the site's own name may lead nowhere
        return None
    begun, until = (
        datetime.fromtimestamp(ssl.cert_time_to_seconds(str(shown[name])), UTC) for name in ("notBefore", "notAfter")
    )
    return begun, until


def of_health(part: str, text: str) -> Callable[[], Words | None]:
    """Return the condition that `part` of /health/ fails."""

    def ask() -> Words | None:
        found = getattr(health, f"check_{part}")()
        return None if found["ok"] else Words(text)

    return ask


def worker() -> Words | None:
    """Return which queue has no worker. The queue of mail tells nobody by mail: the CMS does."""
    found = health.check_worker()
    if found["ok"]:
        return None
    if found["silent"] == list(health.QUEUES):
        return Words(gettext_noop("No worker gives a sign of life."))
    return Words(gettext_noop("No worker takes the tasks of: %(queues)s."), {"queues": ", ".join(found["silent"])})


def queue() -> Words | None:
    found = health.check_queue()
    if found["ok"]:
        return None
    text = gettext_noop("Tasks of %(queues)s wait; the oldest has been waiting for %(minutes)s minutes.")
    return Words(text, {"queues": ", ".join(found["late"]), "minutes": found["oldest_seconds"] // 60})


def server_errors() -> Words | None:
    number = errors.count_recent_server_errors()
    if not 0 < settings.ALARM_SERVER_ERRORS <= number:
        return None
    text = gettext_noop("Requests answered with an error (5xx) within an hour: %(number)s.")
    return Words(text, {"number": number})


def failed_tasks() -> Words | None:
    """Return how many tasks failed within an hour, and which failed last; one that is tried again has not failed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), (array_agg(job.task_name ORDER BY event.at DESC))[1] FROM procrastinate_jobs job "
            "JOIN procrastinate_events event ON event.job_id = job.id AND event.type = 'failed' "
            "WHERE job.status = 'failed' AND event.at > %s",
            [timezone.now() - FAILED_WITHIN],
        )
        number, task = cursor.fetchone()
    if not 0 < settings.ALARM_FAILED_TASKS <= number:
        return None
    text = gettext_noop("Tasks that failed within an hour: %(number)s. The last one: %(task)s.")
    return Words(text, {"number": number, "task": task})


def refused() -> Words | None:
    """Return which domain took none of the mails of a day; of small ones, which may be a person's, none is named."""
    of_a_day = Message.objects.filter(created_at__gt=timezone.now() - timedelta(days=1))
    domain = Lower(Substr("to", StrIndex("to", Value("@")) + 1))
    rows = of_a_day.exclude(to="").annotate(domain=domain).values("domain")
    counted = rows.annotate(
        failed=Count("to_digest", filter=Q(state=Message.State.FAILED), distinct=True),
        sent=Count("pk", filter=Q(state=Message.State.SENT)),
    )
    found = counted.filter(failed__gte=REFUSED, sent=0).order_by("-failed", "domain").first()
    text = gettext_noop("%(domain)s takes no email from this site: %(number)s were refused within a day.")
    return Words(text, {"domain": found["domain"], "number": found["failed"]}) if found else None


def erasure_list() -> Words | None:
    try:
        erasures.try_to_write()
    except OSError:
        return Words(gettext_noop("The list of erasures cannot be written, and nobody can be erased."))
    return None


CONDITIONS: dict[str, Callable[[], Words | None]] = {
    "backup": backup,
    "restore": restore,
    "disk": disk,
    "signing": signing,
    "tls": tls,
    "worker": worker,
    "queue": queue,
    "failed_tasks": failed_tasks,
    "server_errors": server_errors,
    "mail": of_health("mail", gettext_noop("Emails wait and do not leave.")),
    "refused": refused,
    "erasure_list": erasure_list,
    "log": of_health("log", gettext_noop("The log of the charter is not signed any more.")),
    "files": of_health("files", gettext_noop("The store of files gives no answer.")),
}
LIVE = ("worker", "queue")  # asked when the first page of the CMS is shown: nobody else may be there to ask
# What to do, by condition.
REMEDIES = {
    "backup": gettext_noop("Run “coalition backup”, and look at what keeps it from running each night."),
    "restore": gettext_noop("Run “coalition restore --try” with the newest backup and its secret key."),
    "disk": gettext_noop("Delete old backups, or give the site a larger disk: a full one stops it."),
    "signing": gettext_noop("Order a new certificate and set it: without one, certificates of signature wait."),
    "tls": gettext_noop("Look at the proxy in front: it should have renewed the certificate automatically."),
    "worker": gettext_noop("Start the workers again. Until then emails and certificates wait."),
    "queue": gettext_noop("See that each worker runs, and read its log."),
    "failed_tasks": gettext_noop("Read the log of the workers. Tasks that come back by the clock run again."),
    "server_errors": gettext_noop("Read the log of the web server: it has the reason of each error."),
    "mail": gettext_noop("See that the mail server can be reached. What waits leaves automatically."),
    "refused": gettext_noop("Read the reason in the email log, and check SPF, DKIM, DMARC and the reverse name."),
    "erasure_list": gettext_noop("Let the site write the file that ERASURE_LIST names."),
    "log": gettext_noop("Read “When the log is not signed” in the manual before anything else is changed."),
    "files": gettext_noop("See that the store runs, and that BUCKET_URL is right. Pages without files go on."),
}


def _day(moment: datetime) -> str:
    return timezone.localdate(moment).isoformat()

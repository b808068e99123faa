"""Each condition begins to be told of, and is over: by words, by one mail each, and on the first page of the CMS."""

import ssl
from collections import namedtuple
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from django.utils.translation import override

from coalition import errors, health
from coalition.backups.models import LastDone
from coalition.mail.models import Message
from coalition.privacy import erasures
from coalition.upkeep import conditions, services
from coalition.upkeep.models import Alarm, Words
from coalition.upkeep.tasks import look, tell_week
from coalition.users.models import User
from tests.factories.mail import MessageFactory
from tests.production import signing_pair

pytestmark = pytest.mark.django_db

OPERATOR = "keeper@town.example"
Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def well(settings, monkeypatch):
    """An installation of which all is well, whatever the machine of the tests is like."""
    settings.OPERATOR_ADDRESS, settings.OPERATOR_LANGUAGE, settings.SITE_URL = (
        OPERATOR,
        "en",
        "https://www.town.example",
    )
    settings.BUCKET_URL = "https://store.example/files"
    for name in ("check_worker", "check_queue", "check_mail", "check_log", "check_files"):
        monkeypatch.setattr(health, name, lambda: {"ok": True})
    monkeypatch.setattr(conditions, "tls_lifetime", lambda: lifetime(90))
    monkeypatch.setattr(conditions.shutil, "disk_usage", lambda _folder: Usage(100, 50, 50))
    monkeypatch.setattr(erasures, "try_to_write", lambda: None)
    for what in LastDone.What:
        LastDone.note(what)


def lifetime(days: float, *, of: float = 90) -> tuple[datetime, datetime]:
    until = timezone.now() + timedelta(days=days)
    return until - timedelta(days=of), until


def done(what: LastDone.What, ago: timedelta) -> None:
    LastDone.objects.filter(what=what).update(at=timezone.now() - ago)


def failing(**more: object):
    return lambda: {"ok": False, **more}


def refused_by(domain: str, number: int) -> None:
    for one in range(number):
        mail = MessageFactory(to=f"somebody{one}@{domain}")
        Message.objects.filter(pk=mail.pk).update(state=Message.State.FAILED)


def fail_a_task() -> None:
    """Let a task have failed just now, by the clock of PostgreSQL and that of the test."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args, status, attempts) "
            "VALUES ('mail', 'mail.drain', 0, '{}', 'doing', 0) RETURNING id"
        )
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", cursor.fetchone())


def answer_errors(number: int) -> None:
    for _number in range(number):
        errors.count_server_error()


def no_list() -> None:
    raise PermissionError


def refuses() -> None:
    error = ssl.SSLCertVerificationError("no")
    error.verify_message = "certificate has expired"
    raise error


BEGINS = {
    "backup": (lambda patch, settings: done(LastDone.What.BACKUP, timedelta(hours=27)), "The last backup is"),
    "restore": (lambda patch, settings: done(LastDone.What.TRIED, timedelta(days=91)), "Nobody has tried for 90 days"),
    "disk": (
        lambda patch, settings: patch(conditions.shutil, "disk_usage", lambda _folder: Usage(100, 91, 9)),
        "9% of the disk that holds /",
    ),
    "signing": (lambda patch, settings: sign(settings, 59), "The signing certificate ends on "),
    "tls": (lambda patch, settings: patch(conditions, "tls_lifetime", lambda: lifetime(17)), "The TLS certificate of"),
    "worker": (
        lambda patch, settings: patch(health, "check_worker", failing(silent=list(health.QUEUES))),
        "No worker gives a sign of life.",
    ),
    "queue": (
        lambda patch, settings: patch(health, "check_queue", failing(oldest_seconds=660, late=["mail"])),
        "waiting for 11 minutes",
    ),
    "failed_tasks": (lambda patch, settings: fail_a_task(), "The last one: mail.drain."),
    "server_errors": (lambda patch, settings: answer_errors(5), "an error (5xx) within an hour: 5."),
    "mail": (lambda patch, settings: patch(health, "check_mail", failing()), "Emails wait and do not leave."),
    "refused": (lambda patch, settings: refused_by("Large.example", 5), "large.example takes no email from"),
    "erasure_list": (lambda patch, settings: patch(erasures, "try_to_write", no_list), "The list of erasures cannot"),
    "log": (lambda patch, settings: patch(health, "check_log", failing()), "The log of the charter is not signed"),
    "files": (lambda patch, settings: patch(health, "check_files", failing()), "The store of files gives no answer."),
}  # fmt: skip


def sign(settings, days: float) -> None:
    settings.CHARTER_SIGNING_KEY, settings.CHARTER_SIGNING_CERTIFICATE = signing_pair("Network", days=days)


def told() -> list[tuple[str, str]]:
    rows = Message.objects.filter(key__startswith="upkeep:").order_by("pk")
    return [(row.template.rpartition("/")[2], row.to) for row in rows]


@pytest.mark.parametrize("name", conditions.CONDITIONS)
def test_an_alarm_is_mailed_once_when_it_begins_and_once_when_it_is_over(name, client, monkeypatch, settings):
    begin, words = BEGINS[name]
    client.force_login(User.objects.create_superuser("root", password="not-a-secret-42"))
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        look(0)
        assert not Alarm.objects.exists()
        with monkeypatch.context() as patched:
            before = (settings.CHARTER_SIGNING_KEY, settings.CHARTER_SIGNING_CERTIFICATE)
            begin(patched.setattr, settings)
            for minutes in (0, 10, 20, 30):
                clock.move_to(start + timedelta(minutes=minutes))
                look(0)
            assert words in str(Alarm.objects.get())
            assert told() == [("alarm", OPERATOR)]
            page = client.get("/cms/").text
            assert "The installation needs you" in page
            assert words in page.replace("&quot;", '"')
        settings.CHARTER_SIGNING_KEY, settings.CHARTER_SIGNING_CERTIFICATE = before
        for what in LastDone.What:
            LastDone.note(what)
        Message.objects.filter(state=Message.State.FAILED).delete()
        clock.move_to(start + timedelta(minutes=40))
        look(0)
        assert told() == [("alarm", OPERATOR)]  # what comes back within an hour is the same alarm
        clock.move_to(start + timedelta(minutes=100))
        for what in LastDone.What:
            LastDone.note(what)
        look(0)
        look(0)
    assert told() == [("alarm", OPERATOR), ("over", OPERATOR)]
    assert not Alarm.objects.exists()
    assert "The installation needs you" not in client.get("/cms/").text


def test_what_is_well_is_no_alarm_just_before(settings, monkeypatch):
    """A certificate that renews itself is not early at 60 days, one that somebody orders is."""
    done(LastDone.What.BACKUP, timedelta(hours=25))
    done(LastDone.What.TRIED, timedelta(days=89))
    sign(settings, 61)
    refused_by("small.example", 4)
    refused_by("mixed.example", 5)
    MessageFactory(to="taken@mixed.example", state=Message.State.SENT, sent_at=timezone.now())

    assert [name for name, condition in conditions.CONDITIONS.items() if condition()] == []
    assert [conditions.is_late(*lifetime(days, of=of)) for days, of in ((19, 90), (17, 90), (61, 365), (59, 365))] == [
        False, True, False, True,
    ]  # fmt: skip


def test_a_new_installation_has_a_day_for_its_first_backup():
    LastDone.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE django_migrations SET applied = now() - interval '25 hours'")
        assert (conditions.backup(), conditions.restore()) == (None, None)
        cursor.execute("UPDATE django_migrations SET applied = now() - interval '91 days'")

    assert str(conditions.backup()) == "No backup was made yet."
    assert str(conditions.restore()) == "Nobody has tried for 90 days whether a backup opens."


def test_backup_that_did_not_finish_is_told_of_two_hours_after_it_began():
    done(LastDone.What.BACKUP, timedelta(hours=5))
    done(LastDone.What.BEGUN, timedelta(minutes=119))
    assert conditions.backup() is None
    done(LastDone.What.BEGUN, timedelta(minutes=121))

    assert str(conditions.backup()).startswith("The backup of ")
    LastDone.objects.filter(what=LastDone.What.BACKUP).delete()
    assert str(conditions.backup()).endswith(" did not finish.")


def test_an_upgrade_backs_up_before_there_is_a_table_to_note_it_in():
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE backups_lastdone")
    LastDone.note(LastDone.What.BACKUP)


def test_a_certificate_that_browsers_refuse_is_told_and_a_silent_host_is_not(monkeypatch):
    monkeypatch.setattr(conditions, "tls_lifetime", refuses)
    assert str(conditions.tls()).endswith("certificate of the site: certificate has expired.")
    monkeypatch.setattr(conditions, "tls_lifetime", lambda: None)
    assert conditions.tls() is None


def test_a_condition_that_cannot_be_asked_ends_no_alarm_and_stops_no_other(monkeypatch, settings):
    def breaks() -> None:
        raise RuntimeError("no")

    settings.OPERATOR_ADDRESS = ""  # nobody is to be told: the CMS still says it
    long_ago = timezone.now() - timedelta(days=2)
    Alarm.objects.create(
        condition="disk", text="%(percent)s", values={"percent": 9}, began_at=long_ago, seen_at=long_ago
    )
    monkeypatch.setitem(conditions.CONDITIONS, "disk", breaks)
    monkeypatch.setitem(conditions.CONDITIONS, "mail", lambda: Words("Emails wait and do not leave."))
    services.look()
    services.look()

    assert {(alarm.condition, alarm.is_told) for alarm in Alarm.objects.all()} == {("disk", False), ("mail", True)}
    assert told() == []


def test_the_first_page_shows_administrators_alone_what_the_installation_needs(client):
    editor = User.objects.create_user("editor", password="not-a-secret-42")
    now = timezone.now()
    Alarm.objects.create(condition="mail", text="Emails wait and do not leave.", began_at=now, seen_at=now)
    client.force_login(editor)
    assert "Emails wait" not in client.get("/cms/").text
    with override("fr"):
        assert str(services.standing()[0][0]) != "Emails wait and do not leave."


def test_the_report_of_a_week_has_ten_lines_and_comes_once(settings):
    settings.OPERATOR_LANGUAGE = "fr"
    with time_machine.travel(datetime(2026, 12, 7, 6, tzinfo=UTC)):
        tell_week(0)
        tell_week(0)
    report = Message.objects.get(template="upkeep/mail/weekly")

    assert (report.to, report.language, report.key) == (OPERATOR, "fr", "upkeep:weekly:2026-50")
    assert len(report.context["lines"]) == 10
    assert services.tell_week(date(2026, 12, 14)) != report

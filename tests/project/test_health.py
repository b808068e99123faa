"""`/health/` says in one word whether all is well, and names what is not to who may know."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from charter.certificates.models import Certificate
from charter.certificates.services import issue_due
from coalition import health, probes
from coalition.boundary import LOCAL
from coalition.certificates.apps import check_pair
from coalition.certificates.signing_key import BadIdentity, identity
from coalition.mail.models import Message
from coalition.mail.services import send
from coalition.upkeep import conditions, services
from coalition.users.models import User
from newsletters.sending.models import Delivery
from tests.factories.charter import SignatureFactory, accept
from tests.factories.newsletters import EditionTextFactory, ReaderFactory
from tests.production import signing_pair

pytestmark = pytest.mark.django_db


PARTS = ("database", "migrations", "worker", "queue", "mail", "certificates", "log")
TOKEN = "a-token-of-more-than-twenty-characters"


@pytest.fixture(autouse=True)
def _token(settings) -> None:
    settings.HEALTH_TOKEN = TOKEN


def forget() -> None:
    """Let the next probe look again."""
    probes.healthy.forget()
    probes.readiness.forget()


def look(client: Client) -> HttpResponse:
    """Ask with the token, which shows every part."""
    return client.get("/health/", headers={"authorization": f"Bearer {TOKEN}"})


ADD_JOB = (
    "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args, status, scheduled_at, attempts, worker_id) "
    "VALUES (%s, 'nothing', 0, '{}', %s, now() - %s::interval, 0, %s)"
)


def hear_a_worker(age: timedelta = timedelta(seconds=5), *queues: str) -> None:
    """Let the last sign of life of the only worker of `queues`, of all where none is named, be `age` old."""
    queues = queues or health.QUEUES
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_workers WHERE id IN "
            "(SELECT worker_id FROM procrastinate_jobs WHERE queue_name = ANY(%s))", [list(queues)],
        )  # fmt: skip
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s) RETURNING id", [age])
        (worker,) = cursor.fetchone()
        for queue in queues:
            cursor.execute(ADD_JOB, [queue, "succeeded", "1 minute", worker])


def let_a_job_wait(queue: str, age: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(ADD_JOB, [queue, "todo", age, None])


@pytest.fixture(autouse=True)
def _worker(db: None) -> None:
    hear_a_worker()


def owe_a_mail(age: timedelta) -> None:
    mail = send(key=f"old-{age}", template="mail/test", to="someone@town.example", language="en")
    Message.objects.filter(pk=mail.pk).update(created_at=timezone.now() - age)


def test_a_well_site_answers_200(client: Client):
    response = look(client)

    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    told = response.json()
    assert (told["status"], told["failing"]) == ("ok", [])
    assert {name: part["ok"] for name, part in told["parts"].items()} == dict.fromkeys(PARTS, True)


@pytest.mark.parametrize(
    ("days", "status", "says", "waits"),
    [(61, 200, "", False), (59, 200, "warning", True), (-1, 503, "reason", True)],
    ids=["long", "soon", "ran out"],
)
def test_a_signing_certificate_that_runs_out_is_told_of(client: Client, settings, days, status, says, waits):
    """To the operator and on the first page of the CMS; once it ran out nothing is signed by it."""
    settings.CHARTER_SIGNING_KEY, settings.CHARTER_SIGNING_CERTIFICATE = signing_pair("Network", days=days)
    response = look(client)
    part = response.json()["parts"]["certificates"]

    told = {name: words for name, words in part.items() if name in {"reason", "warning"}}
    assert (response.status_code, list(told)) == (status, [says] if says else [])
    assert all("signing certificate" in words for words in told.values())
    services.look()
    client.force_login(User.objects.create_superuser("root", password="not-a-secret-42"))
    assert ("The signing certificate ends on" in client.get("/cms/").content.decode()) == waits
    with nullcontext() if days > 0 else pytest.raises(BadIdentity, match="not valid today"):
        identity()


def test_without_a_signing_pair_the_site_runs_and_says_that_no_certificate_is_issued(client: Client, settings):
    """To the operator by `check` and /health/, and on the first page of the CMS. What is owed waits in peace."""
    settings.DEMO = False
    part = look(client).json()["parts"]["certificates"]

    assert (part["ok"], part["warning"]) == (True, "no certificate is issued: nothing is set that signs them")
    assert [found.id for found in check_pair()] == ["certificates.W001"]
    services.look()
    client.force_login(User.objects.create_superuser("root", password="not-a-secret-42"))
    assert "No certificate is issued" in client.get("/cms/").content.decode()
    assert issue_due() is False


def test_mail_that_waits_too_long_is_named_without_an_address(client: Client):
    owe_a_mail(health.MAX_MAIL_AGE - timedelta(minutes=1))
    Message.objects.update(attempts=1, next_attempt_at=timezone.now() + timedelta(minutes=1))
    assert look(client).status_code == 200
    owe_a_mail(health.MAX_MAIL_AGE + timedelta(minutes=1))

    response = look(client)

    assert (response.status_code, response.json()["failing"]) == (503, ["mail"])
    assert response.json()["parts"]["mail"]["late"] == 1
    assert "town.example" not in response.content.decode()


def test_what_was_perhaps_sent_is_counted_and_rings_no_alarm(client: Client):
    now = timezone.now()
    for age in (timedelta(days=1), health.DOUBTS_SHOWN + timedelta(minutes=1)):
        owe_a_mail(age)
        text = EditionTextFactory()
        copy = {"edition": text.edition, "text": text, "reader": ReaderFactory()}
        Delivery.objects.create(**copy, state="uncertain", next_attempt_at=now - age)
    Message.objects.update(state="uncertain")

    response = look(client)

    part = response.json()["parts"]["mail"]
    assert (response.status_code, part["ok"], part["uncertain"]) == (200, True, 2)


def no_sign_of_life() -> None:
    hear_a_worker(health.MAX_HEARTBEAT_AGE + timedelta(seconds=10))


def a_job_of_an_hour_ago() -> None:
    let_a_job_wait("default", "1 hour")


def certificates_of_long_ago() -> None:
    accept(SignatureFactory(state="submitted", act_file_sha256="b" * 64))
    Certificate.objects.update(ordered_at=timezone.now() - health.MAX_CERTIFICATE_AGE - timedelta(minutes=1))


def a_newsletter_that_stands_still() -> None:
    due = timezone.now() - health.MAX_STANDSTILL - timedelta(minutes=1)
    text = EditionTextFactory()
    Delivery.objects.create(edition=text.edition, text=text, reader=ReaderFactory(), next_attempt_at=due)


@pytest.mark.parametrize(
    ("happens", "part", "reason"),
    [
        (no_sign_of_life, "worker", "the last worker gave no sign of life"),
        (a_job_of_an_hour_ago, "queue", ""),
        (certificates_of_long_ago, "certificates", ""),
        (lambda: owe_a_mail(health.MAX_STANDSTILL + timedelta(minutes=1)), "mail", "mail stands still"),
        (a_newsletter_that_stands_still, "mail", "a newsletter stands still"),
    ],
)
def test_what_stands_still_is_named(client: Client, happens: Callable[[], None], part: str, reason: str):
    hear_a_worker(health.MAX_HEARTBEAT_AGE - timedelta(seconds=10))
    assert look(client).status_code == 200
    forget()
    happens()

    response = look(client)

    assert (response.status_code, response.json()["failing"]) == (503, [part])
    assert response.json()["parts"][part]["reason"].startswith(reason)


@pytest.mark.parametrize("queue", health.QUEUES)
def test_dead_worker_of_one_queue_is_named_whatever_the_others_do(client: Client, queue: str):
    others = [other for other in health.QUEUES if other != queue]
    hear_a_worker(timedelta(seconds=5), *others)
    hear_a_worker(health.MAX_HEARTBEAT_AGE + timedelta(minutes=5), queue)
    let_a_job_wait(queue, "90 seconds")  # a worker that is started anew may take a while
    assert look(client).status_code == 200
    let_a_job_wait(queue, "3 minutes")
    forget()

    response = look(client)

    part = response.json()["parts"]["worker"]
    assert (response.status_code, response.json()["failing"], part["silent"]) == (503, ["worker"], [queue])
    assert part["reason"] == f"no worker takes the jobs of {queue}: is it running?"
    assert [name for name, own in part["queues"].items() if own["ok"]] == others
    assert str(conditions.worker()) == f"No worker takes the tasks of: {queue}."
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers WHERE last_heartbeat < now() - interval '1 minute'")
    assert look(client).json()["failing"] == ["worker"]  # its row is taken away by the next worker


def test_queue_whose_jobs_wait_is_named(client: Client):
    let_a_job_wait("editions", "11 minutes")

    part = look(client).json()["parts"]["queue"]

    assert (part["ok"], part["late"]) == (False, ["editions"])
    assert part["reason"] == "jobs of editions wait: is the worker running?"
    assert str(conditions.queue()) == "Tasks of editions wait; the oldest has been waiting for 11 minutes."


def test_before_the_migrations_health_names_them_and_breaks_nothing(client: Client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'privacy'")
        cursor.execute("ALTER TABLE procrastinate_workers RENAME TO not_there_yet")

    with transaction.atomic():
        response = look(client)
        transaction.set_rollback(True)

    parts = response.json()["parts"]
    assert (response.status_code, parts["migrations"]["reason"][-26:]) == (503, "migrations are not applied")
    assert parts["worker"] == {"ok": False, "reason": "not known before all migrations are applied"}


def test_a_lost_database_is_named_and_breaks_nothing(client: Client, monkeypatch: pytest.MonkeyPatch):
    def lost() -> None:
        raise DatabaseError("the server closed the connection")

    monkeypatch.setattr(health.connection, "cursor", lost)

    response = look(client)

    assert response.status_code == 503
    assert response.json()["parts"]["database"] == {"ok": False, "reason": "DatabaseError"}


@pytest.mark.parametrize(
    "token", ["", "Bearer", "Bearer ", "Bearer wrong", f"Basic {TOKEN}", TOKEN, f"Bearer {TOKEN}x"]
)
def test_in_public_health_says_only_ok_or_failing(client: Client, token: str):
    answers = []
    for well in (True, False):
        forget()
        if not well:
            owe_a_mail(health.MAX_MAIL_AGE + timedelta(minutes=1))
        response = client.get("/health/", headers={"authorization": token})
        answers.append((response.status_code, response.content, response["Cache-Control"]))

    assert answers == [(200, b'{"status": "ok"}', "no-store"), (503, b'{"status": "failing"}', "no-store")]


def test_who_asks_on_this_machine_sees_the_parts(client: Client):
    assert "parts" in client.get("/health/", **{LOCAL: True}).json()
    assert "parts" not in client.get("/health/", headers={LOCAL: "True"}).json()


def test_however_many_ask_the_database_is_asked_once(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(probes, "KEPT_FOR", 3600)  # the machine may be slow
    client.get("/health/")
    with CaptureQueriesContext(connection) as queries:
        answers = {client.get("/health/").content for _number in range(5)}

    assert (answers, len(queries)) == ({b'{"status": "ok"}'}, 0)


def test_live_asks_no_database_and_ready_asks_for_tables(client: Client, monkeypatch: pytest.MonkeyPatch):
    with CaptureQueriesContext(connection) as queries:
        assert (client.get("/live/").status_code, len(queries)) == (200, 0)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")
        assert client.get("/ready/").status_code == 200  # it does not mind a worker that rests
        cursor.execute("DELETE FROM django_migrations WHERE app = 'privacy'")
    forget()
    assert (client.get("/live/").status_code, client.get("/ready/").status_code) == (200, 503)


@pytest.mark.parametrize("path", ["/live/", "/ready/", "/health/"])
def test_a_probe_by_address_and_in_clear_is_answered(client: Client, settings, path: str):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_REDIRECT_EXEMPT = [r"^((live|ready|health)/|metrics)$"]
    settings.ALLOWED_HOSTS = ["coalition.example"]

    response = client.get(path, headers={"host": "10.1.2.3:8000"})

    assert (response.status_code, response.content) == (200, b'{"status": "ok"}')
    assert (client.head(path).status_code, client.post(path).status_code) == (200, 405)


def test_a_queue_that_is_long_and_moves_is_well(client: Client):
    for minutes in (1, 2):
        owe_a_mail(health.MAX_STANDSTILL + timedelta(minutes=minutes))
    Message.objects.filter(pk=Message.objects.first().pk).update(state="sent", sent_at=timezone.now())

    assert look(client).json()["parts"]["mail"]["ok"]

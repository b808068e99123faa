"""A restored database holds its mail until a person says what is right."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from coalition import health
from coalition.mail import drain, epochs
from coalition.mail.models import Epoch, Message
from newsletters.sending import services as sending
from newsletters.sending.models import Delivery, Edition
from tests.factories.mail import MessageFactory
from tests.factories.newsletters import ReaderFactory, make_edition, send_edition
from tests.mail import memory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def beside(settings, tmp_path):
    """Keep what stands outside the database in a folder of the test's own."""
    memory.outbox.clear()
    settings.MAIL_EPOCHS = tmp_path / "epochs"
    return settings.MAIL_EPOCHS


def tell(*arguments: str) -> str:
    out = StringIO()
    call_command("mail_after_restore", *arguments, stdout=out)
    return out.getvalue()


def restore_elsewhere() -> None:
    """Let the database look as a dump does that was restored into another one."""
    Epoch.objects.update(database=1)


def test_a_first_installation_and_its_later_starts_are_asked_nothing():
    for _start in range(3):
        MessageFactory()
        outcome = drain.drain()
        assert (outcome.sent, outcome.held) == (1, False)
    assert Epoch.objects.values_list("begun_by", "mark").get() == ("first", 3)
    assert tell() == "No mail is held.\n"


def test_a_restored_dump_of_twenty_owed_mails_sends_nothing_until_a_person_decides():
    MessageFactory()
    drain.drain()
    memory.outbox.clear()
    MessageFactory.create_batch(20)
    ReaderFactory.create_batch(3)
    send_edition(page=make_edition())
    restore_elsewhere()

    for _run in range(3):
        assert drain.drain().held
        assert sending.deliver().held

    assert (memory.outbox, Message.objects.filter(state="queued").count()) == ([], 20)
    assert Delivery.objects.filter(state="queued").count() == 3
    part = health.check_mail()
    assert (part["ok"], part["reason"]) == (
        False,
        "mail is held: the database is a copy, or was restored; see coalition mail_after_restore",
    )
    since = timezone.localtime(Epoch.objects.latest("pk").held_since)
    assert f"Mail is held since {since:%Y-%m-%d %H:%M} (Europe/Paris): " in tell()
    assert "Single mails owed: 20." in tell()


def test_health_names_it_before_the_worker_did():
    drain.drain()
    restore_elsewhere()

    assert health.check_mail()["reason"].startswith("mail is held")
    assert not Epoch.objects.exclude(held_since=None).exists()


def test_what_is_owed_is_sent_when_a_person_says_so():
    drain.drain()
    MessageFactory.create_batch(20)
    restore_elsewhere()
    assert drain.drain().held

    assert tell("send") == "Mail goes again. Mails and copies of newsletters dropped: 0.\n"

    assert drain.drain().sent == 20
    assert not drain.drain().held
    assert health.check_mail()["ok"]


def test_what_was_owed_before_is_dropped_and_what_came_since_is_sent():
    drain.drain()
    old = MessageFactory.create_batch(20, sensitive=True, created_at=timezone.now() - timedelta(hours=1))
    ReaderFactory.create_batch(3)
    send_edition(page=make_edition())
    Message.objects.exclude(pk__in=[mail.pk for mail in old]).delete()
    restore_elsewhere()
    assert drain.drain().held
    new = MessageFactory(created_at=timezone.now() + timedelta(seconds=1))

    assert tell("drop") == "Mail goes again. Mails and copies of newsletters dropped: 23.\n"
    sending.deliver()
    drain.drain()

    assert [recipient for _sender, recipient, _data in memory.outbox] == [new.to]
    rows = Message.objects.exclude(pk=new.pk).values_list("state", "last_error", "context")
    assert {(state, error, str(context)) for state, error, context in rows} == {("failed", epochs.DROPPED, "{}")}
    assert set(Delivery.objects.values_list("state", flat=True)) == {"failed"}
    assert Edition.objects.get().state == "sent"


def test_an_older_state_of_the_same_database_is_noticed_by_what_stands_outside():
    drain.drain()
    backup = list(Epoch.objects.values())
    drain.drain()
    Epoch.objects.all().delete()
    Epoch.objects.bulk_create(Epoch(**row) for row in backup)

    assert drain.drain().held
    assert "older than this installation" in health.check_mail()["reason"]
    tell("send")
    assert not drain.drain().held

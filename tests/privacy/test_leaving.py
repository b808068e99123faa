"""Who left stays away in a database that was set back, and who came back stays."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from coalition.mail import bounces
from coalition.mail import services as mail
from coalition.mail.models import Message, Suppression
from coalition.privacy import erasure_replay, erasures
from coalition.privacy.checks import check_erasure_list
from coalition.privacy.email_addresses import address_digest
from coalition.users.models import User
from events.registrations import services as registrations
from events.registrations.models import Registration
from newsletters.readers import services as readers
from newsletters.readers.models import Reader
from tests.factories.events import NOW, RegistrationFactory
from tests.factories.newsletters import ReaderFactory

pytestmark = pytest.mark.django_db
ADDRESS = "ada.hidden@town.example"
NOBODY = {"mail": 0, "newsletter": 0, "seat": 0}


@pytest.fixture(autouse=True)
def listed(settings, tmp_path: Path) -> Path:
    settings.ERASURE_LIST = str(tmp_path / "apart" / "erasures.jsonl")
    return Path(settings.ERASURE_LIST)


def unsubscribe() -> Callable[[], bool]:
    reader = ReaderFactory(email=ADDRESS, confirmed_at=timezone.now() - timedelta(days=1))
    readers.unsubscribe(reader=reader)
    Reader.objects.update(state="confirmed", unsubscribed_at=None)
    return lambda: not Reader.objects.confirmed().exists()


def give_back() -> Callable[[], bool]:
    registration = RegistrationFactory(email=ADDRESS)
    registrations.cancel_registration(registration=registration)
    Registration.objects.update(state="confirmed")
    Message.objects.all().delete()
    return lambda: Registration.objects.get().state == "cancelled"


def object_to_mail() -> Callable[[], bool]:
    ReaderFactory(email=ADDRESS)
    mail.suppress(digest=address_digest(ADDRESS), reason=Suppression.Reason.COMPLAINED)
    Suppression.objects.all().delete()
    return lambda: Suppression.objects.exists()


@pytest.mark.parametrize(("step", "name"), [(unsubscribe, "newsletter"), (give_back, "seat"), (object_to_mail, "mail")])
def test_a_step_is_taken_again_once_and_without_a_mail(listed: Path, step: Callable[[], Callable[[], bool]], name: str):
    with time_machine.travel(NOW, tick=False):
        is_taken = step()
        assert not is_taken()
        written = listed.read_text()
        again = erasure_replay.leave_again(listed)

        assert again == {**NOBODY, name: 1}
        assert is_taken()
        assert erasure_replay.leave_again(listed) == NOBODY
    assert Message.objects.count() == 0
    assert listed.read_text() == written
    assert "town.example" not in written
    assert len(erasures.read(listed).left) == 1
    assert erasures.read(listed).erased == frozenset()


def test_who_came_back_stays(listed: Path):
    reader = ReaderFactory(email=ADDRESS)
    with time_machine.travel(NOW, tick=False):
        readers.unsubscribe(reader=reader)
    Reader.objects.update(state="confirmed", unsubscribed_at=None, confirmed_at=NOW + timedelta(hours=1))
    objected = mail.suppress(digest=address_digest(ADDRESS), reason=Suppression.Reason.COMPLAINED)
    bounces.lift_suppression(suppression=objected, by=User.objects.create_user("nadia"), why="She wrote to us.")
    registrations.cancel_registration(registration=RegistrationFactory(email=ADDRESS))
    RegistrationFactory(email=ADDRESS)

    assert erasure_replay.leave_again(listed) == NOBODY
    assert Registration.objects.filter(state="confirmed").count() == 1


def test_two_steps_of_one_person_have_nothing_in_common_and_an_old_key_still_reads(listed: Path, settings):
    former = settings.SECRET_KEY
    unsubscribe()
    mail.suppress(digest=ADDRESS, reason=Suppression.Reason.COMPLAINED)
    assert len({digest for _key, _step, digest in erasures.read(listed).left}) == 2

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new" * 20, [former]
    assert erasure_replay.leave_again(listed)["newsletter"] == 1


def test_a_list_that_cannot_be_written_is_named_and_keeps_nobody_from_leaving(settings, tmp_path: Path, caplog):
    (tmp_path / "file").write_text("")
    settings.ERASURE_LIST = str(tmp_path / "file" / "erasures.jsonl")
    reader = ReaderFactory(email=ADDRESS)

    assert [message.id for message in check_erasure_list()] == ["privacy.W001"]
    assert readers.unsubscribe(reader=reader).state == "unsubscribed"
    assert [record.message for record in caplog.records] == [
        "The list of erasures could not be written: a restored database would undo a step"
    ]
    assert ADDRESS not in caplog.text

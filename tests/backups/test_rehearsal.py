"""A backup is restored on a fresh server: all is there, who was erased since is not, and no mail leaves."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from charter.certificates import services as certificates
from charter.certificates.models import Certificate
from charter.ledger import log
from coalition.backups.models import LastDone
from coalition.mail import drain, epochs
from coalition.mail.models import Message
from coalition.privacy import erasures
from coalition.privacy import person_requests as persons
from newsletters.readers import services as readers
from newsletters.readers.models import Reader
from tests.databases import query
from tests.factories.charter import accept, submitted
from tests.factories.mail import MessageFactory
from tests.factories.newsletters import ReaderFactory
from tests.mail import memory

pytestmark = pytest.mark.attack

ADA, BEA, CAT = "ada.hidden@town.example", "bea@town.example", "cat@town.example"


def run(*arguments: object) -> str:
    out = StringIO()
    call_command(*map(str, arguments), stdout=out, stderr=out)
    return out.getvalue()


def restored(place, backup: Path, **options: object) -> str:
    values = {"identity": place.identity, "erasures": place.erasures, **options}
    return run("restore", backup, *(f"--{name}={value}" for name, value in values.items()))


@transaction.atomic
def fill() -> None:
    """Make readers, an owed mail, a signature with its certificate, a checkpoint and two files."""
    ReaderFactory(email=ADA)
    ReaderFactory(email=BEA)
    ReaderFactory(email=CAT)
    MessageFactory()
    drain.drain()
    memory.outbox.clear()
    MessageFactory(to=BEA)
    accept(submitted())
    while certificates.issue_due():
        pass
    log.sign_checkpoint()
    storages["default"].save("images/north/harbour.png", ContentFile(b"picture"))
    storages["private"].save("proposals/act.pdf", ContentFile(b"act"))


def erase(address: str) -> None:
    asked = persons.record(
        kind="erasure", channel="email", identity_check="reply", address=address, received_on=timezone.localdate(),
        by=None,
    )  # fmt: skip
    persons.erase(request=asked, address=address, by=None)


def certificates_by_digest() -> dict[str, bytes]:
    return {certificate.sha256: bytes(certificate.pdf) for certificate in Certificate.objects.all()}


def only(folder: Path) -> Path:
    (found,) = folder.glob("*.age")
    return found


def tables() -> int:
    name = connection.settings_dict["NAME"]
    return int(query(name, "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace")[0][0])


def test_a_lost_installation_comes_back_without_who_was_erased_and_sends_nothing(place, database):
    fill()
    told = run("backup", place.apart)
    kept = {
        name: data for name, data in place.files().items() if name.startswith(("media/", "private/", "charter-log"))
    }
    erase(ADA)
    readers.unsubscribe(reader=Reader.objects.get(email=CAT))
    mailed, checkpoint = Message.objects.count(), log.kept()[-1]
    issued = certificates_by_digest()

    database()
    place.lose()
    said = restored(place, only(place.apart))

    assert told.startswith(f"{only(place.apart)}: {len(kept) + 1} files, ")
    assert len(kept) == 3
    assert "People erased again: 1. Left again: mail 0, newsletter 1, seat 0." in said
    assert " entries, fingerprint " in said  # what is told of a ledger without a fault
    assert list(Reader.objects.confirmed().values_list("email", flat=True)) == [BEA]
    assert list(Reader.objects.exclude(state="confirmed").values_list("email", flat=True)) == [CAT]
    assert certificates_by_digest() == issued
    assert {name: place.files()[name] for name in kept} == kept
    assert log.kept()[-1] == checkpoint
    assert epochs.held().held_because == "moved"
    assert (drain.drain().held, memory.outbox) == (True, [])
    assert Message.objects.count() == mailed
    assert list(place.data.glob("re*-*")) == list(place.data.glob("backup-*")) == []
    assert run("replay_erasures") == "People erased again: 0. Left again: mail 0, newsletter 0, seat 0.\n"


def test_what_does_not_fit_is_refused_with_a_sentence_and_changes_nothing(place, database, settings):
    storages["private"].save("proposals/act.pdf", ContentFile(b"act"))
    erase("nobody@town.example")
    run("backup", place.apart)
    backup, data = only(place.apart), only(place.apart).read_bytes()
    place.lose()
    run("backup_key", place.apart / "other")
    assert refusal(place, backup) == "The database backup_… is not empty: restore into a new one."
    database()

    def damaged(content: bytes) -> Path:
        path = place.apart / "damaged"
        path.write_bytes(content)
        return path

    middle = len(data) // 2
    flipped = data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
    for content in (data[:middle], data[:-1], flipped, b"", b"no backup at all"):
        assert refusal(place, damaged(content)).startswith("This backup is damaged or was cut short")
    assert refusal(place, backup, identity=place.apart / "other").startswith("No key of this file opens the backup")
    assert refusal(place, backup, identity=backup).endswith("is no file of secret keys of age.")
    assert refusal(place, backup, erasures=place.apart / "none").startswith("There is no list of erasures")
    cut = place.apart / "cut"
    cut.write_bytes(b"")
    assert "is not the list of erasures that this backup knows" in refusal(place, backup, erasures=cut)
    settings.SECRET_KEY = "another" * 10
    assert refusal(place, backup) == "This backup was made under another DJANGO_SECRET_KEY, or by somebody else."
    assert (tables(), place.files()) == (0, {})


def refusal(place, backup: Path, **options: object) -> str:
    """Return the sentence by which a restore is refused, the number of this test's database left out."""
    with pytest.raises(CommandError) as refused:
        restored(place, backup, **options)
    name = connection.settings_dict["NAME"]
    return str(refused.value).replace(name, "backup_…")


def test_a_backup_that_cannot_be_closed_leaves_nothing(place, settings, django_db_blocker, django_db_setup):
    settings.BACKUP_RECIPIENTS = []
    with pytest.raises(CommandError, match="BACKUP_RECIPIENTS names no key"):
        run("backup", place.apart)
    settings.BACKUP_RECIPIENTS = ["age1nothing"]
    with pytest.raises(CommandError, match="names no key of age: age1nothing"):
        run("backup", place.apart)
    assert sorted(path.name for path in place.apart.iterdir()) == ["key"]
    with pytest.raises(CommandError, match="cannot be written: File exists"):
        run("backup_key", place.identity)


def test_the_list_of_erasures_goes_on_after_a_crash_and_over_a_change_of_the_key(place, settings):
    erasures.remember(ADA.upper())
    with place.erasures.open("ab") as file:
        file.write(b'{"at": "2026')  # a crash
    erasures.remember(BEA)
    listed = erasures.read(place.erasures)
    assert {digest for _key, digest in listed.erased} == {erasures.digest(ADA), erasures.digest(BEA)}
    assert "town.example" not in place.erasures.read_text()
    assert place.erasures.stat().st_mode & 0o777 == 0o600

    former = settings.SECRET_KEY
    settings.SECRET_KEY = "new" * 20
    with pytest.raises(erasures.BadList, match="DJANGO_SECRET_KEY_FALLBACKS"):
        erasures.secrets_of(listed, [settings.SECRET_KEY])
    assert erasures.secrets_of(listed, [settings.SECRET_KEY, former])

    place.erasures.write_text("not a line\n")
    with pytest.raises(erasures.BadList, match="cannot be read"):
        erasures.read(place.erasures)


def test_a_backup_is_tried_as_a_whole_and_nothing_changes(place, database):
    """Both are remembered, so that the site can say when the last one was; a damaged one is no trial."""
    fill()
    for day in range(1, 5):
        (place.apart / f"coalition-2026010{day}T010000Z.age").touch()
    with pytest.raises(CommandError, match="whole number from 1 on"):
        run("backup", place.apart, "--keep=-2")
    run("backup", place.apart, "--keep", 2)
    older, made = sorted(place.apart.glob("*.age"))
    before = place.files()

    assert older.name == "coalition-20260104T010000Z.age"
    said = run("restore", made, "--try", f"--identity={place.identity}")

    assert said.startswith("This backup opens: the database and ")
    assert set(LastDone.objects.values_list("what", flat=True)) == {"begun", "backup", "tried"}
    assert place.files() == before
    LastDone.objects.all().delete()
    made.write_bytes(made.read_bytes()[:-1000])
    with pytest.raises(CommandError):
        run("restore", made, "--try", f"--identity={place.identity}")
    assert not LastDone.objects.exists()

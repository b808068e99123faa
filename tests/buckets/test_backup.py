"""A backup holds what is in the bucket, and is restored into an empty one."""

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from tests.backups.conftest import database, place  # noqa: F401  # fixtures
from tests.backups.test_rehearsal import only, refusal, restored, run

FILES = {
    "default": {"images/north/harbour.png": b"picture"},
    "private": {"acts/act.pdf": b"act", "acts/é 1.pdf": b"other"},
}


def stored() -> dict[str, dict[str, bytes]]:
    found: dict[str, dict[str, bytes]] = {}
    for alias, files in FILES.items():
        for name in files:
            with storages[alias].open(name) as file:
                found.setdefault(alias, {})[name] = file.read()
    return found


def test_a_backup_is_restored_into_an_empty_bucket(hosts, place, database):  # noqa: F811
    for alias, files in FILES.items():
        for name, content in files.items():
            assert storages[alias].save(name, ContentFile(content)) == name
    place.erasures.touch()
    run("backup", place.apart)
    database()

    backup = only(place.apart)
    assert refusal(place, backup) == "The store of media files is not empty: restore into a new one."
    hosts.settings.BUCKET_URL += "-other"
    restored(place, backup)

    assert stored() == FILES

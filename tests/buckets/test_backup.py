"""A backup holds what is in the bucket, and is restored into an empty one; files of a disk go into it."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError
from django.utils import timezone
from wagtail.images import get_image_model

from tests.backups.conftest import database, place  # noqa: F401  # fixtures
from tests.backups.test_rehearsal import only, refusal, restored, run
from tests.pages import taken

FILES = {
    "default": {"images/north/harbour.png": b"picture"},
    "private": {"acts/act.pdf": b"act", "acts/é 1.pdf": b"other"},
}


def stored() -> dict[str, dict[str, bytes]]:
    """Return what stands under the names of FILES."""
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


def test_files_of_the_disk_go_into_the_bucket_once_and_none_is_replaced(hosts, tmp_path):
    hosts.settings.MEDIA_ROOT, hosts.settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"
    for alias, root in (("default", "media"), ("private", "private")):
        for name, content in FILES[alias].items():
            path = tmp_path / root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    assert run("move_files") == "media: 1 stored, 0 there already.\nprivate: 2 stored, 0 there already.\n"
    assert stored() == FILES
    assert run("move_files") == "media: 0 stored, 1 there already.\nprivate: 0 stored, 2 there already.\n"

    (tmp_path / "private/acts/act.pdf").write_bytes(b"another")
    with pytest.raises(CommandError, match=r"other files under the names of 1: private/acts/act\.pdf"):
        run("move_files")
    assert stored() == FILES
    hosts.away()
    with pytest.raises(CommandError, match="run it again"):
        run("move_files")


@pytest.mark.django_db
def test_old_files_that_no_row_names_are_told_and_go_only_on_request(hosts):
    image = get_image_model().objects.create(title="Door", file=ContentFile(taken.png(), name="door.png"))
    for name in ("acts/left.pdf", "courses/plain-1.zip"):
        hosts.private.bucket.put(name, b"left")
    assert run("orphaned_files") == "0 files that no row names.\n"

    with time_machine.travel(timezone.now() + timedelta(days=3), tick=False):
        assert run("orphaned_files") == "private/acts/left.pdf\n1 files that no row names.\n"
        assert hosts.stored(hosts.private, "acts") == ["acts/left.pdf"]
        assert run("orphaned_files", "--delete") == "private/acts/left.pdf\n1 files that no row names, deleted.\n"
    assert hosts.stored(hosts.private, "acts") == []
    assert hosts.stored(hosts.media, "original_images") == [image.file.name]

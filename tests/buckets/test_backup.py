"""A backup holds what is in the bucket, and is restored into an empty one."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import storages
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

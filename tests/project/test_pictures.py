"""Pictures of pages and mails are served by the site itself; nothing else of the media is."""

from pathlib import Path

import pytest
from django.test import Client


@pytest.fixture
def media(tmp_path: Path, settings) -> Path:
    settings.MEDIA_ROOT = tmp_path
    for name in ("images/door.jpg", "images/page.html", "original_images/door.jpg", "documents/list.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"bytes")
    return tmp_path


@pytest.mark.django_db
def test_a_picture_is_answered_and_may_be_kept_for_a_day(client: Client, media: Path):
    response = client.get("/media/images/door.jpg")

    assert (response.status_code, response["Content-Type"], response["Cache-Control"], b"".join(response)) == (
        200, "image/jpeg", "public, max-age=86400", b"bytes",
    )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "images/none.jpg",
        "images/page.html",
        "images/",
        "images/../documents/list.pdf",
        "original_images/door.jpg",
        "documents/list.pdf",
    ],
)
def test_nothing_else_of_the_media_is(client: Client, media: Path, path: str):
    assert client.get(f"/media/{path}", follow=True).status_code == 404


def test_a_way_out_of_the_folder_is_no_request(client: Client, media: Path):
    assert client.get("/media/images/..%2foriginal_images/door.jpg").status_code == 400

"""Pictures that an administrator goes on uploading, and a disk that is filled to its last byte."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path

import requests
from PIL import Image

from tests.project.visitor import Visitor

from .site import Site

PASSWORD = "a-Long-Enough-word"
NAME = "amina"
MAKE = f"""
from coalition.users.models import User
from tests.users.factors import give_app
give_app(User.objects.create_superuser("{NAME}", "{NAME}@coalition.example", "{PASSWORD}"))
"""
STORED = "SELECT id, file FROM wagtailimages_image"


@contextmanager
def filled(site: Site) -> Iterator[None]:
    """Leave no byte free on the disk of `site` meanwhile."""
    filler = site.folder / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"\0" * 65_536):
            pass
        while file.write(b"\0"):
            pass
    try:
        yield
    finally:
        filler.unlink()


def picture(number: int) -> bytes:
    """Return a PNG that no other number has."""
    data = BytesIO()
    Image.effect_noise((300, 200), 10 + number % 200).save(data, "PNG")
    return data.getvalue()


class Uploads:
    """What became of each picture: its bytes by name where it was acknowledged, and every answer."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.acknowledged: list[int] = []  # their keys
        self.answers: list[str] = []
        self.over = threading.Event()

    def go_on(self) -> None:
        """Upload until it is over."""
        visitor = Visitor(f"http://127.0.0.1:{self.site.port}")
        visitor.log_in(NAME, PASSWORD)
        visitor.prove()
        number = 0
        while not self.over.wait(1):
            number += 1
            try:
                answer = visitor.post(
                    "/cms/images/multiple/add/", files={"files[]": (f"p{number}.png", picture(number), "image/png")}
                )
            except requests.RequestException:
                self.answers.append("cut")
                continue
            self.answers.append(str(answer.status_code))
            if answer.status_code == 200 and answer.json().get("success"):
                self.acknowledged.append(int(answer.json()["image_id"]))

    def files(self) -> set[str]:
        """Return the originals that are stored."""
        folder = Path(self.site.environment["COALITION_VAR"]) / "media"
        return {str(path.relative_to(folder)) for path in (folder / "original_images").glob("*")}


@contextmanager
def going_on(site: Site) -> Iterator[Uploads]:
    """Let pictures be uploaded meanwhile; yield what becomes of them, once the first is answered."""
    site.manage("shell", "--verbosity", "0", "-c", MAKE)
    uploads = Uploads(site)
    thread = threading.Thread(target=uploads.go_on)
    thread.start()
    try:
        while thread.is_alive() and not uploads.answers:
            time.sleep(0.2)
        yield uploads
    finally:
        uploads.over.set()
        thread.join()


def lost_and_left(site: Site, uploads: Uploads) -> tuple[set[int], set[str]]:
    """Return the pictures that were acknowledged and are not there, and the files that no row knows."""
    rows = dict(site.query(STORED))
    print(f"pictures: {len(uploads.acknowledged)} acknowledged, answers {dict(Counter(uploads.answers))}")
    stored = uploads.files()
    there = {key for key, name in rows.items() if name in stored}
    return set(uploads.acknowledged) - there, stored - set(rows.values())

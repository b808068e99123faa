"""A kept file as pictures, page by page: whoever looks at one opens no file of a stranger on their own computer."""

from dataclasses import dataclass

from coalition.uploads import sandbox
from coalition.uploads.files import FIRST_BYTES
from coalition.uploads.inspector import limits
from coalition.uploads.inspector.verdict import Cause, Refused

PICTURE_BYTES = 4 * limits.MEBIBYTE


class NotDrawn(Exception):
    """The page could not be drawn; `is_busy` says that it may be in a minute."""

    def __init__(self, *, is_busy: bool) -> None:
        super().__init__("busy" if is_busy else "not drawn")
        self.is_busy = is_busy


class NoSuchPage(Exception):
    """The file has no page of that number."""


@dataclass(frozen=True)
class Picture:
    """One page as a JPEG, and how many there are; at most limits.PAGES are shown."""

    content: bytes
    pages: int


def draw(content: bytes, page: int) -> Picture:
    """Return a picture of `page`, from 1 on, of a file that was inspected before it was kept.

    What the other process answers is checked: a hostile file may have taken it over. Raises NoSuchPage, NotDrawn.
    """
    if not 1 <= page <= limits.PAGES:
        raise NoSuchPage
    try:
        drawn = sandbox.draw(content, page)
    except Refused as refusal:
        if refusal.cause is Cause.NO_PAGES:
            raise NoSuchPage from refusal
        raise NotDrawn(is_busy=refusal.cause is Cause.BUSY) from refusal
    is_jpeg = drawn.media_type == "image/jpeg" and drawn.content.startswith(FIRST_BYTES["image/jpeg"])
    if not is_jpeg or len(drawn.content) > PICTURE_BYTES or not page <= drawn.pages <= limits.PAGES:
        raise NotDrawn(is_busy=False)
    return Picture(drawn.content, drawn.pages)

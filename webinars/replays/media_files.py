"""Files of a recording: kept under a name of ours once their bytes were read, and taken away."""

import hashlib
from io import BytesIO
from typing import Any, BinaryIO

from django.core.files.base import ContentFile, File
from django.db import IntegrityError, transaction
from filetype import match
from filetype.types import audio, video
from PIL import Image

from coalition.pages.pictures import without_metadata
from events.models import Event

from .models import MediaFile, Replay
from .services import has_something_to_watch, locked

LARGEST = 2 * 1024**3  # bytes of a video
LARGEST_PICTURE = 10 * 1024**2
POSTER = (1280, 720)
MOST_FILES = 12
HEAD = 1024 * 1024  # bytes: the tracks of a WebM file stand before its pictures
MATCHERS = (audio.M4a(), video.Mp4(), video.M4v(), video.Webm(), audio.Ogg(), audio.Mp3())
PICTURES_OF_WEBM = (b"V_VP8", b"V_VP9", b"V_AV1")  # the codecs of its pictures (webmproject.org, guidelines)


class NotPlayable(Exception):
    """This is no MP4, WebM, Ogg or MP3 file."""


class TooLarge(Exception):
    """The file is larger than LARGEST."""


class ThereAlready(Exception):
    """The recording has this file, or MOST_FILES."""


@transaction.atomic
def add_file(*, event: Event, file: File, height: int = 0) -> MediaFile:
    """Keep a video or a sound of `event`, under a name of our own.

    Raises NotPlayable, TooLarge or ThereAlready.
    """
    if file.size > LARGEST:
        raise TooLarge(file.size)
    source: Any = file
    media_type = media_type_of(source)
    kind = MediaFile.Kind(media_type.partition("/")[0])
    digest = digest_of(source)
    replay = locked(event)
    if replay.files.filter(digest=digest).exists() or replay.files.count() >= MOST_FILES:
        raise ThereAlready(digest)
    height = height if kind == MediaFile.Kind.VIDEO else 0
    return _keep(replay, file, kind=kind, media_type=media_type, height=height, size=file.size, digest=digest)


@transaction.atomic
def set_poster(*, event: Event, content: bytes) -> MediaFile:
    """Show a picture before the recording plays, drawn anew at the size that it needs. Raises Unreadable."""
    drawn = BytesIO()
    with Image.open(BytesIO(without_metadata(content))) as picture:
        flat = picture.convert("RGB")
        flat.thumbnail(POSTER)
        flat.save(drawn, "JPEG", quality=85, optimize=True)
    replay = locked(event)
    for old in replay.files.filter(kind=MediaFile.Kind.POSTER):
        old.delete()
    file = ContentFile(drawn.getvalue(), name="poster.jpg")
    digest = digest_of(BytesIO(drawn.getvalue()))
    return _keep(replay, file, kind=MediaFile.Kind.POSTER, media_type="image/jpeg", size=file.size, digest=digest)


def _keep(replay: Replay, file: File, **facts: Any) -> MediaFile:
    """Store `file`; it is taken away again where the row is refused."""
    row = MediaFile(replay=replay, **facts)
    row.file.save("recording", file, save=False)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        row.file.delete(save=False)
        raise
    return row


@transaction.atomic
def remove_file(*, file: MediaFile) -> None:
    """Take a file away; the recording is published no more where it was the last one that plays."""
    replay = locked(file.replay.event)
    file.delete()
    if replay.published and not has_something_to_watch(replay):
        replay.published = False
        replay.save(update_fields=["published"])


def media_type_of(file: BinaryIO) -> str:
    """Return the media type of `file` by its first bytes, and leave it at its start. Raises NotPlayable.

    The name that it came with and what the browser said of it count for nothing.
    """
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    found = match(head, MATCHERS)
    if found is None:
        raise NotPlayable
    if isinstance(found, video.M4v):
        return str(video.Mp4.MIME)
    if isinstance(found, video.Webm) and not any(codec in head for codec in PICTURES_OF_WEBM):
        return "audio/webm"
    return str(found.mime)


def digest_of(file: BinaryIO) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while block := file.read(1024 * 1024):
        digest.update(block)
    file.seek(0)
    return digest.hexdigest()

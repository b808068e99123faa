"""What a file is, is read from its first bytes."""

from io import BytesIO

import pytest

from coalition.stack import ROOT
from tests.factories.replays import MEDIA
from webinars.replays.media_files import NotPlayable, media_type_of

DEMO = ROOT / "home" / "demo" / "content" / "replay" / "shared-diagnosis"
WHOLE = {"t.mp4": "video/mp4", "t.m4a": "audio/mp4", "t.ogg": "audio/ogg", "t.mp3": "audio/mpeg"}
PAGE = b"<!doctype html><script>alert(1)</script>"


@pytest.mark.parametrize(("name", "found"), WHOLE.items())
def test_the_type_is_that_of_the_bytes(name, found):
    assert media_type_of(BytesIO((MEDIA / name).read_bytes())) == found


def test_webm_is_a_video_or_a_sound():
    files = {name: media_type_of(BytesIO((DEMO / name).read_bytes())) for name in ("720.webm", "sound.webm")}

    assert files == {"720.webm": "video/webm", "sound.webm": "audio/webm"}


HOSTILE = {
    "nothing": b"",
    "a page": PAGE,
    "a drawing": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "a program": b"MZ" + bytes(100),
    "an archive": b"PK\x03\x04" + bytes(100),
    "Matroska that is no WebM": b"\x1a\x45\xdf\xa3\x8b\x42\x82\x88matroska\x18\x53\x80\x67\x80",
    "a header without an end": b"\x1a\x45\xdf\xa3\x00",
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_recording_is_refused(content):
    with pytest.raises(NotPlayable):
        media_type_of(BytesIO(content))

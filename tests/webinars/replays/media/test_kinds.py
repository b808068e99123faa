"""What a file is, is read from its bytes."""

from io import BytesIO

import pytest

from coalition.stack import ROOT
from tests.factories.replays import MEDIA
from webinars.replays.media.kinds import NotPlayable, media_type_of

DEMO = ROOT / "home" / "demo" / "content" / "replay"
WHOLE = {"t.mp4": "video/mp4", "t.m4a": "audio/mp4", "t.ogg": "audio/ogg", "t.mp3": "audio/mpeg"}
PAGE = b"<!doctype html><script>alert(1)</script>"


@pytest.mark.parametrize(("name", "found"), WHOLE.items())
def test_the_type_is_that_of_the_bytes(name, found):
    assert media_type_of(BytesIO((MEDIA / name).read_bytes())) == found


def test_webm_is_a_video_or_a_sound():
    files = {name: media_type_of(BytesIO((DEMO / name).read_bytes())) for name in ("720.webm", "sound.webm")}

    assert files == {"720.webm": "video/webm", "sound.webm": "audio/webm"}


@pytest.mark.parametrize("name", ["t.mp4", "t.m4a", "t.ogg"])
@pytest.mark.parametrize("spoil", [lambda whole: whole + PAGE, lambda whole: whole[:-9], lambda whole: PAGE + whole])
def test_what_has_something_else_in_it_or_is_cut_off_is_refused(name, spoil):
    with pytest.raises(NotPlayable):
        media_type_of(BytesIO(spoil((MEDIA / name).read_bytes())))


HOSTILE = {
    "nothing": b"",
    "a page": PAGE,
    "a page that begins as a film": b"\x00\x00\x00\x10ftypisom" + PAGE,
    "a drawing": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "a program": b"MZ" + bytes(100),
    "an archive": b"PK\x03\x04" + bytes(100),
    "boxes without an index": b"\x00\x00\x00\x10ftypisom\x00\x00\x00\x00\x00\x00\x00\x0cmdatabcd",
    "a box of no length": b"\x00\x00\x00\x10ftypisom\x00\x00\x00\x00\x00\x00\x00\x04free",
    "a box longer than the file": b"\x00\x00\x00\x10ftypisom\x00\x00\x00\x00\x00\x00\xff\xffmoov",
    "Matroska that is no WebM": b"\x1a\x45\xdf\xa3\x8b\x42\x82\x88matroska\x18\x53\x80\x67\x80",
    "a header without an end": b"\x1a\x45\xdf\xa3\x00",
    "one frame of sound": b"\xff\xfb\x90\x00" + PAGE * 30,
    "a label without sound": b"ID3\x04\x00\x00\x00\x00\x00\x10" + PAGE * 9,
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_recording_is_refused(content):
    with pytest.raises(NotPlayable):
        media_type_of(BytesIO(content))

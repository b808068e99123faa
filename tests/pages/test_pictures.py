"""A stored picture says nothing but itself: not where, when or by whom it was taken."""

import io

import pytest
from PIL import Image, ImageSequence

from coalition.pages import pictures

from . import taken


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def red_corner(image: Image.Image) -> bool:
    red, green, blue = image.convert("RGB").getpixel((4, 4))
    return red > 180 and green < 80 and blue < 80


@pytest.mark.parametrize("name", taken.EVERY)
def test_nothing_but_the_picture_is_left(name):
    content = taken.EVERY[name]()

    drawn = pictures.without_metadata(content)

    image = opened(drawn)
    before = Image.open(io.BytesIO(content))
    assert taken.SECRET not in drawn
    assert dict(image.getexif()) == {}
    assert dict(image.getexif().get_ifd(0x8825)) == {}
    assert {"exif", "xmp", "icc_profile", "comment", "photoshop"}.isdisjoint(image.info)
    assert taken.SECRET.decode() not in str(image.info)
    assert (image.format, image.size) == (before.format.replace("MPO", "JPEG"), before.size)
    assert red_corner(image)


@pytest.mark.parametrize("name", taken.HIDDEN)
def test_what_no_reader_of_pictures_tells_is_left_behind_too(name):
    assert taken.SECRET not in pictures.without_metadata(taken.HIDDEN[name]())


@pytest.mark.parametrize("name", taken.MOVING)
def test_what_moves_still_moves_at_the_same_pace(name):
    drawn = opened(pictures.without_metadata(taken.MOVING[name]()))

    assert drawn.n_frames == 3
    paces = [round(frame.load() and frame.info["duration"]) for frame in ImageSequence.Iterator(drawn)]
    assert paces == [40, 80, 120]


@pytest.mark.parametrize(("orientation", "size"), [(1, (64, 32)), (3, (64, 32)), (6, (32, 64)), (8, (32, 64))])
def test_a_picture_is_turned_upright_before_it_forgets_how(orientation, size):
    drawn = opened(pictures.without_metadata(taken.jpeg(orientation)))

    corners = {1: (4, 4), 3: (60, 28), 6: (28, 4), 8: (4, 60)}
    red, green, _blue = drawn.getpixel(corners[orientation])
    assert drawn.size == size
    assert red > 180 > 80 > green


def test_colours_of_a_wide_profile_are_counted_in_the_narrow_one():
    target = io.BytesIO()
    Image.new("CMYK", (8, 8), (0, 255, 255, 0)).save(target, "JPEG")

    assert opened(pictures.without_metadata(target.getvalue())).mode == "RGB"


def test_an_upright_photograph_loses_nothing_of_what_is_seen():
    target = io.BytesIO()
    Image.effect_noise((64, 64), 80).convert("RGB").save(target, "JPEG", quality=80, exif=taken.exif())

    drawn = pictures.without_metadata(target.getvalue())

    before, after = opened(target.getvalue()), opened(drawn)
    assert after.quantization == before.quantization
    difference = [abs(a - b) for a, b in zip(before.tobytes(), after.tobytes(), strict=True)]
    assert max(difference) <= 8


@pytest.mark.parametrize("content", [b"", b"words", taken.jpeg()[:300], b"<svg xmlns='http://www.w3.org/2000/svg'/>"])
def test_what_is_no_whole_picture_is_unreadable(content):
    with pytest.raises(pictures.Unreadable):
        pictures.without_metadata(content)

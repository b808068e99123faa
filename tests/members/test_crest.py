"""A crest that editors give a local government: on its profile, with words in each language."""

import pytest
from PIL import Image as Pillow
from wagtail.images import get_image_model

from coalition.members import profiles
from coalition.members.models import LocalGovernment
from tests.factories.files import make_picture, unclosed_sizes
from tests.factories.members import LocalGovernmentFactory, members_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media"), unclosed_sizes]


@pytest.fixture
def crest(media):
    return make_picture("Arms", size=(300, 400))


@pytest.mark.parametrize(("language", "words"), [("en", "Crest of Trial Town"), ("fr", "Blason\xa0: Ville d’Essai")])
def test_the_profile_shows_it_with_words_in_the_language(client, crest, language, words):
    members_page(language)
    government = LocalGovernmentFactory(names={"en": "Trial Town", "fr": "Ville d’Essai"}, crest=crest)

    text = client.get(f"/{language}/members/{government.slug}/").text

    assert f'alt="{words}"' in text.replace("&#x27;", "’")
    assert text.count('class="crest"') == 1


@pytest.mark.parametrize(
    ("kind", "mode", "kept"),
    [("PNG", "RGBA", "RGBA"), ("PNG", "P", "RGB"), ("JPEG", "CMYK", "RGB"), ("WEBP", "RGBA", "RGBA")],
)
def test_for_print_it_is_a_small_png_whatever_was_uploaded(tmp_path, kind, mode, kept):
    name = f"arms.{kind.lower()}"
    drawn = Pillow.new("RGBA", (1200, 600), (90, 20, 30, 0 if kept == "RGBA" else 255)).convert(mode)
    drawn.save(tmp_path / name, kind)
    government = LocalGovernment(crest=get_image_model()(title="Arms", file=name))

    made = profiles.printed_crest(government)

    (tmp_path / "made.png").write_bytes(made)
    with Pillow.open(tmp_path / "made.png") as shown:
        assert (shown.format, shown.size, shown.mode, dict(shown.info)) == ("PNG", (400, 200), kept, {})


def test_a_lost_or_damaged_file_is_none(tmp_path, crest):
    government = LocalGovernment(crest=crest)
    assert profiles.printed_crest(government).startswith(b"\x89PNG")

    file = tmp_path / crest.file.name
    for spoil in (lambda: file.write_bytes(b"\x89PNG\r\n\x1a\n nothing"), file.unlink):
        spoil()
        assert profiles.printed_crest(LocalGovernment(crest=get_image_model().objects.get(pk=crest.pk))) == b""
    assert profiles.printed_crest(LocalGovernment()) == b""

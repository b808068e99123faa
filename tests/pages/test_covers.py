"""Where an editor chose no picture a row has one of a dozen patterns, the same for ever, which tells nothing of it."""

import re
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from PIL import Image as Pillow
from wagtail.images import get_image_model
from wagtail.images.models import Rendition
from wagtail.images.tests.utils import get_test_image_file

from coalition.news.models import NewsPage
from coalition.pages.covers import FOLDER, PATTERNS, Cover, draw_missing, pattern_cover
from coalition.pages.covers import SIZES as SPECS
from coalition.resources.models import InitiativePage, ResourcePage
from events.pages.models import EventPage
from tests.factories.events import EventFactory, event_page
from tests.factories.members import LocalGovernmentFactory, members_page
from tests.factories.resources import initiative_page, resource_page, resources_page


def test_each_pattern_is_a_small_and_sound_picture():
    assert sorted(file.stem for file in FOLDER.iterdir()) == [f"{number:02}" for number in range(1, PATTERNS + 1)]
    for number in range(1, PATTERNS + 1):
        drawn = Cover(number).svg

        assert len(drawn.encode()) < 4096
        assert ElementTree.fromstring(drawn).get("viewBox") == "0 0 640 360"  # noqa: S314  # our own
        assert re.search(r"script|style|on\w+=|http(?!://www\.w3\.org/2000/svg)", drawn) is None


def test_rows_share_all_patterns_and_each_keeps_its_own():
    assert {pattern_cover("event", number).pattern for number in range(200)} == set(range(1, PATTERNS + 1))
    assert pattern_cover("event", 7) == pattern_cover("event", 7)


@pytest.fixture
def addresses(db):
    """Return each page that has a cover, and the cover."""
    event = EventFactory()
    event_page(event, slug="meeting")
    government = LocalGovernmentFactory()
    members_page()
    library = resources_page()
    resource, initiative = resource_page(library), initiative_page(library)
    return {
        "/en/events/meeting/": pattern_cover("event", event.uid),
        "/en/events/": pattern_cover("event", event.uid),
        government.get_absolute_url(): pattern_cover("member", government.code),
        resource.url: pattern_cover("resource", resource.resource.key),
        "/en/resources/": pattern_cover("resource", resource.resource.key),
        initiative.url: pattern_cover("initiative", initiative.translation_key),
    }


def test_each_page_shows_its_cover_as_decoration(client, addresses):
    for address, cover in addresses.items():
        pictures = re.findall(rf'<img src="{re.escape(cover.url)}" alt=""', client.get(address).text)

        assert pictures, address


Image = get_image_model()
pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the file that it draws a size in to the garbage collector; ends when its models.py closes it.
    pytest.mark.filterwarnings(
        "ignore:Exception ignored in.*(SpooledTemporaryFile|FileIO):pytest.PytestUnraisableExceptionWarning"
    ),
]
WORDS = {"picture_alt": "A loom in a window", "picture_credit": "A. Weaver"}


@pytest.fixture(autouse=True)
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def picture():
    return Image.objects.create(title="Loom", file=get_test_image_file(size=(360, 240)))


@pytest.mark.parametrize("model", [EventPage, ResourcePage, InitiativePage, NewsPage])
@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({}, {"picture_alt"}),
        ({"picture_alt": "A loom", "picture_decorative": True}, {"picture_alt"}),
        ({"picture_alt": "A loom"}, set()),
        ({"picture_decorative": True}, set()),
    ],
)
def test_a_photograph_has_words_or_only_decorates(picture, model, values, wrong):
    page = model(title="T", slug="t", picture=picture, **values)
    found = set()
    try:
        page.clean()
    except ValidationError as error:
        found = set(error.message_dict)

    assert found == wrong


def test_the_database_refuses_a_photograph_without_words(picture):
    page = event_page()
    with pytest.raises(IntegrityError, match="eventpage_picture_has_words_or_decorates"), transaction.atomic():
        EventPage.objects.filter(pk=page.pk).update(picture=picture)


def test_a_page_shows_the_photograph_in_small_formats_around_its_focal_point(client, picture):
    picture.focal_point_x, picture.focal_point_y, picture.focal_point_width, picture.focal_point_height = 300, 50, 9, 9
    picture.save()
    page = event_page(EventFactory(), picture=picture, **WORDS)

    text = client.get(page.url).text

    shown = re.search(r'<figure class="cover-figure">.*?</figure>', text, re.DOTALL).group()
    assert re.findall(r'type="(image/\w+)"', shown) == ["image/avif", "image/webp"]
    assert re.findall(r" (\d+)w", shown) == ["320", "360", "360"] * 3
    assert 'alt="A loom in a window"' in shown
    assert "Photograph: A. Weaver" in shown
    assert "/img/covers/" not in shown
    for rendition in Rendition.objects.all():
        assert rendition.focal_point_key
        with Pillow.open(rendition.file.path) as drawn:
            assert drawn.size == (rendition.width, rendition.height)


def test_lists_show_the_photograph_as_decoration_at_a_constant_cost(client, picture):
    library = resources_page()
    resource_page(library, picture=picture, **WORDS)
    draw_missing()
    client.get(library.url)  # fills the caches of sites and content types
    with CaptureQueriesContext(connection) as one:
        text = client.get(library.url).text
    for _number in range(2):
        other = Image.objects.create(title="Loom", file=get_test_image_file(size=(360, 240)))
        resource_page(library, picture=other, **WORDS)
    draw_missing()
    with CaptureQueriesContext(connection) as three:
        client.get(library.url)

    assert text.count("<picture>") == 1
    assert "A loom in a window" not in text
    assert len(three) == len(one)


def test_the_sizes_are_drawn_ahead_once(client, picture, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as waiting:
        page = event_page(EventFactory(), picture=picture, **WORDS)
    before = draw_missing()
    drawn = set(Rendition.objects.values_list("filter_spec", flat=True))
    count = Rendition.objects.count()

    client.get(page.url)

    assert waiting
    assert (before, draw_missing()) == (1, 0)
    assert drawn >= set(SPECS)
    assert Rendition.objects.count() == count == len(SPECS)

"""Where an editor chose no picture a row has one of a dozen patterns, the same for ever, which tells nothing of it."""

import re
from contextlib import nullcontext

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image as Pillow
from wagtail.images.models import Rendition

from coalition.news.models import NewsPage
from coalition.pages.covers import PATTERNS, draw_missing, pattern_cover
from coalition.pages.covers import SIZES as SPECS
from coalition.resources.models import InitiativePage, ResourcePage
from events.pages.models import EventPage
from tests.factories.events import EventFactory, event_page
from tests.factories.files import make_picture, unclosed_sizes
from tests.factories.members import LocalGovernmentFactory, members_page
from tests.factories.resources import initiative_page, resource_page, resources_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media"), unclosed_sizes]
WORDS = {"picture_alt": "A loom in a window", "picture_credit": "A. Weaver"}


@pytest.fixture
def picture(media):
    return make_picture()


def test_rows_share_all_patterns_and_each_keeps_its_own():
    assert {pattern_cover("event", number).pattern for number in range(200)} == set(range(1, PATTERNS + 1))
    assert pattern_cover("event", 7) == pattern_cover("event", 7)


def test_each_page_shows_its_cover_as_decoration(client):
    event = event_page().event
    government = LocalGovernmentFactory()
    members_page()
    library = resources_page()
    resource, initiative = resource_page(library), initiative_page(library)
    covers = {
        f"/en/events/event-{event.pk}/": pattern_cover("event", event.uid),
        "/en/events/": pattern_cover("event", event.uid),
        government.get_absolute_url(): pattern_cover("member", government.code),
        resource.url: pattern_cover("resource", resource.resource.key, "book-open"),
        "/en/resources/": pattern_cover("resource", resource.resource.key, "book-open"),
        initiative.url: pattern_cover("initiative", initiative.translation_key),
    }

    for address, cover in covers.items():
        assert re.findall(rf'<img src="{re.escape(cover.url)}" alt=""', client.get(address).text), address


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
    with pytest.raises(ValidationError) if wrong else nullcontext() as refused:
        page.clean()

    assert not wrong or set(refused.value.message_dict) == wrong


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
        resource_page(library, picture=make_picture(), **WORDS)
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

"""The blocks of a text: what an editor may write, what a reader sees, and what asks nothing of anybody."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.blocks import Block
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form

from coalition.pages import embeds
from coalition.pages.blocks import BodyBlock, TableBlock
from coalition.pages.search import folded_words, texts_of
from coalition.users.models import User
from tests.factories.events import EventFactory, event_page
from tests.factories.files import make_picture
from tests.factories.members import LocalGovernmentFactory
from tests.factories.news import news_page

VIDEO = "https://vimeo.com/123456789"
TABLE = {
    "caption": "By territory",
    "columns": [{"type": "text", "heading": "Territory"}, {"type": "figure", "heading": "Since"}],
    "rows": [{"values": ["Ngazidja", "2022"]}],
}


def child(name: str) -> Block:
    """Return the block `name` of a text."""
    return BodyBlock().child_blocks[name]


def shown(name: str, stored: object) -> str:
    """Return the HTML of block `name` with `stored`, with single spaces."""
    block = child(name)
    return " ".join(str(block.bind(block.to_python(stored)).render_as_block()).split())


def faults(name: str, stored: object) -> set[str]:
    """Return which fields of block `name` are refused for `stored`."""
    block = child(name)
    try:
        block.clean(block.to_python(stored))
    except ValidationError as error:
        return set(getattr(error, "block_errors", None) or {"all"})
    return set()


@pytest.mark.django_db
@pytest.mark.parametrize("name", BodyBlock().child_blocks)
def test_each_block_has_a_preview_in_the_sites_look(client, name):
    client.force_login(User.objects.create_superuser("admin", "admin@coalition.example", "x"))
    block = child(name)
    if name == "image":
        assert not block.is_previewable  # there may be none
        return

    response = client.get("/cms/block-preview/", {"id": block.definition_prefix})

    assert block.is_previewable
    assert response.status_code == 200
    assert "css/site" in response.content.decode()


TUBE = "https://tube.example.org"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "player", "at", "page_at"),
    [
        (VIDEO, "https://player.vimeo.com/video/123456789?dnt=1", "#t=83s", f"{VIDEO}#t=83s"),
        (
            "https://www.youtube.com/watch?v=abc-DEF_123&t=5s",
            "https://www.youtube-nocookie.com/embed/abc-DEF_123",
            "?start=83",
            "https://www.youtube.com/watch?v=abc-DEF_123&t=83s",
        ),
        (
            "https://youtu.be/abc-DEF_123",
            "https://www.youtube-nocookie.com/embed/abc-DEF_123",
            "?start=83",
            "https://youtu.be/abc-DEF_123?t=83s",
        ),
        (
            "https://www.dailymotion.com/video/x8abc12",
            "https://geo.dailymotion.com/player.html?video=x8abc12",
            "&startTime=83",
            "https://www.dailymotion.com/video/x8abc12?start=83",
        ),
        (f"{TUBE}/w/9c9de5e8", f"{TUBE}/videos/embed/9c9de5e8", "?start=83s", f"{TUBE}/w/9c9de5e8?start=83s"),
    ],
)
def test_a_player_that_we_know_is_framed_and_begins_at_a_second_as_its_page_does(url, player, at, page_at):
    found, later = embeds.player_of(url), embeds.player_of(url, 83)

    assert (found.url, found.page, faults("embed", {"title": "T", "url": url})) == (player, url, set())
    assert (later.url, later.page, later.jumps.replace(embeds.SECOND, "83")) == (player + at, page_at, player + at)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url",
    [f"https://evil.example/?{VIDEO}", "http://vimeo.com/123456789", "https://vimeo.com.evil.example/123456789"],
)
def test_another_player_is_not_framed(url):
    assert (embeds.player_of(url), faults("embed", {"title": "T", "url": url})) == (None, {"url"})


@pytest.mark.django_db
def test_a_video_asks_nothing_before_a_press_and_is_a_link_without_a_script(client):
    body = [("embed", {"title": "A seminar", "url": VIDEO}), ("paragraph", "<p>Words</p>")]
    page = news_page("with-video", body=body)
    news_page("without", body=body[1:])

    response = client.get(page.url)
    html = response.content.decode()

    assert not re.findall(r"<(?:iframe|img|link|script|source)[^>]+vimeo", html)
    assert f'<a class="button button--secondary" href="{VIDEO}" rel="external noopener noreferrer">' in html
    assert re.findall(r"frame-src ([^;]+)", response["Content-Security-Policy"]) == ["https://player.vimeo.com"]
    assert "frame-src 'none'" in client.get("/en/news/without/")["Content-Security-Policy"]


def test_a_table_has_a_caption_headings_and_a_name_for_each_row():
    html = shown("table", TABLE)

    assert "<caption>By territory</caption>" in html
    assert '<th scope="col">Territory</th><th scope="col" class="number">Since</th>' in html
    assert '<th scope="row">Ngazidja</th>' in html
    assert '<td data-label="Since" class="number">2022</td>' in html


@pytest.mark.parametrize(
    "wrong", [{"caption": " "}, {"columns": [{"type": "text", "heading": ""}], "rows": []}, {"columns": [], "rows": []}]
)
def test_a_table_that_a_screen_reader_could_not_tell_is_refused(wrong):
    assert faults("table", TABLE | wrong) == {"all"}
    assert faults("table", TABLE) == set()


def test_a_table_is_translated_cell_by_cell():
    block = TableBlock()
    value = block.to_python(TABLE)
    segments = block.get_translatable_segments(value)
    for segment in segments:
        segment.string = type(segment.string).from_plaintext(f"[{segment.render_text()}]")

    restored = block.get_prep_value(block.restore_translated_segments(block.to_python(TABLE), segments))

    assert restored == {
        "caption": "[By territory]",
        "columns": [{"type": "text", "heading": "[Territory]"}, {"type": "figure", "heading": "[Since]"}],
        "rows": [{"values": ["[Ngazidja]", "[2022]"]}],
    }


@pytest.mark.django_db
def test_files_say_their_kind_and_size(media):
    document = get_document_model().objects.create(
        title="Model act", file=ContentFile(b"x" * 2048, name="act.pdf"), file_size=2048
    )
    stored = {"title": "Files", "files": [{"document": document.pk, "title": ""}, {"document": 0, "title": "Gone"}]}

    html = shown("files", stored)

    assert "<bdi>Model act</bdi>" in html
    assert '<span class="files__kind">PDF, 2.0 KB</span>' in html
    assert "Gone" not in html


@pytest.mark.django_db
def test_a_card_and_a_button_lead_to_the_page_or_the_address():
    page = news_page("target")
    card = {"title": "Here", "text": "", "page": page.pk, "url": ""}

    html = shown("cards", {"title": "More", "cards": [card, card | {"page": None, "url": "https://a.example/"}]})

    assert re.findall(r'<a href="([^"]+)">Here', html) == ["/en/news/target/", "https://a.example/"]
    assert faults("call_to_action", {"title": "T", "text": "", "button": {"label": "Go", "page": None, "url": ""}}) == {
        "button"
    }


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_lists_show_what_is_public_now_at_one_cost(client, django_assert_num_queries, rows):
    soon, ago = timezone.now() + timedelta(days=9), timezone.now() - timedelta(days=9)
    for number in range(rows):
        event_page(EventFactory(start=soon, end=soon + timedelta(hours=1), name=f"Soon {number}"))
        LocalGovernmentFactory(pilot=True)
    event_page(EventFactory(start=soon, end=soon + timedelta(hours=1), name="Called off", state="cancelled"))
    event_page(EventFactory(start=soon, end=soon + timedelta(hours=1), name="For partners", closed=True))
    event_page(EventFactory(start=ago, end=ago + timedelta(hours=1), name="Took place"))
    LocalGovernmentFactory(pilot=False, names={"en": "No pilot"})
    body = [
        ("events_list", {"title": "Next", "which": "next", "count": 5}),
        ("events_list", {"title": "Before", "which": "past", "count": 5}),
        ("members_list", {"title": "Pilots", "which": "pilot", "count": 5}),
        ("news_list", {"title": "News", "count": 1}),
    ]
    page = news_page("lists", body=body)
    client.get(page.url)

    with django_assert_num_queries(14):
        html = client.get(page.url).content.decode()

    assert re.findall(r'event-row__title"><a[^>]*>([^<]+)', html) == [
        *(f"Soon {number}" for number in range(rows)),
        "Took place",
    ]
    assert html.count('class="member-row"') == rows
    assert html.count('class="news-row"') == 1


@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")  # Wagtail leaves a rendition's own to the collector
def test_the_picture_of_a_text_says_what_it_shows_or_nothing(media):
    image = {"image": make_picture(size=(40, 30)).pk, "alt_text": "Two looms", "decorative": False}

    html = shown("image_with_text", {"image": image, "text": "<p>Words</p>", "side": "end"})

    assert 'alt="Two looms"' in html
    assert "beside--end" in html
    for words in ("", "test", "Test.png", "IMG_2041"):  # Wagtail offers the name of the file, which is test.png
        refused = {"image": image | {"alt_text": words}, "text": "<p>W</p>", "side": "end"}
        assert faults("image_with_text", refused) == {"image"}
    form = get_image_form(get_image_model())()
    assert 'data-controller="w-sync"' not in str(form["file"])  # nor is it made the title


@pytest.mark.django_db
def test_search_finds_the_words_of_blocks_and_no_address():
    page = news_page("seminar", body=[("embed", {"title": "Opening words", "url": VIDEO}), ("table", TABLE)])

    words = folded_words(texts_of(page)).split()

    assert {"opening", "words", "ngazidja", "territory"} <= set(words)
    assert "vimeo" not in words

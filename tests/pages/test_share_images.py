"""What a shared link shows: the page's own words and an image of it; nothing where the page must say nothing."""

import io
import json
import re

import pytest
from django.urls import reverse
from PIL import Image as Pillow

from coalition.pages import share_images
from coalition.pages.json_ld import script
from events.models import Event
from events.permissions import invitation
from tests.factories.events import EventFactory, event_page
from tests.factories.files import make_picture, unclosed_sizes
from tests.factories.members import LocalGovernmentFactory, members_page
from tests.factories.resources import resource_page, resources_page

pytestmark = [pytest.mark.django_db, unclosed_sizes]


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.SHARE_ROOT, settings.MEDIA_ROOT = tmp_path / "share", tmp_path / "media"
    settings.SITE_URL = "https://network.example"
    return settings.SHARE_ROOT


def tags(text: str) -> dict[str, str]:
    """Return the tags of a shared link, without those that name the other languages."""
    found = re.findall(r'<meta (?:property|name)="((?:og|twitter):[\w:]+)" content="([^"]*)">', text)
    return {name: value for name, value in found if name != "og:locale:alternate"}


def nodes(text: str) -> dict[str, dict]:
    """Return the facts for machines by their type."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    return {node["@type"]: node for one in found for node in json.loads(one)["@graph"]}


def image_of(client, text: str):
    return client.get(tags(text)["og:image"].removeprefix("https://network.example"))


def neutral(client, language: str = "en") -> bytes:
    return client.get(share_images.neutral_path(language)).content


def test_a_link_to_an_event_shows_its_words_and_its_image(client):
    page = event_page(EventFactory(), title='Listening "well" & acting', summary="For reception desks.")

    text = client.get(page.url).text
    shown, answer = tags(text), image_of(client, text)

    assert shown["og:image"].startswith(f"https://network.example/share/en/page-{page.pk}/")
    assert shown["og:title"] == shown["og:image:alt"] == "Listening &quot;well&quot; &amp; acting"
    assert shown["og:description"] == "For reception desks."
    assert shown["og:url"] == f"https://network.example{page.url}"
    assert (shown["og:locale"], shown["twitter:card"]) == ("en_GB", "summary_large_image")
    assert answer["Content-Type"] == "image/png"
    assert answer["Cache-Control"] == "public, max-age=86400"
    assert Pillow.open(io.BytesIO(answer.content)).size == (1200, 630)
    assert answer.content != neutral(client)


def test_an_image_is_drawn_once_and_again_when_its_words_change(client, folder, monkeypatch):
    page = event_page(EventFactory(), title="One")
    first = image_of(client, client.get(page.url).text).content
    drawn = []
    monkeypatch.setattr(share_images, "draw", lambda card, language: drawn.append(card.title) or b"new")

    again = image_of(client, client.get(page.url).text).content
    page.title = "Two"
    page.save()
    other = image_of(client, client.get(page.url).text).content

    assert (again, other, drawn) == (first, b"new", ["Two"])
    assert len(list(folder.glob("en/page-*/*"))) == 1


def test_an_old_address_gives_the_image_as_it_is_now_and_an_invented_one_says_nothing(client):
    page = event_page(EventFactory(), title="One")
    old = client.get(page.url).text
    page.title = "Two"
    page.save()

    assert image_of(client, old).content == image_of(client, client.get(page.url).text).content
    invented = reverse("share_image", kwargs={"language": "en", "name": f"page-{page.pk}", "digest": "0" * 24})
    assert client.get(invented).content == neutral(client)


def test_an_address_that_we_did_not_write_asks_no_row(client, django_assert_num_queries):
    neutral(client)
    with django_assert_num_queries(0):
        paths = (f"en/page-1/{'a' * 24}", "en/unheard-of/b", "xx/member-1/c")
        answers = [client.get(f"/share/{path}.png") for path in paths]

    assert {(answer.status_code, answer.content) for answer in answers} == {(200, neutral(client))}


@pytest.mark.parametrize("change", [{"live": False}, {"closed": True}, {"neutral_title": True}])
def test_what_is_no_longer_public_shows_nothing_at_its_old_address(client, change):
    page = event_page(EventFactory(), title="Meeting of survivors")
    text = client.get(page.url).text
    Event.objects.filter(pk=page.event_id).update(**{k: v for k, v in change.items() if k == "closed"})
    type(page).objects.filter(pk=page.pk).update(**{k: v for k, v in change.items() if k != "closed"})

    assert image_of(client, text).content == neutral(client)


def test_a_closed_or_neutral_page_tells_a_shared_link_nothing(client):
    closed = event_page(EventFactory(closed=True), title="Meeting of survivors", slug="closed", summary="Secret.")
    hidden = event_page(EventFactory(), title="Violence at home", slug="hidden", neutral_title=True, summary="Secret.")
    event = EventFactory(neutral_address=True)
    moved = event_page(event, title="Violence at home", slug="moved", summary="Secret.")
    texts = {
        "closed": client.get(f"{closed.url}{invitation(closed.event)}").text,
        "hidden": client.get(hidden.url).text,
        "moved": client.get(moved.url).text,
    }

    for name, text in texts.items():
        assert set(tags(text)) == {
            "og:title", "og:image", "og:image:type", "og:image:width", "og:image:height", "twitter:card",
        }, name  # fmt: skip
        assert image_of(client, text).content == neutral(client)
        assert nodes(text) == {}
    assert tags(texts["hidden"])["og:title"] == tags(texts["moved"])["og:title"] == "Information"


def test_an_image_shows_the_photograph_unless_its_collection_is_closed(client):
    picture = make_picture()
    page = resource_page(resources_page(), picture=picture, picture_decorative=True)
    card = page.get_share_card()

    shown = share_images.draw(card, "en")
    picture.collection.view_restrictions.create(restriction_type="login")

    assert share_images.draw(card, "en") != shown


def test_a_member_has_an_image_until_it_is_no_member_any_more(client):
    members_page()
    government = LocalGovernmentFactory()
    text = client.get(government.get_absolute_url()).text
    before = image_of(client, text).content

    government.member = False
    government.save()

    assert before != neutral(client)
    assert image_of(client, text).content == neutral(client)


def test_nothing_in_the_facts_ends_their_script():
    text = script([{"name": "</script><script>alert(1)</script>&"}])

    assert text.count("<") == 2
    assert json.loads(text[text.index(">") + 1 : text.rindex("<")])["@graph"][0]["name"].startswith("</script>")

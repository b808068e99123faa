"""The parts of which editors compose a front page: in their order, in bands, each with a preview in the CMS."""

import pytest
from django.urls import reverse

from coalition.caching.memory import Memory
from coalition.users import roles
from home import front_page
from home.blocks import FrontPageBlock, part
from home.models import HomePage
from tests.caching.test_page_cache import Heard
from tests.factories.charter import SignatureFactory, accept, staff
from tests.factories.home import make_home
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db

WORDS = {"text": "Everyone sees what is late.", "name": "A mayor", "role": "Example-on-Sea"}
PURPOSE = {"text": "<p>No violence is fate.</p>", "goals": [{"title": "Train", "text": "Police and courts."}]}


def compose(*parts):
    """Give the English front page `parts`, pairs of a name and a value, and return the page."""
    home = make_home()
    home.body = [part(name, **words) for name, words in parts]
    home.save_revision().publish()
    return home


def bands(client, address="/en/"):
    """Return the bands of the front page: the names of their parts, and the ground."""
    found = client.get(address).context["bands"]
    return [([each.name for each in band.parts], band.ground) for band in found]


def test_the_page_has_the_parts_in_the_editors_order_and_halves_side_by_side(client):
    LocalGovernmentFactory()
    accept(SignatureFactory(state="submitted"))
    compose(
        ("quotation", WORDS), ("newest_signatory", {}), ("map", {}), ("purpose", PURPOSE), ("quotation", WORDS),
        ("next_events", {}), ("sign", {}), ("newsletter", {}), ("figures", {"figures": ["members"]}),
    )  # fmt: skip

    assert bands(client) == [
        (["quotation", "newest_signatory"], "sand"),
        (["map"], "plain"),
        (["purpose"], "sand"),
        (["quotation"], "plain"),
        (["next_events"], "sand"),
        (["sign", "newsletter"], "brand"),
        (["figures"], "sand"),
    ]


def test_a_translated_front_page_has_the_same_parts_in_its_language(client):
    compose(("quotation", WORDS), ("next_events", {}))
    arabic = make_home("ar")

    assert [each.block_type for each in arabic.body] == ["quotation", "next_events"]
    assert 'dir="rtl"' in client.get("/ar/").content.decode()
    assert bands(client, "/ar/") == bands(client)


@pytest.mark.parametrize("name", FrontPageBlock.base_blocks)
def test_each_part_is_previewed_in_the_cms(client, name):
    client.force_login(staff(roles.COMMITTEE_EDITORS))
    LocalGovernmentFactory()
    accept(SignatureFactory(state="submitted"))
    make_home()
    block = HomePage._meta.get_field("body").stream_block.child_blocks[name]
    assert block.is_previewable
    assert block.get_description()

    response = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})

    assert response.status_code == 200
    shown = "There is nothing to show yet." not in response.content.decode()
    assert shown == (name != "latest_news")
    assert [each.name for band in response.context["bands"] for each in band.parts] == [name] * shown


def test_the_parts_are_made_once_until_something_public_changes_and_a_preview_makes_its_own(client, monkeypatch):
    changes = Heard()
    changes.start()
    memory = Memory(changes)
    monkeypatch.setattr(Memory, "usable", True)
    monkeypatch.setattr(front_page, "recall", memory.recall)
    LocalGovernmentFactory()
    home = compose(("figures", {"figures": ["members"]}))
    assert "member government" in client.get("/en/").content.decode()

    home.body = [part("quotation", **WORDS)]
    home.save_revision().publish()
    remembered = client.get("/en/").content.decode()
    preview = home.make_preview_request().content.decode()
    changes.generation += 1  # as PostgreSQL announces it
    made_anew = client.get("/en/").content.decode()

    seen = [WORDS["text"] in page for page in (remembered, preview, made_anew)]
    assert seen == [False, True, True]

"""Each check of the gate: a page that fails, with the block that is named, and one that passes."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from wagtail.images import get_image_model
from wagtail.models import PageViewRestriction

from coalition import outbound
from newsletters.editions import outside_links
from newsletters.editions.checks import (
    check_direction,
    check_discreet,
    check_heads,
    check_hosts,
    check_links,
    check_pictures,
    check_size,
    check_text,
    render,
)
from newsletters.editions.gate_report import CHECKS
from newsletters.editions.models import NewsletterPage
from tests.factories.newsletters import TITLES, make_edition

pytestmark = pytest.mark.django_db
GOOD = '<p>Good news, and a <a href="/en/newsletter/">way to read on</a>.</p>'
ARABIC = "<p>أخبار طيبة من المدن، ورابط واحد.</p>"


def edition(*bodies: str, language: str = "en", **fields: str) -> NewsletterPage:
    """Return an edition with a text block for each of `bodies`, in English, and translated where that is asked."""
    titles = {code: TITLES[code] for code in ("en", language)}
    page = make_edition(titles=titles, summary="In short", body=[("text", body) for body in bodies or [GOOD]], **fields)
    if language == "en":
        return page
    return written(page.get_translations().get(locale__language_code=language), *(bodies or [ARABIC]))


def written(page: NewsletterPage, *bodies: str) -> NewsletterPage:
    """Return `page` with a text block for each of `bodies`, stored: only then has a block its id."""
    page.body = [("text", body) for body in bodies]
    page.save()
    return NewsletterPage.objects.get(pk=page.pk)


def found(check: Callable, page: NewsletterPage) -> list[tuple[str, int, bool]]:
    """Return what `check` finds: its words, the number of the block that is named (-1: none), and whether it stops."""
    ids = [child.id for child in page.body]
    places = {f"block-{key}-section": number for number, key in enumerate(ids)}
    findings: Iterable = check(render(page))
    return [(str(one.words), places.get(one.anchor, -1), one.stops) for one in findings]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_good_edition_passes(language):
    looks = render(edition(language=language))

    assert [finding for check in CHECKS for finding in check(looks)] == []


def told(check: Callable, page: NewsletterPage, words: str, block: int = 1, *, stops: bool = True) -> None:
    """Assert that `check` finds one thing, which holds `words`, in that block."""
    [(said, where, halts)] = found(check, page)
    assert (words in said, where, halts) == (True, block, stops), said


def test_a_block_that_nobody_translated():
    page = edition(ARABIC, "<p>Still in English</p>", language="ar")
    told(check_direction, page, "no word in the script of its language")


def test_a_discreet_sender_that_tells(settings):
    settings.MAIL_DISCREET_NAME = "Town letters"
    told(check_discreet, edition(), "“Town”", block=-1)


def test_an_inbox_that_shows_nothing():
    page = edition()
    page.summary = " "
    told(check_heads, page, "The summary is empty", block=-1)
    page.title, page.summary = "", "Short"
    told(check_heads, page, "The subject is empty", block=-1)
    page.title = "x" * 91
    told(check_heads, page, "The subject has 91 characters", block=-1, stops=False)


def test_what_would_be_loaded_from_elsewhere():
    page = edition(GOOD, '<p>Look <img src="https://tracker.example/x.gif" alt="x"/></p>')
    words = "This loads from tracker.example, which would learn who reads it and when. Use a picture of this site."
    assert set(found(check_hosts, page)) == {(words, 1, True)}
    styled = edition(GOOD, '<p style="background: url(https://elsewhere.example/x.png)">Look</p>')
    assert {block for _words, block, _stops in found(check_hosts, styled)} == {1}


@pytest.mark.parametrize(
    ("address", "words"),
    [("/en/nowhere/", "No page is at"), ("/nothing", "No page is at"), ("javascript:x", "leads nowhere"),
     ("/documents/999/x.pdf", "No document is at")],
)  # fmt: skip
def test_links_of_this_site_that_lead_nowhere(address, words):
    told(check_links, edition(GOOD, f'<p>A <a href="{address}">link</a>.</p>'), words)


def test_a_page_that_not_everybody_may_read():
    page = edition(GOOD)
    PageViewRestriction.objects.create(page=page.get_parent().get_parent(), restriction_type="login")
    words = "Not everybody may read the page at http://127.0.0.1:8000/en/newsletter/"
    assert (words, 0, True) in found(check_links, page)


@pytest.mark.parametrize(
    ("status", "words", "stops"),
    [(None, "was not checked today", True), (301, "", False), (404, "the page is not there", True),
     (403, "answers programs with 403", False)],
)  # fmt: skip
def test_links_to_elsewhere(status, words, stops, monkeypatch):
    page = edition(GOOD, '<p>A <a href="https://other.example/x?a=1&amp;b=2">link</a>.</p>')
    if status is not None:
        monkeypatch.setattr(outbound, "probe", lambda address: status)
        outside_links.ask(["https://other.example/x?a=1&b=2"])
    if words:
        told(check_links, page, words, stops=stops)
    else:
        assert found(check_links, page) == []


def test_pictures_without_words():
    page = edition(GOOD, GOOD)
    image = get_image_model().objects.create(title="Door", width=1, height=1, file="images/door.png")
    shown: Callable = page.body.stream_block.child_blocks["image"].to_python
    looks, key = render(page), page.body[1].id
    for words, decorative, said in (
        ("", False, "no words"), ("IMG_2041.jpg", False, "name of a file"), ("", True, ""), ("An open door", False, ""),
    ):  # fmt: skip
        value = shown({"image": image.pk, "alt_text": words, "decorative": decorative})
        page.body[1] = ("image", value, key)
        findings = check_pictures(replace(looks, page=page))
        places = [(said in str(one.words), one.anchor == f"block-{key}-section") for one in findings]
        assert places == ([(True, True)] if said else [])


def test_a_mail_that_mailboxes_cut_off():
    told(check_size, edition(GOOD, f"<p>{'So many words. ' * 7000}</p>"), "cut emails off")


def test_plain_text_that_lacks_something():
    told(check_text, edition(GOOD, '<p><a href="https://other.example/"></a></p>'), "A link has no words")
    empty = edition()
    empty.body = []
    told(check_text, empty, "nothing to read", block=-1)

"""The card of a signatory: its marks, what it tells of a place at risk, its frame on other sites, its picture."""

import io
import re
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from PIL import Image
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from charter.followup.models import Commitment
from charter.signatories import cards
from charter.signatories.signatory_list import FILTERED_FROM
from charter.tasks import draw_cards
from coalition import queue
from coalition.members.models import LocalGovernment, MemberProfile
from coalition.pages import share_images
from tests.factories.charter import SignatureFactory, accept
from tests.factories.commitments import EvidenceFactory
from tests.factories.home import make_page

pytestmark = pytest.mark.django_db
WALL = "/en/charter/signatories/"


@pytest.fixture
def signature(time_machine, settings, tmp_path):
    """A signature whose five commitments stand in five ways, of a town whose mayor speaks."""
    time_machine.move_to(datetime(2026, 11, 26, 12, tzinfo=UTC), tick=False)
    settings.MEDIA_ROOT, settings.SHARE_ROOT = tmp_path / "media", tmp_path / "share"
    signature = accept(SignatureFactory(state="submitted"))
    words = {"summary": "A town.", "head": "A. Mayor", "head_office": "Mayor", "head_words": "Ask us."}
    MemberProfile.objects.create(government=signature.government, language="en", **words)
    done, late, not_due, checked, _undated = signature.commitments.in_order()
    days = (
        (done, date(2026, 10, 2)),
        (late, date(2026, 11, 25)),
        (not_due, date(2027, 9, 1)),
        (checked, date(2027, 9, 1)),
    )
    for row, due_on in days:
        facts = {"counted_from": date(2026, 1, 15), "due_on": due_on, "dated_on": date(2026, 1, 15)}
        Commitment.objects.filter(pk=row.pk).update(**facts)
    EvidenceFactory(commitment=done, state="accepted", dated=date(2026, 9, 1))
    EvidenceFactory(commitment=checked)
    return signature


def marks(signature):
    return [(name, mark.label) for name, mark in cards.find(signature.verification_code).marks]


def test_five_commitments_have_five_marks_with_words(client, signature):
    told = [
        ("Shared diagnosis", "Done"), ("Action plan", "Late"), ("Training programme", "Not due yet"),
        ("Guide", "Being checked"), ("Seminar", "Not done yet"),
    ]  # fmt: skip

    html = client.get(WALL).text

    assert marks(signature) == told
    for name, word in told:
        assert re.search(rf'<span class="mark__name">{name}</span>.*?</span>{word}</span></li>', html)


def test_a_place_at_risk_tells_what_its_profile_tells(client, signature):
    LocalGovernment.objects.update(at_risk=True)

    assert [mark for _name, mark in marks(signature)] == ["Done", *["Not done yet"] * 4]
    card = cards.find(signature.verification_code)
    shown = client.get(WALL).text + client.get(f"/en/charter/signatories/{signature.verification_code}/card/").text
    assert (card.quote, "Ask us." in shown, "2026-0" in shown.replace("2026-09-", "")) == (None, False, False)


def test_the_people_that_are_shown_are_those_quoted_however_many_signed_since(signature):
    portrait = get_image_model().objects.create(title="Portrait", file=get_test_image_file())
    for _number in range(cards.MOST_PEOPLE):
        accept(SignatureFactory(state="submitted"))
    LocalGovernment.objects.update(portrait=portrait)

    assert [card.quote and card.quote["text"] for card in cards.people()] == ["Ask us."]


def test_another_site_may_frame_the_card_and_nothing_of_its_reader_is_told(client, signature):
    address = f"/en/charter/signatories/{signature.verification_code}/card/"
    answer = client.get(address)

    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "script-src" not in answer["Content-Security-Policy"]
    assert ("X-Frame-Options" in answer, dict(answer.cookies)) == (False, {})
    assert re.findall(r"<(?:form|script|input|iframe)|(?:src|href)=\"https?:", answer.text) == []
    assert f"{address}&quot; title=" in client.get(WALL).text
    assert "frame-ancestors 'none'" in client.get(WALL)["Content-Security-Policy"]
    unknown = [f"/en/charter/signatories/{code}/card/" for code in ("AAAA-BBBB-CCCC", "%00")]
    assert [client.get(path).status_code for path in unknown] == [404, 404]


def test_the_picture_is_drawn_by_the_queue_and_anew_when_a_mark_changes(client, signature, monkeypatch):
    woken = []
    monkeypatch.setattr(queue, "wake", woken.append)
    path = re.search(r'href="(/share/en/card-[^"]+)"', client.get(WALL).text)[1]
    waiting = client.get(path)
    draw_cards()
    drawn = client.get(path)
    EvidenceFactory(commitment=signature.commitments.in_order()[1], state="accepted", dated=date(2026, 11, 20))
    newer = re.search(r'href="(/share/en/card-[^"]+)"', client.get(WALL).text)[1]

    assert (waiting.status_code, waiting["Retry-After"], woken) == (503, "60", ["charter.draw_cards"])
    assert drawn.status_code == 200
    assert Image.open(io.BytesIO(drawn.content)).size == (1200, 630)
    assert newer != path
    assert client.get(newer).status_code == 503
    made_up = client.get(f"/share/en/card-{signature.verification_code}/{'0' * 24}.png")
    assert made_up.content == client.get("/share/en/neutral-1/0.png").content


def test_a_picture_that_cannot_be_drawn_holds_back_no_other(client, signature, monkeypatch, caplog):
    another = accept(SignatureFactory(state="submitted"))
    draw, broken = share_images.draw, signature.verification_code

    def draws(card, language):
        if card.identifier == broken:
            raise OSError("the photograph is damaged")
        return draw(card, language)

    monkeypatch.setattr(share_images, "draw", draws)
    draw_cards()
    drawn = re.findall(r'href="(/share/en/card-[^"]+)"', client.get(WALL).text)

    answers = {broken in path: client.get(path).status_code for path in drawn}
    assert (answers, another.verification_code in "".join(drawn)) == ({True: 503, False: 200}, True)
    assert len([line for line in caplog.messages if "could not be drawn" in line]) == len(settings.LANGUAGES)


def test_filters_are_offered_where_signatures_are_many(client):
    SignatureFactory.create_batch(FILTERED_FROM - 1, state="signed")
    few, asked = client.get(WALL).text, client.get(f"{WALL}?status=all").text
    SignatureFactory(state="signed")

    assert ['class="filters"' in page for page in (few, asked, client.get(WALL).text)] == [False, False, True]


def test_about_shows_who_signed_and_nobody_of_a_place_at_risk(client, signature):
    other = accept(SignatureFactory(state="submitted"))
    MemberProfile.objects.create(government=other.government, language="en", head="B. Threatened", head_words="Help.")
    portrait = get_image_model().objects.create(title="A mayor", file=get_test_image_file())
    LocalGovernment.objects.update(portrait=portrait)
    make_page("About the network", slug="about")
    everybody = client.get("/en/about/").text
    LocalGovernment.objects.filter(pk=other.government_id).update(at_risk=True)
    found = client.get("/en/about/").text

    assert ["A. Mayor" in page for page in (everybody, found)] == [True, True]
    assert ["B. Threatened" in page for page in (everybody, found)] == [True, False]

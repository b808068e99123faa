"""Tickets: one code, on a page, in a file that needs no network, and on paper, in four languages."""

import re
from datetime import datetime, timedelta
from io import BytesIO

import pikepdf
import pytest
import time_machine
import typst
import zxingcpp
from django.conf import settings
from django.db import IntegrityError
from PIL import Image

from coalition.certificates.pdf import fonts
from events.door import tickets
from events.door.tickets import ticket_of
from events.models import ID_LETTERS
from events.registrations.models import Registration
from tests.factories.events import NOW, EventFactory, RegistrationFactory, SeatCategoryFactory, event_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
CODE = "23456789abcdefghjkmn"
TITLES = {"en": "Training & more", "fr": "Formation", "es": "Formación", "ar": "تدريب الجمعيات"}


def make(language="en", *, neutral=False, **facts):
    event = EventFactory(neutral_address=neutral)
    event_page(event, language, title=TITLES[language])
    category = SeatCategoryFactory(event=event, names={"en": "In person", "ar": "حضوريًا"})
    return RegistrationFactory(
        **{"category": category, "language": language, "ticket_code": CODE, "name": "Ada <b>"} | facts
    )


def own(row, language="en"):
    return f"/{language}/registrations/{row.token}/ticket/"


def squares(pages):
    """Return what the QR codes on `pages`, PNG files, say."""
    return [code.text for page in pages for code in zxingcpp.read_barcodes(Image.open(BytesIO(page)).convert("L"))]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_square_on_paper_holds_the_code_and_nothing_else(language, monkeypatch):
    ticket = ticket_of(make(language), language)
    data = tickets.pdf(ticket, language)
    pages = []
    compile_to = typst.compile

    def to_picture(*arguments, **options):
        options.pop("pdf_standards")
        options.pop("timestamp")
        pages.append(compile_to(*arguments, **options, format="png", ppi=144))
        return pages[-1]

    monkeypatch.setattr(typst, "compile", to_picture)
    tickets.pdf(ticket, language)

    assert squares(pages) == [CODE.upper()]
    with pikepdf.open(BytesIO(data)) as document:
        assert (len(document.pages), document.Root.Lang, bool(document.Root.MarkInfo.Marked)) == (1, language, True)
        assert str(document.docinfo.Title).endswith(TITLES[language])
    assert fonts()


@pytest.mark.parametrize(
    ("mode", "kind", "state", "says"),
    [
        ("online", "", "confirmed", "You need no ticket"),
        ("hybrid", "online", "confirmed", "You need no ticket"),
        ("hybrid", "on-site", "confirmed", "Show this code at the door"),
        ("on-site", "", "offered", "A seat is offered to you"),
        ("on-site", "", "applied", "The organisers have not decided yet"),
        ("on-site", "", "cancelled", "The registration or the event is cancelled."),
    ],
)
def test_who_shows_no_code_at_a_door_has_no_ticket_and_is_told_why(client, mode, kind, state, says):
    event = event_page(EventFactory(mode=mode)).event
    claim_by = event.start if state == "offered" else None
    seats = SeatCategoryFactory(event=event, kind=kind)
    row = RegistrationFactory(category=seats, event=event, state=state, claim_by=claim_by)
    has = says.startswith("Show")

    assert says in client.get(own(row)).text
    assert client.get(f"{own(row)}ticket.pdf").status_code == (200 if has else 404)
    assert ("My ticket" in client.get(f"/en/registrations/{row.token}/").text) == has


@pytest.mark.parametrize("language", ["en", "ar"])
def test_page_file_and_pdf_are_handed_to_who_has_the_link(client, language):
    row = make(language)

    page = client.get(own(row, language))
    saved = client.get(f"{own(row, language)}ticket.html")
    printed = client.get(f"{own(row, language)}ticket.pdf")

    assert [answer.status_code for answer in (page, saved, printed)] == [200] * 3
    for text in (page.text, saved.text):
        assert "2345 6789 ABCD EFGH JKMN" in text
        assert ("Ada <b>" in text, "Ada &lt;b&gt;" in text) == (False, True)
    assert saved["Content-Disposition"] == 'attachment; filename="ticket.html"'
    assert printed["Content-Disposition"] == 'attachment; filename="ticket.pdf"'
    assert {answer["Cache-Control"] for answer in (page, saved, printed)} == {"no-store, private"}
    assert printed.content.startswith(b"%PDF")


def test_the_saved_file_asks_for_nothing_and_leads_nowhere(client):
    row = make()

    text = client.get(f"{own(row)}ticket.html").text

    assert re.findall(r"<script|<link|<img|<a |href=|src=|url\(|@import", text) == []
    assert "default-src 'none'" in text
    assert row.token not in text


def test_a_discreet_persons_ticket_names_no_network_and_has_the_address_that_says_nothing(client):
    row = make(discreet=True, neutral=True)
    plain = own(row)
    neutral = f"/en/e/{row.event.short_id}/r/{row.token}/ticket/"

    assert (client.get(plain).status_code, client.get(plain)["Location"]) == (302, neutral)
    assert client.get(f"{plain}ticket.html").status_code == 404
    assert client.get(neutral).status_code == 200
    assert ticket_of(row, "en").network == ""


@pytest.mark.parametrize("quiet", [{}, {"discreet": True}, {"neutral": True}])
def test_what_a_device_keeps_has_no_script_and_says_little_of_who_is_to_stay_unnoticed(client, quiet):
    row = make(**quiet)
    start = f"/en/e/{row.event.short_id}/r/{row.token}/ticket/" if quiet else own(row)

    answer, gone = client.get(f"{start}kept/"), client.get(f"{start}forgotten/")

    told = [
        word in answer.text for word in ("2345 6789", TITLES["en"].replace("&", "&amp;"), "MC93", "Ada", "In person")
    ]
    assert told == [True, *[not quiet] * 4]
    assert ("<title>Information</title>" in answer.text) is bool(quiet)
    assert "2345 6789" not in gone.text
    for page, away in ((answer, f"{start}leave/"), (gone, settings.QUICK_EXIT_URL)):
        assert re.findall(r"<script|<link|<img|src=|url\(|@import", page.text) == []
        assert re.findall(r"<a .*?</a>", page.text) == [f'<a href="{away}" rel="noreferrer">Leave this site</a>']
        assert "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'" in page["Content-Security-Policy"]
    assert f'action="{start}forget/"' in answer.text
    assert answer["Kept-Leave"] == settings.QUICK_EXIT_URL
    left = client.get(f"{start}leave/")
    assert (left["Location"], "storage" in left["Clear-Site-Data"]) == (settings.QUICK_EXIT_URL, True)
    assert datetime.fromisoformat(answer["Kept-Until"]) == row.event.end + timedelta(days=1)


def test_who_leaves_a_page_that_was_kept_is_led_away_whatever_became_of_the_registration(client, db):
    left = client.get("/en/registrations/unknown/ticket/leave/")

    assert (left["Location"], "storage" in left["Clear-Site-Data"]) == (settings.QUICK_EXIT_URL, True)


@pytest.mark.parametrize("why", ["no seat", "event is over", "unknown link"])
def test_a_device_is_given_nothing_to_keep_where_there_is_no_ticket(client, why):
    row = make(state="waiting" if why == "no seat" else "confirmed")
    token = "x" * 43 if why == "unknown link" else row.token
    moment = row.event.end if why == "event is over" else NOW
    with time_machine.travel(moment, tick=False):
        answers = [
            client.get(f"/en/registrations/{token}/ticket/{end}") for end in ("worker.js", "kept/", "forgotten/")
        ]

    assert [answer.status_code for answer in answers] == [404] * 3


def test_the_button_stands_behind_an_explanation_for_who_is_to_stay_unnoticed(client):
    shown, behind = own(make()), make(discreet=True, ticket_code=CODE[::-1])

    pages = [client.get(path).text for path in (shown, f"/en/e/{behind.event.short_id}/r/{behind.token}/ticket/")]

    wanted = ("data-kept-keep>", "data-kept-keep disabled>", '<details class="stack"')
    marks = [[mark in page for mark in wanted] for page in pages]
    assert marks == [[True, False, False], [False, True, True]]
    assert all("data-kept-device hidden" in page for page in pages)


@pytest.mark.parametrize(("name", "length"), [("ticket_code", 20), ("calendar_id", 16)])
def test_each_registration_has_a_random_code_that_no_other_may_have(name, length):
    first, second = RegistrationFactory(), RegistrationFactory()
    codes = [getattr(row, name) for row in (first, second)]

    assert [(len(code), set(code) <= set(ID_LETTERS)) for code in codes] == [(length, True)] * 2
    assert codes[0] != codes[1]
    with pytest.raises(IntegrityError):
        Registration.objects.filter(pk=second.pk).update(**{name: codes[0]})

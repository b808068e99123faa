"""A decision is about what its page showed: whoever was shown something else decides nothing."""

import base64
import csv
import io
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from charter import tasks
from charter.certificates.services import facts_of
from charter.ledger.models import LedgerEntry, StatusChange
from charter.review import status
from charter.signing.models import DeskLink, Signature
from charter.signing.services import move
from charter.states import Party
from coalition import dates
from coalition.mail.models import Message
from coalition.uploads import files
from coalition.uploads.inspector.verdict import Cause, Refused
from coalition.users import roles
from coalition.users.models import User
from coalition.users.viewsets import MANY
from newsletters.editions.blocks import NewSignatoriesBlock
from tests.factories.charter import (
    SignatureFactory,
    accept,
    change_one_character,
    published_version,
    reviewer,
    shown,
    staff,
    submitted,
    two_reviewers,
)
from tests.factories.commitments import EvidenceFactory
from tests.factories.figures import EntryFactory
from tests.factories.members import LocalGovernmentFactory, members_page
from tests.uploads.files import PLAIN_PDF, pdf

pytestmark = pytest.mark.django_db
QUEUE = "/cms/charter/signatures/"
ACT = status.Act(act_body="Council", act_number="7", act_date=date(2026, 1, 1), reason="Because.")


def page_of(signature: Signature) -> str:
    return f"/cms/charter/signatures/inspect/{signature.pk}/"


@pytest.mark.parametrize("mark", ["the old page", "no mark", "garbage"])
def test_a_page_that_is_out_of_date_decides_nothing(client, mark):
    """Changes were asked for, the town hall sent the signature again, somebody checked it: the first page is stale."""
    signature = submitted(act_file_sha256="a" * 64)
    old = shown(signature)
    move(signature.request_changes, party=Party.STAFF, actor=reviewer(1), reviewer=reviewer(1), reason="Which act?")
    move(signature.verify_mailbox, party=Party.TOWN_HALL)
    move(signature.submit, party=Party.TOWN_HALL)
    client.force_login(staff(roles.CHARTER_REVIEWERS))
    posted = {"the old page": old, "no mark": {}, "garbage": {"seen": "x" * 2000}}[mark]
    entries = LedgerEntry.objects.count()

    answer = client.post(page_of(signature), {**posted, "decision": "reject", "reason": "No act."}, follow=True)

    assert "Nothing was decided: the signature changed after you opened it." in answer.content.decode()
    signature.refresh_from_db()
    assert (signature.state, LedgerEntry.objects.count(), Message.objects.count()) == ("submitted", entries, 0)
    client.post(page_of(signature), {**shown(signature), "decision": "reject", "reason": "No act."})
    assert Signature.objects.get().state == "rejected"


def test_a_signature_whose_act_did_not_come_is_not_reinstated_without_it():
    """Otherwise the next night would put it on hold again, and say *valid until* a day that is over."""
    today = timezone.localdate()
    signature = SignatureFactory(state="signed", act_file_sha256="", ad_referendum_until=today - timedelta(days=1))
    status.lapse(today=today)
    with pytest.raises(status.NeedsAct):
        status.reinstate(signature=signature, act=ACT, effective_on=today, by=two_reviewers())


CHECK = {
    "decision": "check_authority",
    "mandate": "on",
    "act": "on",
    "domain": "on",
    "call_back": "Switchboard, number of the official gazette.",
}


@pytest.fixture
def me(client):
    user = staff(roles.CHARTER_REVIEWERS)
    client.force_login(user)
    return user


@pytest.mark.parametrize("change", [status.hold, status.withdraw])
def test_no_change_is_in_force_before_the_signature(client, me, change):
    signature = SignatureFactory(state="signed")
    first_day = timezone.localdate(signature.signed_at)
    before = first_day - timedelta(days=1)
    with pytest.raises(status.NoLongerPossible):
        change(signature=signature, act=ACT, effective_on=before, by=two_reviewers())

    answers = {"act_body": "Council", "act_number": "7", "act_date": "2026-01-01", "reason": "Because."}
    answers |= {"decision": f"propose_{change.__name__}", "effective_on": before.isoformat()}
    wrong = client.post(page_of(signature), {**shown(signature), **answers})
    assert list(wrong.context["forms"]["status"].errors) == ["effective_on"]
    signature.refresh_from_db()
    assert signature.state == "signed"
    change(signature=signature, act=ACT, effective_on=first_day, by=two_reviewers())


def test_one_changed_character_of_the_text_is_told(client, me):
    signature = SignatureFactory(state="submitted")
    change_one_character(language="fr")
    response = client.get(page_of(signature))
    assert response.context["digest_matches"] is False
    assert "No match: this is not the published text." in response.text


def test_one_person_checks_the_authority_and_another_publishes(client, me):
    signature = SignatureFactory(state="submitted", act_file_sha256="a" * 64)
    url = page_of(signature)

    response = client.post(url, {"decision": "check_authority", "mandate": "on", "act": "on"})
    assert list(response.context["forms"]["check"].errors) == ["domain", "call_back"]
    assert client.post(url, {**shown(signature), **CHECK}).url == QUEUE
    assert list(client.get(url).context["forms"]) == ["reason"]
    client.post(url, {**shown(signature), "decision": "publish"})
    signature.refresh_from_db()
    assert (signature.state, signature.checked_by) == ("authority_checked", me)
    assert signature.checklist["call_back"] == CHECK["call_back"]

    other = staff(roles.CHARTER_REVIEWERS, "other")
    client.force_login(other)
    assert client.post(url, {**shown(signature), "decision": "publish"}).url == QUEUE
    signature.refresh_from_db()
    assert (signature.state, signature.decided_by, signature.number) == ("signed", other, 1)
    assert list(LedgerEntry.objects.values_list("actor", flat=True)) == [me.pk, other.pk]
    assert list(client.get(url).context["forms"]) == ["status", "letter"]


@pytest.mark.parametrize(("named", "until"), [(100, 100), (None, 365), (-1, 365)])
def test_without_the_file_of_the_act_it_is_published_until_the_day_named_or_for_a_year(client, me, named, until):
    today = timezone.localdate()
    day = None if named is None else today + timedelta(days=named)
    signature = SignatureFactory(state="authority_checked", ad_referendum_until=day)
    assert dates.day(today + timedelta(days=until)) in client.get(page_of(signature)).text

    client.post(page_of(signature), {**shown(signature), "decision": "publish"})

    signature.refresh_from_db()
    assert (signature.state, signature.ad_referendum_until) == ("signed", today + timedelta(days=until))
    with pytest.raises(IntegrityError, match="signature_without_act_is_ad_referendum"), transaction.atomic():
        SignatureFactory(state="signed", act_file_sha256="")


def test_the_act_is_a_download(client, me):
    signature, draft = SignatureFactory(state="submitted"), SignatureFactory()
    for row in (signature, draft):
        row.act_file.save("x.pdf", ContentFile(b"%PDF-1.7"))
    url = f"{QUEUE}act/{signature.pk}/"

    response = client.get(url)
    assert b"".join(response.streaming_content) == b"%PDF-1.7"
    headers = {
        "Content-Disposition": f'attachment; filename="act-{signature.pk}.pdf"',
        "Content-Type": "application/octet-stream",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    assert {name: response[name] for name in headers} == headers
    assert "no-store, private" in response["Cache-Control"]
    assert b"".join(client.get(f"{QUEUE}act/{draft.pk}/")) != b"%PDF-1.7"  # it has no review page either


SUBMITTED = "Submitted: the authority is to be checked"


def day(number: int) -> datetime:
    return datetime(2026, 1, number, 9, tzinfo=UTC)


def listed(client, query: str) -> list[int]:
    return [row.pk for row in client.get(f"{QUEUE}?{query}").context["object_list"]]


EXPECTED = {
    "": {"waits", "fresh", "mine", "theirs", "awaited", "came"},
    "waits=check": {"waits", "fresh"},
    "waits=publish": {"theirs"},
    "waits=act": {"came"},
}


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        (roles.CHARTER_REVIEWERS, [SUBMITTED, "Evidence to review"]),
        (roles.COMMITTEE_EDITORS, ["Evidence to review", "Numbers to be checked"]),
        (roles.EVENT_HOSTS, []),
    ],
)
def test_the_first_page_tells_each_role_what_waits_and_how_long(client, role, shown):
    with time_machine.travel(day(1), tick=False):
        SignatureFactory(state="submitted")
        EvidenceFactory(submitted_at=day(2))
        EntryFactory(given_at=day(3))
    with time_machine.travel(day(9), tick=False):
        client.force_login(staff(role))
        page = client.get("/cms/").text
    waits = {
        SUBMITTED: "Next due date: 15 January 2026",
        "Evidence to review": "Longest wait: 7 days",
        "Numbers to be checked": "Longest wait: 6 days",
    }
    found = [label for label in waits if label in page]
    assert (found, [waits[label] in page for label in found]) == (shown, [True] * len(shown))


@time_machine.travel(datetime(2026, 3, 1, 9, tzinfo=UTC), tick=False)
def test_each_filter_keeps_what_it_says_and_gives_no_draft_away(client, me):
    other = staff(roles.CHARTER_REVIEWERS, "other")
    version = published_version(1)
    long_ago, lately = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 26, tzinfo=UTC)
    until = date(2027, 1, 1)
    rows = {
        "came": {"state": "signed", "ad_referendum_until": until},
        "awaited": {"state": "signed", "act_file_sha256": "", "ad_referendum_until": until},
        "waits": {"state": "submitted", "submitted_at": long_ago},
        "fresh": {"state": "submitted", "submitted_at": lately},
        "mine": {"state": "authority_checked", "checked_by": me, "checked_at": lately},
        "theirs": {"state": "authority_checked", "checked_by": other, "checked_at": lately},
    }
    by_pk = {SignatureFactory(version=version, **fields).pk: name for name, fields in rows.items()}
    for state in ("draft", "mailbox_verified"):
        SignatureFactory(state=state, version=version, signatory_name="Somebody Hidden")

    found = {query: [by_pk[pk] for pk in listed(client, query)] for query in EXPECTED}

    assert {query: set(names) for query, names in found.items()} == EXPECTED
    assert found[""][0] == "waits"
    assert listed(client, "q=Hidden") == []


def test_the_queue_tells_the_promised_day_and_who_checked_and_sorts_once_it_is_long(client, me):
    other = staff(roles.CHARTER_REVIEWERS, "other")
    version = published_version(1)
    SignatureFactory(state="authority_checked", checked_by=other, submitted_at=day(1), version=version)
    SignatureFactory(state="signed", version=version)
    few = client.get(QUEUE)
    columns = [few.context["table"].columns[name] for name in ("promised", "checked_by")]
    cells = [[column.get_value(row) for column in columns] for row in few.context["object_list"]]
    promised = dates.day(date(2026, 1, 1) + timedelta(days=settings.CHARTER_REVIEW_DAYS))
    assert [(day, str(who)) for day, who in cells] == [(promised, "other"), ("", "reviewer-1")]
    assert ("ordering=" in few.text, few.context["filters"], few.context["search_form"]) == (False, None, None)

    assert client.get(f"{QUEUE}?waits=publish").context["filters"] is not None  # what a link asks is told
    SignatureFactory.create_batch(MANY - 2, state="signed", version=version)
    many = client.get(QUEUE)
    assert ("ordering=" in many.text, many.context["filters"] is None) == (True, False)


def signature(**fields) -> Signature:
    """Publish the signature of a member with a seat on the map, ad referendum for a year unless it has its act."""
    return accept(submitted(government=LocalGovernmentFactory(names={"en": "Harbour"}), **fields))


def html(address: str) -> Callable[[Client, Signature], str]:
    return lambda client, row: client.get(address.format(code=row.verification_code)).content.decode()


def csv_column(address: str, column: str) -> Callable[[Client, Signature], str]:
    def read(client: Client, _row: Signature) -> str:
        (line,) = csv.DictReader(io.StringIO(client.get(address).getvalue().decode()))
        return "council decision expected" if line[column] not in ("", "0") else ""

    return read


def in_the_cms(address: str) -> Callable[[Client, Signature], str]:
    def read(client: Client, row: Signature) -> str:
        client.force_login(staff(roles.CHARTER_REVIEWERS, f"reader-{User.objects.count()}"))
        return client.get(address.format(pk=row.pk)).content.decode()

    return read


def edition(_client: Client, _row: Signature) -> str:
    block = NewSignatoriesBlock()
    with translation.override("en"):
        return block.render(block.to_python({"title": "", "days": 90, "count": 5}))


PLACES = {
    "signatories": html("/en/charter/signatories/"),
    "proof": html("/en/charter/verify/{code}/"),
    "profile": html("/en/members/harbour/"),
    "directory": html("/en/members/"),
    "own page": lambda client, row: client.get(f"/en/charter/desk/{DeskLink.issue(signature=row)}/").content.decode(),
    "members.csv": csv_column("/data/members.csv", "ad_referendum"),
    "signatories.csv": csv_column("/data/signatories.csv", "ad_referendum_until"),
    "certificate": lambda _client, row: "council decision expected" if facts_of(row).ad_referendum_until else "",
    "edition": edition,
    "queue": in_the_cms("/cms/charter/signatures/"),
    "review": in_the_cms("/cms/charter/signatures/inspect/{pk}/"),
}


def labels(text: str) -> int:
    """Return how often `text` says that the council has still to decide, in the words of readers or of reviewers."""
    return sum(text.lower().count(words) for words in ("council decision expected", "ad referendum"))


@pytest.mark.parametrize("place", PLACES)
def test_it_is_labelled_wherever_it_stands_until_the_act_is_confirmed(client, place):
    """Filters and explanations speak of it too, so what counts is that the signature itself adds the words."""
    members_page()
    row = signature()
    labelled = labels(PLACES[place](client, row))

    Signature.objects.update(act_file_sha256="a" * 64)
    act = {"act_body": "Council", "act_number": "7", "act_date": date(2026, 1, 1)}
    row = status.ratify(signature=row, actor=reviewer(1), **act)
    client.logout()
    ratified = labels(PLACES[place](client, row))

    assert labelled > ratified


def test_it_falls_to_on_hold_by_itself_after_its_day(client):
    until = timezone.localdate() + timedelta(days=365)
    row = signature(language="en")
    kept = signature_of_another_town(act_file_sha256="a" * 64)
    before = LedgerEntry.objects.count()
    for day, states in ((until, ["signed", "signed"]), (until + timedelta(days=1), ["on_hold", "signed"])):
        with time_machine.travel(datetime.combine(day, time(12), tzinfo=UTC), tick=False):
            tasks.lapse(timestamp=0)
            tasks.lapse(timestamp=0)
        assert [Signature.objects.get(pk=pk).state for pk in (row.pk, kept.pk)] == states

    (entry,) = LedgerEntry.objects.order_by("sequence")[before:]
    assert (entry.signature, entry.event, entry.source, entry.target, entry.party, entry.actor) == (
        row, "hold", "signed", "on_hold", Party.CLOCK, None,
    )  # fmt: skip
    change = StatusChange.objects.get()
    assert (change.entry, change.effective_on) == (entry, until + timedelta(days=1))
    mail = Message.objects.get(template="charter/mail/status_changed", to=row.official_email)
    assert (mail.to, mail.language) == (row.official_email, "en")
    page = client.get(f"/en/charter/verify/{row.verification_code}/").content.decode()
    assert f"The council&#x27;s decision did not arrive by {date_format(until, 'DATE_FORMAT')}." in page


def signature_of_another_town(**fields) -> Signature:
    return accept(submitted(government=LocalGovernmentFactory(names={"en": "Hill"}), **fields))


PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>"


THREE_PAGES = pdf(PAGE, PAGE, _2=b"<< /Type /Pages /Kids [3 0 R 5 0 R 6 0 R] /Count 3 >>")


IMAGE = re.compile(r'<img src="data:image/jpeg;base64,([^"]+)" alt="([^"]+)">')


def with_act(content: bytes) -> Signature:
    """Return a signature that waits for its review, with `content` as its act."""
    government = LocalGovernmentFactory(names={"en": "Harbour Town", "fr": "Harbour Town"})
    signature = SignatureFactory(state="submitted", government=government, act_file_sha256="a" * 64)
    signature.act_file.save("act.pdf", ContentFile(content))
    return signature


def pages_of(signature: Signature) -> str:
    return reverse("charter_signatures:act_pages", args=[signature.pk])


@pytest.mark.parametrize(("number", "leads"), [(1, ["?page=2"]), (2, ["?page=1", "?page=3"])])
def test_one_page_at_a_time_is_a_picture_with_words(client, me, private_files, number, leads):
    signature = with_act(THREE_PAGES)
    before = sorted(private_files.rglob("*"))

    shown = client.get(pages_of(signature), {"page": number})

    [(picture, words)] = IMAGE.findall(shown.content.decode())
    assert base64.b64decode(picture).startswith(b"\xff\xd8\xff")
    assert words == f"Page {number} of 3 of the file of Harbour Town (France), as a picture"
    assert re.findall(r'href="(\?page=\d)"', shown.content.decode()) == leads
    assert {"no-store", "private"} <= set(shown["Cache-Control"].split(", "))
    assert "data:" in shown["Content-Security-Policy"]
    assert sorted(private_files.rglob("*")) == before


@pytest.mark.parametrize(
    ("cause", "words"),
    [(Cause.TOO_COMPLEX, "This page could not be drawn."), (Cause.BUSY, "Other files are being read")],
)
def test_what_cannot_be_drawn_is_said_and_the_file_is_still_to_be_had(client, me, monkeypatch, cause, words):
    signature = with_act(PLAIN_PDF)

    def refuse(content, page):
        raise Refused(cause)

    monkeypatch.setattr(files.sandbox, "draw", refuse)
    body = client.get(pages_of(signature)).content.decode()

    assert words in body
    assert IMAGE.findall(body) == []
    assert reverse("charter_signatures:act", args=[signature.pk]) in body

"""The town hall's own page of its signature: a mailed link shows, a typed code changes."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from charter.ledger.models import LedgerEntry, StatusChange
from charter.review.changes.models import SignatureLink, TownHallRequest
from charter.review.changes.services import asked, cooling, requests, succession
from charter.review.changes.services.links import new_link
from charter.review.status import services as status
from charter.signing.models import Signature
from coalition.mail.models import Message
from coalition.mail.rendering import render
from coalition.members.models import Contact
from coalition.privacy import services as privacy
from coalition.privacy.models import OneTimeCode
from coalition.users import roles
from tests.factories.charter import SignatureFactory, checked_act, reviewer, shown, staff
from tests.factories.mail import said
from tests.uploads.files import PLAIN_PDF

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
CHANGE = {
    "act_body": "Conseil",
    "act_number": "2026/7",
    "act_date": "2026-04-30",
    "public_reason": "means",
    "reason": "We wait for our budget.",
}
REINSTATE = {**CHANGE, "effective_on": "2026-06-09", "public_reason": "resolved"}
ACT = {"act_body": "Conseil", "act_number": "2026/9", "act_date": "2026-05-20"}
SUCCESSOR = {
    "name": "Nour Salem",
    "role": "Mayor",
    "contact": "Nour@Town.example",
    "language": "ar",
    "mandate_end": "2032-03-31",
}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


def kept(folder) -> list[bytes]:
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


def page(token: str, rest: str = "") -> str:
    return f"/en/charter/adhesion/{token}/{rest}"


def code() -> str:
    return Message.objects.filter(template="charter/mail/adhesion_code").latest("pk").context["code"]


def ask(client, token: str, action: str, answers: dict) -> None:
    response = client.post(page(token, f"{action}/"), {"act_file": pdf()} | answers)
    assert response.url == page(token, "confirm/"), response.context["form"].errors


def confirm(client, token: str) -> str:
    return client.post(page(token, "confirm/"), {"code": code()}).url


def let_it_happen(signature: Signature) -> None:
    """Check what the town hall asked, and come to the day on which it is done."""
    asked.accept_change(signature=signature, reviewer=reviewer(1))
    assert [cooling.apply_due(today=NOW.date() + timedelta(days=days)) for days in (0, 7)] == [0, 0]
    with time_machine.travel(NOW + timedelta(days=8), tick=False):
        assert cooling.apply_due(today=timezone.localdate()) == 1
    signature.refresh_from_db()


def awaiting(**fields) -> Signature:
    return SignatureFactory(
        state=fields.pop("state", "signed"), act_file_sha256="", ad_referendum_until=date(2026, 9, 1), **fields
    )


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("act.pdf", PLAIN_PDF)


def test_a_link_goes_to_the_official_mailbox_and_the_answer_is_always_the_same(client):
    signature = SignatureFactory(state="signed", language="fr")
    draft = SignatureFactory()
    codes = (signature.verification_code.lower().replace("-", " "), draft.verification_code, "AAAA-BBBB-CCCC", "x")

    answers = [client.post("/en/charter/adhesion/", {"code": typed}) for typed in codes]

    assert [(a.status_code, a.url) for a in answers] == [(302, "/en/charter/adhesion/sent/")] * 4
    mail = Message.objects.get()
    assert (mail.template, mail.to, mail.language, mail.sensitive) == (
        "charter/mail/adhesion_link",
        signature.official_email,
        "fr",
        True,
    )
    link = SignatureLink.objects.get()
    assert (link.signature, link.expires_at) == (signature, NOW + timedelta(days=7))
    token = mail.context["url"].split("/")[-2]
    assert link.digest not in mail.context["url"]
    assert mail.context["url"].endswith(f"/fr/charter/adhesion/{token}/")
    assert client.get(page(token)).context["signature"] == signature


def test_a_link_opens_its_own_signature_for_a_week_until_it_is_closed(client):
    signature, other = SignatureFactory(state="signed"), SignatureFactory(state="signed")
    token, second = new_link(signature), new_link(other)
    assert client.get(page("nope")).status_code == 404

    with time_machine.travel(NOW + timedelta(days=7), tick=False):
        assert client.get(page(token)).status_code == 404
    assert client.get(page(token, "close/")).status_code == 405
    assert client.post(page(token, "close/")).url == "/en/charter/adhesion/closed/"
    for rest in ("", "hold/", "confirm/", "hold/done/"):
        assert client.get(page(token, rest)).status_code == 404
    assert client.get(page(second)).context["signature"] == other


@pytest.mark.parametrize(("minutes", "is_right"), [(29, True), (31, False)])
def test_page_and_mail_say_how_long_the_code_of_a_change_is_right(client, minutes, is_right):
    token = new_link(SignatureFactory(state="signed", language="en"))
    ask(client, token, "withdraw", CHANGE)
    mail = Message.objects.get()
    mailed = render(template=mail.template, context=mail.context, language="en").text
    shown = client.get(page(token, "confirm/")).text
    assert [("valid for 30 minutes" in words, "2 hours" in words) for words in (shown, mailed)] == [(True, False)] * 2
    with time_machine.travel(NOW + timedelta(minutes=minutes), tick=False):
        response = client.post(page(token, "confirm/"), {"code": code()})
    assert (response.status_code == 302) is is_right


def test_the_town_hall_holds_and_reinstates_by_the_code_of_its_mailbox(client):
    signature = SignatureFactory(state="signed", language="fr")
    token = new_link(signature)
    ask(client, token, "hold", CHANGE)
    mail = Message.objects.get()
    assert (mail.to, mail.language, mail.sensitive) == (signature.official_email, "fr", True)
    wrong = client.post(page(token, "confirm/"), {"code": f"{(int(code()) + 1) % 1_000_000:06d}"})
    assert list(wrong.context["form"].errors) == ["code"]
    assert confirm(client, token) == page(token, "hold/done/")
    let_it_happen(signature)
    assert (signature.state, StatusChange.objects.get().act_number) == ("on_hold", "2026/7")
    assert client.get(page(token, "hold/")).url == page(token)

    with time_machine.travel(NOW + timedelta(days=9), tick=False):  # a reinstatement does not wait
        token = new_link(signature)
        ask(client, token, "reinstate", REINSTATE)
        confirm(client, token)
        asked.accept_change(signature=signature, reviewer=reviewer(1))
    signature.refresh_from_db()
    assert signature.state == "signed"


def test_a_withdrawal_ends_what_a_link_can_do(client):
    signature = SignatureFactory(state="on_hold")
    token = new_link(signature)
    ask(client, token, "withdraw", CHANGE)
    confirm(client, token)
    let_it_happen(signature)

    token = new_link(signature)
    assert (signature.state, client.get(page(token)).context["actions"]) == ("withdrawn", [])
    assert client.post(page(token, "reinstate/"), CHANGE).url == page(token)


def test_the_town_hall_lifts_only_its_own_hold(client):
    signature = SignatureFactory(state="signed")
    act = status.Act("Network", "1", date(2026, 1, 1), "The mailbox was taken over.")
    status.hold(signature=signature, act=act, effective_on=date(2026, 6, 1), actor=reviewer(1))
    token = new_link(signature)

    assert client.get(page(token)).context["actions"] == ["successor", "withdraw"]
    assert client.post(page(token, "reinstate/"), CHANGE).url == page(token)


def test_what_changed_meanwhile_is_not_done_and_the_code_stays(client):
    signature = SignatureFactory(state="signed")
    token = new_link(signature)
    ask(client, token, "hold", CHANGE)
    act = status.Act("Council", "1", date(2026, 1, 1), "")
    status.hold(signature=signature, act=act, effective_on=date(2026, 6, 1), actor=reviewer(1))

    assert confirm(client, token) == page(token)
    assert OneTimeCode.objects.get().used_at is None
    assert LedgerEntry.objects.count() == 1


def test_the_act_comes_is_confirmed_and_the_signature_is_ad_referendum_no_longer(client, private_files):
    signature = awaiting()
    token = new_link(signature)
    ask(client, token, "act", {**ACT, "act_file": pdf()})
    assert Signature.objects.get().act_file_sha256 == ""
    assert confirm(client, token) == page(token, "act/done/")

    signature.refresh_from_db()
    assert (signature.has_act, signature.is_ad_referendum, signature.act_file_name) == (True, True, "act.pdf")
    assert PLAIN_PDF in kept(private_files)
    assert signature.act_number != "2026/9"  # a reviewer says so
    assert client.get(page(token)).context["act_waits"] is True
    assert status.lapse(today=date(2027, 1, 1)) == 0  # the town hall did its part

    client.force_login(staff(roles.CHARTER_REVIEWERS))
    review = f"/cms/charter/signatures/inspect/{signature.pk}/"
    form = client.get(review).context["forms"]["ratify"]
    assert form.initial == ACT
    client.post(review, {**shown(signature), "decision": "ratify", **ACT})
    signature.refresh_from_db()
    assert (signature.act_number, signature.act_date, signature.ad_referendum_until) == (
        "2026/9",
        date(2026, 5, 20),
        None,
    )
    assert not TownHallRequest.objects.exists()


def test_an_act_that_does_not_do_is_dropped_and_asked_for_again(
    client, private_files, django_capture_on_commit_callbacks
):
    signature = awaiting(language="es")
    token = new_link(signature)
    with django_capture_on_commit_callbacks(execute=True):
        ask(client, token, "act", {**ACT, "act_file": pdf()})
        confirm(client, token)
    client.force_login(staff(roles.CHARTER_REVIEWERS))

    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            f"/cms/charter/signatures/inspect/{signature.pk}/",
            {**shown(signature), "decision": "ask_act_again", "reason": "Page 2 is missing."},
        )

    signature.refresh_from_db()
    assert (signature.has_act, signature.act_file.name, signature.state) == (False, "", "signed")
    assert kept(private_files) == []
    mail, copy = Message.objects.filter(context__what="act_again").order_by("pk")
    assert (copy.to, copy.context["reason"]) == (signature.contact_email, mail.context["reason"])
    assert (said(mail), mail.to, mail.language, mail.context["reason"]) == (
        "act_again",
        signature.official_email,
        "es",
        ["Page 2 is missing."],
    )
    assert client.get("/" + mail.context["url"].split("/", 3)[3]).context["action"] == "act"
    with pytest.raises(status.NoLongerPossible):
        requests.ask_act_again(signature=signature, reason="Again.")


@pytest.mark.parametrize(("holder", "state"), [("clock", "signed"), ("town-hall", "on_hold"), ("staff", "on_hold")])
def test_the_act_lifts_the_hold_of_a_deadline_and_no_other(holder, state):
    signature = awaiting()
    act = status.Act("Council", "1", date(2026, 1, 1), "")
    if holder == "clock":
        assert status.lapse(today=date(2026, 9, 2)) == 1
    else:
        by = {"actor": reviewer(1)} if holder == "staff" else {"checked": checked_act()}
        status.hold(signature=signature, act=act, effective_on=date(2026, 6, 1), **by)
    Signature.objects.filter(pk=signature.pk).update(act_file_sha256="a" * 64)

    status.ratify(signature=signature, actor=reviewer(2), **{**ACT, "act_date": date(2026, 5, 20)})

    signature.refresh_from_db()
    assert (signature.state, signature.ad_referendum_until, signature.act_number) == (state, None, "2026/9")


def test_a_request_without_its_code_is_forgotten_with_its_file(
    client, private_files, django_capture_on_commit_callbacks
):
    token = new_link(awaiting())
    ask(client, token, "act", {**ACT, "act_file": pdf()})
    for days, left in ((1, 1), (2, 0)):
        with django_capture_on_commit_callbacks(execute=True):
            privacy.purge(now=timezone.now() + timedelta(days=days))
        assert TownHallRequest.objects.count() == left
    assert kept(private_files) == []


def test_the_successor_is_a_private_contact_and_the_signatory_stays(client):
    signature = SignatureFactory(state="signed", mandate_ends_on=date(2026, 5, 1))
    token = new_link(signature)
    ask(client, token, "successor", SUCCESSOR)
    assert not Contact.objects.exists()
    confirm(client, token)
    assert not Contact.objects.exists()
    let_it_happen(signature)

    told = Message.objects.filter(context__what="successor_named").values_list("to", flat=True)
    assert set(told) == {signature.official_email, signature.contact_email}
    contact = Contact.objects.get()
    assert (contact.government, contact.name, contact.role, contact.email, contact.language) == (
        signature.government,
        "Nour Salem",
        "Mayor",
        "nour@town.example",
        "ar",
    )
    assert (contact.mandate_start, contact.mandate_end) == (date(2026, 6, 9), date(2032, 3, 31))
    public = client.get(f"/en/charter/verify/{signature.verification_code}/").content.decode()
    assert [word for word in ("Nour", "nour@") if word in public] == []
    assert "Maëlle Kerrien" in public
    assert succession.invite_successors(today=date(2026, 6, 2)) == 0


def test_an_ended_mandate_invites_the_successor_once(client):
    signature = SignatureFactory(state="on_hold", language="ar", mandate_ends_on=date(2026, 5, 31))
    SignatureFactory(state="signed", mandate_ends_on=date(2026, 6, 1))
    SignatureFactory(state="withdrawn", mandate_ends_on=date(2026, 5, 31))
    SignatureFactory(state="signed")
    renewed = SignatureFactory(state="signed", mandate_ends_on=date(2026, 5, 31))
    Contact.objects.create(government=renewed.government, name="N", role="M", mandate_end=date(2030, 1, 1))

    assert [succession.invite_successors(today=date(2026, 6, 1)) for _time in range(2)] == [1, 0]

    mail, copy = Message.objects.order_by("pk")
    assert (mail.template, mail.to, mail.language) == ("charter/mail/succession", signature.official_email, "ar")
    assert (copy.template, copy.to) == (mail.template, signature.contact_email)
    assert mail.context["url"].endswith("/successor/")
    path = "/" + mail.context["url"].split("/", 3)[3]
    assert client.get(path).status_code == 200
    with time_machine.travel(NOW + timedelta(days=59), tick=False):
        assert client.get(path).status_code == 200


def test_the_contacts_of_a_government_tell_the_last_mandate_too():
    signature = SignatureFactory(state="signed")
    Contact.objects.create(government=signature.government, name="N", role="M", mandate_end=date(2026, 5, 1))
    assert succession.invite_successors(today=date(2026, 6, 1)) == 1

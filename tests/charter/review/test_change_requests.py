"""The town hall's own page of its signature: a mailed link shows, a typed code changes."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from charter.ledger.models import LedgerEntry, StatusChange
from charter.review import change_requests, status
from charter.review import panels as review_waiting
from charter.review.models import TownHallRequest
from charter.signing.models import DeskLink, Signature
from charter.signing.services import move
from charter.states import Party, SamePerson
from charter.tasks import apply_requests
from coalition.mail import rendering
from coalition.mail.models import Message, Suppression
from coalition.members.models import Contact
from coalition.privacy import services as privacy
from coalition.privacy.email_addresses import address_digest
from coalition.privacy.models import OneTimeCode
from coalition.users import roles
from coalition.users.models import User
from coalition.users.work_panel import Waiting
from tests.factories.charter import SignatureFactory, checked_act, reviewer, shown, staff, two_reviewers
from tests.uploads.files import PLAIN_PDF

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]
CHANGE = {
    "act_body": "Conseil",
    "act_number": "2026/7",
    "act_date": "2026-04-30",
    "public_reason": "means",
    "reason": "We wait for our budget.",
}
REINSTATE = {**CHANGE, "public_reason": "resolved"}
ACT = {"act_body": "Conseil", "act_number": "2026/9", "act_date": "2026-05-20"}
SUCCESSOR = {"name": "Nour Salem", "role": "Mayor", "contact": "Nour@Town.example"}


def kept(folder) -> list[bytes]:
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


def page(token: str, rest: str = "") -> str:
    return f"/en/charter/desk/{token}/{rest}"


def code() -> str:
    return Message.objects.filter(template="charter/mail/adhesion_code").latest("pk").context["code"]


def ask(client, token: str, action: str, answers: dict) -> None:
    response = client.post(page(token, f"change/{action}/"), {"act_file": pdf()} | answers)
    assert response.url == page(token, "confirm/"), response.context["form"].errors


def confirm(client, token: str) -> str:
    return client.post(page(token, "confirm/"), {"code": code()}).url


def let_it_happen(signature: Signature) -> None:
    """Check what the town hall asked, and come to the day on which it is done."""
    change_requests.accept_change(signature=signature, reviewer=reviewer(1))
    assert [change_requests.apply_due(today=NOW.date() + timedelta(days=days)) for days in (0, 7)] == [0, 0]
    with time_machine.travel(NOW + timedelta(days=8), tick=False):
        assert change_requests.apply_due(today=timezone.localdate()) == 1
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

    answers = [client.post("/en/charter/desk/", {"code": typed}) for typed in codes]

    assert [(a.status_code, a.url) for a in answers] == [(302, "/en/charter/desk/sent/")] * 4
    fields = ("template", "to", "language", "sensitive")
    assert list(Message.objects.values_list(*fields)) == [
        ("charter/mail/adhesion_link", signature.official_email, "fr", True)
    ]
    link, url = DeskLink.objects.get(), Message.objects.get().context["url"]
    assert (link.signature, link.expires_at, link.digest in url) == (signature, NOW + DeskLink.LIFETIME, False)
    token = url.split("/")[-2]
    assert url.endswith(f"/fr/charter/desk/{token}/")
    assert client.get(page(token)).context["signature"] == signature

    with time_machine.travel(NOW + DeskLink.LIFETIME, tick=False):
        assert client.get(page(token)).status_code == 404
    other = DeskLink.issue(signature=SignatureFactory(state="signed"))
    assert client.get(page(token, "close/")).status_code == 405
    assert client.post(page(token, "close/")).url == "/en/charter/desk/closed/"
    for rest in ("", "change/hold/", "confirm/"):
        assert (client.get(page(token, rest)).status_code, client.get(page("nope", rest)).status_code) == (404, 404)
    assert client.get(page(other)).status_code == 200


def test_requested_links_are_limited_for_a_signature_whoever_asks(client):
    signature, other = SignatureFactory.create_batch(2, state="signed")
    answers = set()

    def press(count: int, hours: int, row: Signature = signature) -> None:
        with time_machine.travel(NOW + timedelta(hours=hours), tick=False):
            for number in range(count):
                network = f"192.0.{hours}.{number}"
                answer = client.post("/en/charter/desk/", {"code": row.verification_code}, REMOTE_ADDR=network)
                answers.add((answer.status_code, answer.url))

    def sent(row: Signature) -> int:
        return Message.objects.filter(template="charter/mail/adhesion_link", to=row.official_email).count()

    counts = []
    for hours in (0, 2, 4, 6, 8):
        press(12, hours)
        counts.append(sent(signature))
    press(1, 8, other)
    assert (counts, sent(other)) == ([3, 6, 9, 10, 10], 1)
    press(1, 25)
    assert sent(signature) == 11
    assert answers == {(302, "/en/charter/desk/sent/")}


def test_the_desk_calls_a_decision_of_the_council_by_its_public_name(client):
    token = DeskLink.issue(signature=awaiting())
    page_of_desk, form = client.get(page(token)).text, client.get(page(token, "change/act/")).text
    assert "Send the council&#x27;s decision" in page_of_desk
    assert "act of the council" not in page_of_desk + form


def test_the_town_hall_holds_and_reinstates_by_the_code_of_its_mailbox(client):
    signature = SignatureFactory(state="signed", language="fr")
    token = DeskLink.issue(signature=signature)
    ask(client, token, "hold", CHANGE)
    mail = Message.objects.get()
    assert (mail.to, mail.language, mail.sensitive) == (signature.official_email, "fr", True)
    assert "valid for 2 hours" in client.get(page(token, "confirm/")).text
    wrong = client.post(page(token, "confirm/"), {"code": f"{(int(code()) + 1) % 1_000_000:06d}"})
    with time_machine.travel(NOW + timedelta(minutes=121), tick=False):
        late = client.post(page(token, "confirm/"), {"code": code()})
    assert [list(answer.context["form"].errors) for answer in (wrong, late)] == [["code"]] * 2
    assert confirm(client, token) == page(token)
    let_it_happen(signature)
    assert (signature.state, StatusChange.objects.get().act_number) == ("on_hold", "2026/7")
    assert client.get(page(token, "change/hold/")).url == page(token)

    with time_machine.travel(NOW + timedelta(days=9), tick=False):  # a reinstatement does not wait
        token = DeskLink.issue(signature=signature)
        ask(client, token, "reinstate", REINSTATE)
        confirm(client, token)
        change_requests.accept_change(signature=signature, reviewer=reviewer(1))
    signature.refresh_from_db()
    assert signature.state == "signed"


def test_the_act_comes_is_confirmed_and_the_signature_is_ad_referendum_no_longer(client, private_files):
    signature = awaiting()
    token = DeskLink.issue(signature=signature)
    ask(client, token, "act", {**ACT, "act_file": pdf()})
    assert Signature.objects.get().act_file_sha256 == ""
    assert confirm(client, token) == page(token)

    signature.refresh_from_db()
    assert (signature.has_act, signature.is_ad_referendum, signature.act_file_name) == (True, True, "act.pdf")
    assert PLAIN_PDF in kept(private_files)
    assert signature.act_number != "2026/9"  # a reviewer says so
    assert client.get(page(token)).context["act_waits"] is True
    assert status.lapse(today=date(2027, 1, 1)) == 0  # the town hall did its part

    client.force_login(staff(roles.CHARTER_REVIEWERS))
    assert client.get(review(signature)).context["forms"]["ratify"].initial == ACT
    client.post(review(signature), {**shown(signature), "decision": "ratify", **ACT})
    signature.refresh_from_db()
    ratified = (signature.act_number, signature.act_date, signature.ad_referendum_until)
    assert ratified == ("2026/9", date(2026, 5, 20), None)
    assert not TownHallRequest.objects.exists()


def test_an_act_that_does_not_do_is_dropped_and_asked_for_again(
    client, private_files, django_capture_on_commit_callbacks
):
    signature = awaiting(language="es")
    token = DeskLink.issue(signature=signature)
    again = {"decision": "ask_act_again", "reason": "Page 2 is missing."}
    with django_capture_on_commit_callbacks(execute=True):
        ask(client, token, "act", {**ACT, "act_file": pdf()})
        confirm(client, token)
        client.force_login(staff(roles.CHARTER_REVIEWERS))
        client.post(review(signature), {**shown(signature), **again})

    signature.refresh_from_db()
    assert (signature.has_act, signature.act_file.name, signature.state) == (False, "", "signed")
    assert kept(private_files) == []
    mails = Message.objects.filter(context__what="act_again").order_by("pk")
    assert [(mail.to, mail.language, mail.context["reason"]) for mail in mails] == [
        (address, "es", ["Page 2 is missing."]) for address in (signature.official_email, signature.contact_email)
    ]
    assert client.get(path_of(mails[0])).context["action"] == "act"
    with pytest.raises(status.NoLongerPossible):
        change_requests.ask_act_again(signature=signature, reason="Again.")


@pytest.mark.parametrize(("holder", "state"), [("clock", "signed"), ("town-hall", "on_hold"), ("staff", "on_hold")])
def test_the_act_lifts_the_hold_of_a_deadline_and_no_other(holder, state):
    signature = awaiting()
    if holder == "clock":
        assert status.lapse(today=date(2026, 9, 2)) == 1
    else:
        by = two_reviewers() if holder == "staff" else checked_act()
        status.hold(signature=signature, act=BY_THE_NETWORK, effective_on=date(2026, 6, 1), by=by)
    Signature.objects.filter(pk=signature.pk).update(act_file_sha256="a" * 64)

    status.ratify(signature=signature, actor=reviewer(2), **{**ACT, "act_date": date(2026, 5, 20)})

    signature.refresh_from_db()
    assert (signature.state, signature.ad_referendum_until, signature.act_number) == (state, None, "2026/9")


@pytest.mark.parametrize(("typed", "ends"), [("", date(2032, 6, 13)), ("2032-03-31", date(2032, 3, 31))])
def test_three_answers_name_a_private_contact_after_seven_days_and_the_signatory_stays(client, typed, ends):
    signature, _token = asked(client, "successor", {**SUCCESSOR, "mandate_end": typed})
    assert change_requests.apply_due(today=DAY - timedelta(days=1)) == 0
    assert not Contact.objects.exists()
    assert review_waiting.waiting_requests(staff(roles.CHARTER_REVIEWERS))[0].count == 0
    with time_machine.travel(NOW + timedelta(days=8), tick=False):
        assert change_requests.apply_due(today=DAY) == 1

    assert told("successor_named").keys() == {signature.official_email, signature.contact_email}
    fields = ("government", "name", "role", "email", "language", "mandate_start", "mandate_end")
    assert list(Contact.objects.values_list(*fields)) == [
        (signature.government_id, "Nour Salem", "Mayor", "nour@town.example", "en", DAY, ends)
    ]
    public = client.get(f"/en/charter/verify/{signature.verification_code}/").text
    assert [word in public for word in ("Nour", "nour@", "Maëlle Kerrien")] == [False, False, True]
    assert change_requests.invite_successors(today=date(2026, 6, 2)) == 0


def test_an_ended_mandate_invites_the_successor_once(client):
    signature = SignatureFactory(state="on_hold", language="ar", mandate_ends_on=date(2026, 5, 31))
    SignatureFactory(state="signed", mandate_ends_on=date(2026, 6, 1))
    SignatureFactory(state="withdrawn", mandate_ends_on=date(2026, 5, 31))
    SignatureFactory(state="signed")
    renewed = SignatureFactory(state="signed", mandate_ends_on=date(2026, 5, 31))
    Contact.objects.create(government=renewed.government, name="N", role="M", mandate_end=date(2030, 1, 1))

    assert [change_requests.invite_successors(today=date(2026, 6, 1)) for _time in range(2)] == [1, 0]

    mails = Message.objects.order_by("pk").values_list("template", "to", "language")
    assert list(mails) == [
        ("charter/mail/succession", to, "ar") for to in (signature.official_email, signature.contact_email)
    ]
    path = path_of(Message.objects.earliest("pk"))
    assert path.endswith("/successor/")
    with time_machine.travel(NOW + timedelta(days=59), tick=False):
        assert client.get(path).status_code == 200

    Contact.objects.create(government=signature.government, name="N", role="M", mandate_end=date(2026, 5, 31))
    Signature.objects.update(mandate_ends_on=None)
    assert change_requests.invite_successors(today=date(2026, 6, 1)) == 0  # asked already, of that very day


REASON = CHANGE["reason"]


def review(signature: Signature) -> str:
    return f"/cms/charter/signatures/inspect/{signature.pk}/"


def asked(client, action: str = "withdraw", answers: dict[str, str] = CHANGE, **fields) -> tuple[Signature, str]:
    """Return a signature whose town hall asked for `action` and typed the code, and the token of its link."""
    signature = SignatureFactory(state="signed", **fields)
    token = DeskLink.issue(signature=signature)
    ask(client, token, action, answers)
    assert confirm(client, token) == page(token)
    return signature, token


@pytest.mark.parametrize("action", ["hold", "withdraw"])
def test_withdrawal_by_the_town_hall_waits_for_a_reviewer_with_its_act(client, private_files, action):
    signature, token = asked(client, action)

    signature.refresh_from_db()
    assert (signature.state, StatusChange.objects.count(), LedgerEntry.objects.count()) == ("signed", 0, 0)
    assert REASON not in client.get(f"/en/charter/verify/{signature.verification_code}/").text
    assert PLAIN_PDF in kept(private_files)
    assert client.get(page(token)).context["actions"] == []
    assert client.post(page(token, f"change/{action}/"), CHANGE).url == page(token)

    client.force_login(staff(roles.CHARTER_REVIEWERS, "reader"))
    sheet = client.get(review(signature))
    assert [words in sheet.text for words in (REASON, "2026/7", "Conseil")] == [True] * 3
    file = client.get(f"/cms/charter/signatures/act/asked/{sheet.context['asked'].pk}/")
    assert b"".join(file.streaming_content) == PLAIN_PDF
    client.post(review(signature), {**shown(signature), "decision": "accept_change"})
    signature.refresh_from_db()
    assert (signature.state, StatusChange.objects.count()) == ("signed", 0)
    with time_machine.travel(datetime(2026, 6, 8, 22, tzinfo=UTC), tick=False):  # midnight in Paris
        apply_requests()
    signature.refresh_from_db()
    change = StatusChange.objects.get()
    facts = change.entry.data
    assert signature.state == {"hold": "on_hold", "withdraw": "withdrawn"}[action]
    assert (change.reason, change.cause, change.effective_on) == ("", "means", DAY)
    assert (change.entry.party, change.entry.actor) == ("town-hall", None)
    asked_for = ("change_act_file_sha256", "change_cause", "change_asked_on", "effective_on")
    assert [facts[name] for name in asked_for] == [change.act_file_sha256, "means", "2026-06-01", "2026-06-09"]
    assert facts["change_checked_by"].startswith("staff:")
    kept_file = client.get(f"/cms/charter/signatures/act/change/{change.pk}/")
    assert b"".join(kept_file.streaming_content) == PLAIN_PDF
    assert TownHallRequest.objects.get().outcome == "done"
    mails = Message.objects.filter(template="charter/mail/status_changed").order_by("pk")
    assert [mail.to for mail in mails] == [signature.official_email, signature.contact_email]
    public = client.get(f"/en/charter/verify/{signature.verification_code}/").text
    assert ("Too little staff or budget at present" in public, REASON in public) == (True, False)
    assert REASON in client.get(review(signature)).text  # why, for the team alone


def test_a_refusal_has_a_reason_that_is_mailed_and_nothing_stays(
    client, private_files, django_capture_on_commit_callbacks
):
    signature, _token = asked(client, language="ar")
    client.force_login(staff(roles.CHARTER_REVIEWERS))
    with django_capture_on_commit_callbacks(execute=True):
        answers = {**shown(signature), "decision": "refuse_change", "reason": "The act is of another town."}
        client.post(review(signature), answers)

    signature.refresh_from_db()
    ended = TownHallRequest.objects.get()
    assert (signature.state, kept(private_files), ended.outcome, ended.file.name) == ("signed", [], "refused", "")
    mails = Message.objects.filter(context__what="change_refused").order_by("pk")
    assert [(mail.to, mail.language, mail.context["reason"]) for mail in mails] == [
        (address, "ar", ["The act is of another town."])
        for address in (signature.official_email, signature.contact_email)
    ]
    assert client.get(path_of(mails[0])).context["actions"] == ["hold", "correct", "successor", "withdraw"]
    with pytest.raises(status.NoLongerPossible):
        change_requests.accept_change(signature=signature, reviewer=reviewer(1))


def test_what_became_impossible_is_told_and_forgotten_once_the_signature_has_ended(client):
    signature, _token = asked(client, "hold")
    status.hold(signature=signature, act=BY_THE_NETWORK, effective_on=date(2026, 6, 1), by=two_reviewers())
    with pytest.raises(status.NoLongerPossible):
        change_requests.accept_change(signature=signature, reviewer=reviewer(1))
    assert TownHallRequest.objects.to_check(reviewer(1)).count() == 1

    status.withdraw(signature=signature, act=BY_THE_NETWORK, effective_on=date(2026, 6, 1), by=two_reviewers())
    assert review_waiting.waiting_requests(staff(roles.CHARTER_REVIEWERS))[0].count == 0
    privacy.purge(now=NOW)
    assert TownHallRequest.objects.get().outcome == "impossible"


DAY = date(2026, 6, 9)


@pytest.fixture
def team() -> list[User]:
    """Two reviewers who can be written to; and three accounts that are not, or cannot."""
    first, second, gone, _mute = (staff(roles.CHARTER_REVIEWERS, name) for name in ("one", "two", "gone", "mute"))
    User.objects.create_superuser("root", email="root@network.example")
    for user in (first, second, gone):
        user.email, user.is_active = f"{user.username}@network.example", user != gone
        user.save()
    return [first, second]


def path_of(mail: Message) -> str:
    return "/" + mail.context["url"].split("/", 3)[3]


def told(what: str) -> dict[str, str]:
    rows = Message.objects.filter(context__what=what)
    return dict(rows.values_list("to", "language"))


def test_the_database_takes_no_change_of_a_town_hall_without_its_act_before_its_day_or_unchecked(client):
    signature = SignatureFactory(state="signed")
    with pytest.raises(IntegrityError, match="asked_change_has_its_act"), transaction.atomic():
        TownHallRequest.objects.create(signature=signature, action="hold", confirmed_at=NOW)
    entry = move(signature.hold, party=Party.TOWN_HALL)
    with pytest.raises(DatabaseError, match="by the file of its act"), transaction.atomic():
        StatusChange.objects.create(entry=entry, signature=signature, effective_on=NOW)

    asked(client)
    early = {"outcome": "done", "checked_by": reviewer(1), "checked_at": NOW, "file": ""}
    last_moment = datetime(2026, 6, 8, 21, 59, tzinfo=UTC)  # one minute before midnight in Paris
    for wrong, name in (
        ({**early, "ended_at": last_moment}, "change_is_done_after_its_cooling_off"),
        ({**early, "ended_at": last_moment + timedelta(days=9), "checked_at": None}, "change_is_checked_before"),
        ({"outcome": "stopped"}, "request_ends_with_an_outcome"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            TownHallRequest.objects.update(**wrong)
    TownHallRequest.objects.update(**early, ended_at=last_moment + timedelta(minutes=1))


def test_mailbox_contacts_and_reviewers_are_told_each_by_a_link_of_their_own(client, team):
    signature, _token = asked(client, "withdraw", contact_email="filler@secret.example", contact_confirmed_at=None)
    Contact.objects.create(government=signature.government, name="N", role="M", email="in@office.example")

    assert told("change_asked") == {signature.official_email: "fr", "filler@secret.example": "fr"}
    assert told("change_to_check") == {user.email: "en" for user in team}
    mails = list(Message.objects.filter(context__what="change_asked"))
    assert len({path_of(mail) for mail in mails}) == DeskLink.objects.exclude(change=None).count() == 2
    assert [mail.sensitive for mail in mails] == [True] * 2
    assert [mail.to for mail in mails if mail.unasked] == ["filler@secret.example"]
    for mail in mails:
        body = rendering.render(template=mail.template, context=mail.context, language=mail.language)
        assert [word for word in (REASON, "2026/7", "Conseil") if word in body.html + body.text + body.subject] == []
        days = [mail.context[name] for name in ("last_day", "day")]
        assert [day in body.text for day in days] == [True, True]
        assert ["8" in days[0], "9" in days[1]] == [True, True]


def test_the_official_mailbox_stops_it_by_a_press_and_everyone_is_told(
    client, team, private_files, django_capture_on_commit_callbacks
):
    signature, _token = asked(client, "withdraw", contact_email="filler@secret.example", language="en")
    path = path_of(Message.objects.filter(to=signature.official_email).latest("pk"))
    page = client.get(path)
    assert (page.context["asked"].action, REASON in page.text) == ("withdraw", False)
    assert TownHallRequest.objects.get().outcome == ""  # a look changes nothing
    change_requests.accept_change(signature=signature, reviewer=team[0])

    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"{path}stop/").url == path

    request = TownHallRequest.objects.get()
    assert (request.signature, request.outcome, request.ended_by) == (signature, "stopped", "mailbox")
    assert request.answers["reason"] == REASON
    assert kept(private_files) == []
    assert told("change_stopped") == told("change_asked") | told("change_to_check")
    with time_machine.travel(NOW + timedelta(days=30), tick=False):
        assert change_requests.apply_due(today=DAY + timedelta(days=22)) == 0
        assert client.post(f"{path}stop/").url == path  # again: nothing more
        assert client.get(path).status_code == 200
    signature.refresh_from_db()
    assert (signature.state, Message.objects.filter(context__what="change_stopped").count()) == ("signed", 4)


DAY_OF_OBJECTION = datetime(2026, 6, 4, 9, tzinfo=UTC)


def object_to(client, signature: Signature, contact: str = "filler@secret.example") -> None:
    mail = Message.objects.filter(context__what="change_asked", to=contact).latest("pk")
    with time_machine.travel(DAY_OF_OBJECTION, tick=False):
        assert client.post(f"{path_of(mail)}stop/").url == path_of(mail)
        client.post(f"{path_of(mail)}stop/")  # again: nothing more
        page_of_contact = client.get(path_of(mail)).text
    assert "A contact of the institution objected on 4 June 2026." in page_of_contact
    assert "Email a code" not in page_of_contact


def prove(client, signature: Signature) -> None:
    """Confirm the request again, by the link and the code that went to the official mailbox."""
    path = path_of(Message.objects.get(context__what="change_objected", to=signature.official_email))
    with time_machine.travel(DAY_OF_OBJECTION, tick=False):
        codes = Message.objects.filter(template="charter/mail/adhesion_code").count()
        assert "Email a code to the official mailbox" in client.get(path).text
        assert Message.objects.filter(template="charter/mail/adhesion_code").count() == codes  # a look mails nothing
        assert client.post(f"{path}confirm/again/").url == f"{path}confirm/"
        mail = Message.objects.filter(template="charter/mail/adhesion_code").latest("pk")
        assert mail.to == signature.official_email
        assert client.post(f"{path}confirm/", {"code": mail.context["code"]}).url == path


def apply(days: int) -> int:
    with time_machine.travel(NOW + timedelta(days=days), tick=False):
        return change_requests.apply_due(today=timezone.localdate())


def decide_on_objection(client, signature: Signature, user: User) -> set[str]:
    """Press the button of the review page; return the forms that this page offered."""
    client.force_login(user)
    forms = set(client.get(review(signature)).context["forms"])
    client.post(review(signature), {**shown(signature), "decision": "overrule_objection"})
    return forms


@pytest.mark.parametrize("action", ["withdraw", "hold", "successor"])
def test_a_contact_who_objects_pauses_a_change_until_the_town_hall_proves_itself_and_a_reviewer_decides(
    client, team, action
):
    answers = SUCCESSOR if action == "successor" else CHANGE
    signature, _token = asked(client, action, answers, contact_email="filler@secret.example", language="en")
    object_to(client, signature)
    request = TownHallRequest.objects.get()
    assert (request.outcome, request.objected_at) == ("", DAY_OF_OBJECTION)
    assert told("change_objected") == told("change_asked")
    assert told("objection_to_check") == told("change_to_check")
    if action != "successor":
        change_requests.accept_change(signature=signature, reviewer=team[0])
    assert [apply(days) for days in (8, 29, 40, 400)] == [0] * 4
    line = next(line for line in review_waiting.waiting_requests(team[1]) if line.label.startswith("Objections"))
    assert (line.count, line.since) == (1, DAY_OF_OBJECTION)

    assert "objection" not in decide_on_objection(client, signature, team[1])  # before the proof
    prove(client, signature)
    assert [apply(days) for days in (8, 29)] == [0, 0]
    assert "objection" in decide_on_objection(client, signature, team[1])
    assert apply(8) == 1
    request.refresh_from_db()
    assert (request.outcome, request.objected_at, request.overruled_by) == ("done", DAY_OF_OBJECTION, team[1])
    history = client.get(review(signature)).text
    assert "A contact of the institution objected on 4 June 2026." in history
    assert "one decided on" not in history.replace("two decided on", "")


def test_a_change_goes_on_after_thirty_days_without_a_decision_once_the_town_hall_has_proven_itself(client, team):
    signature, _token = asked(client, "withdraw", contact_email="filler@secret.example", language="en")
    object_to(client, signature)
    change_requests.accept_change(signature=signature, reviewer=team[0])
    prove(client, signature)
    assert [apply(days) for days in (8, 32, 33)] == [0, 0, 1]  # 30 days from the objection
    signature.refresh_from_db()
    assert signature.state == "withdrawn"


def test_a_reviewer_refuses_a_change_to_which_a_contact_objected(client, team):
    signature, _token = asked(client, "withdraw", contact_email="filler@secret.example", language="en")
    object_to(client, signature)
    prove(client, signature)
    change_requests.refuse_change(signature=signature, reason="The mayor says no.", reviewer=team[0])
    request = TownHallRequest.objects.get()
    assert (request.outcome, request.objected_at, apply(60)) == ("refused", DAY_OF_OBJECTION, 0)


def test_another_reviewer_decides_on_an_objection_to_a_letter(client, team):
    signature = SignatureFactory(state="signed", contact_email="filler@secret.example", language="en")
    first, second = team
    letter = {"official_email": "new@town.example", "letter": pdf()}
    change_requests.ask_by_letter(signature=signature, reviewer=first, **letter)
    object_to(client, signature)
    with pytest.raises(SamePerson):
        change_requests.overrule_objection(signature=signature, reviewer=first)
    assert "objection" not in decide_on_objection(client, signature, first)
    assert "objection" in decide_on_objection(client, signature, second)
    assert TownHallRequest.objects.get().overruled_by == second


def test_the_database_does_no_change_over_an_objection_without_proof_or_decision(client):
    asked(client)
    ended = datetime(2026, 7, 30, tzinfo=UTC)
    done = {"outcome": "done", "checked_by": reviewer(1), "checked_at": NOW, "file": "", "ended_at": ended}
    with pytest.raises(IntegrityError, match="objected_change_is_proven_or_decided"), transaction.atomic():
        TownHallRequest.objects.update(**done, objected_at=NOW)
    TownHallRequest.objects.update(**done, objected_at=NOW, reconfirmed_at=NOW)


def test_nothing_is_done_unchecked_however_late_and_a_late_check_does_it_at_once(client, team):
    signature, _token = asked(client)
    with time_machine.travel(NOW + timedelta(days=20), tick=False):
        assert change_requests.apply_due(today=DAY + timedelta(days=12)) == 0
        change_requests.accept_change(signature=signature, reviewer=reviewer(1))
    signature.refresh_from_db()
    assert signature.state == "withdrawn"


def successor(client) -> Signature:
    return asked(client, "successor", SUCCESSOR)[0]


def test_a_successor_who_waits_is_exported_and_erased(client, private_files, django_capture_on_commit_callbacks):
    signature = successor(client)
    assert privacy.export(address="nour@town.example")["charter"] == [
        {
            "asked": NOW.isoformat(),
            "government": str(signature.government),
            **SUCCESSOR,
            "contact": "nour@town.example",
            "language": "en",
        }
    ]
    with django_capture_on_commit_callbacks(execute=True):
        assert privacy.erase(address="nour@town.example")["charter"] == 1
    assert (TownHallRequest.objects.count(), kept(private_files)) == (0, [])


def test_the_town_hall_lifts_only_its_own_hold_and_what_changed_meanwhile_is_not_done(client):
    signature = SignatureFactory(state="signed")
    token = DeskLink.issue(signature=signature)
    ask(client, token, "hold", CHANGE)
    status.hold(signature=signature, act=BY_THE_NETWORK, effective_on=date(2026, 6, 1), by=two_reviewers())

    assert confirm(client, token) == page(token)
    assert (OneTimeCode.objects.get().used_at, LedgerEntry.objects.count()) == (None, 1)
    assert client.get(page(token)).context["actions"] == ["correct", "successor", "withdraw"]
    assert client.post(page(token, "change/reinstate/"), CHANGE).url == page(token)


BY_THE_NETWORK = status.Act("Network", "1", date(2026, 1, 1), "The mailbox was taken over.")


def test_a_dead_official_mailbox_is_a_task_of_the_reviewers(client):
    dead, _alive, gone = (SignatureFactory(state=state) for state in ("signed", "on_hold", "withdrawn"))
    for row in (dead, gone):
        digest = address_digest(row.official_email)
        Suppression.objects.create(address_digest=digest, reason="bounced", created_at=NOW - timedelta(days=3))
    user = staff(roles.CHARTER_REVIEWERS)
    client.force_login(user)
    line = review_waiting.waiting_requests(user)[-1]
    assert (line.label, line.count, line.since) == (
        "Official mailboxes that no longer receive email", 1, NOW - timedelta(days=3),
    )  # fmt: skip
    assert list(client.get(line.url).context["object_list"]) == [dead]
    assert "Emails to it have been returned since 29 May 2026." in client.get(review(dead)).text


def test_reviewers_are_told_what_town_halls_asked(client):
    signature, _token = asked(client)
    me = staff(roles.CHARTER_REVIEWERS)
    address = "/cms/charter/signatures/?waits=change"
    line, *_others = review_waiting.waiting_requests(me)
    assert line == Waiting("Requested by a town hall: check its act", 1, address, since=NOW)
    assert review_waiting.waiting_requests(staff(roles.COMMITTEE_EDITORS)) == []
    client.force_login(me)
    assert list(client.get(address).context["object_list"]) == [signature]


def test_what_the_day_finds_impossible_is_ended_and_told(client, team):
    signature, _token = asked(client, "hold")
    change_requests.accept_change(signature=signature, reviewer=team[0])
    Signature.objects.filter(pk=signature.pk).update(state="on_hold")
    with time_machine.travel(NOW + timedelta(days=8), tick=False):
        assert change_requests.apply_due(today=DAY) == 0
    assert TownHallRequest.objects.get().outcome == "impossible"
    assert team[0].email in told("change_stopped")


def test_a_request_is_forgotten_without_its_code_after_a_day_and_once_ended_after_a_year(
    client, private_files, django_capture_on_commit_callbacks
):
    def left(days: int) -> int:
        with django_capture_on_commit_callbacks(execute=True):
            privacy.purge(now=NOW + timedelta(days=days))
        return TownHallRequest.objects.count()

    ask(client, DeskLink.issue(signature=awaiting()), "act", {**ACT, "act_file": pdf()})
    assert ([left(1), left(2)], kept(private_files)) == ([1, 0], [])
    successor(client)
    change_requests.stop_request(request=TownHallRequest.objects.get(), side="mailbox")
    assert ([left(365), left(366)], DeskLink.objects.exclude(change=None).exists()) == ([1, 0], False)

"""Corrections of a published signature: asked on the desk or by a letter, done by two people, told for ever."""

from datetime import UTC, date, datetime, timedelta

import pgtrigger
import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from charter.audit.services import verify
from charter.certificates.models import Certificate
from charter.ledger.models import LedgerEntry
from charter.review import change_requests, status
from charter.review.models import TownHallRequest
from charter.review.panels import waiting_requests
from charter.signing.models import DeskLink, ResumeLink, Signature
from charter.signing.services import move
from charter.states import Party, SamePerson
from coalition.mail.models import Message
from coalition.members.models import Contact
from coalition.privacy import services as privacy
from coalition.users import roles
from tests.charter.certificates.checked import make_certificate, without_orders
from tests.charter.review.test_change_requests import code, page, path_of, pdf, review, told
from tests.factories.charter import SignatureFactory, accept, checked_act, reviewer, shown, staff, submitted

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]
RIGHT = {"signatory_name": "Maëlle Le Kerrien", "act_number": "2026/8"}
NEW = "mayor@new-town.example"
DUE = NOW + timedelta(days=8)


def as_it_is(signature: Signature) -> dict[str, str]:
    names = ("signatory_name", "signatory_role", "act_number", "official_email", "contact_name", "contact_email")
    return {"act_date": signature.act_date.isoformat(), **{name: getattr(signature, name) for name in names}}


def asked(client, signature: Signature, **right: str) -> str:
    """Ask on the desk of `signature` for what is `right`, and confirm it; return the token of the desk."""
    token = DeskLink.issue(signature=signature)
    form = {**as_it_is(signature), **right, "act_file": pdf()}
    assert client.post(page(token, "change/correct/"), form).url == page(token, "confirm/")
    assert client.post(page(token, "confirm/"), {"code": code()}).url == page(token)
    return token


def come_due() -> None:
    with time_machine.travel(DUE, tick=False):
        change_requests.apply_due(today=timezone.localdate())


def test_who_signed_by_which_act_is_corrected_and_the_old_certificate_says_so(client):
    signature = accept(submitted(act_file_sha256="a" * 64))
    old = make_certificate(without_orders(signature))
    token = DeskLink.issue(signature=signature)
    same = client.post(page(token, "change/correct/"), {**as_it_is(signature), "act_file": pdf()})
    assert "You have not changed anything" in same.text
    asked(client, signature, **RIGHT)
    assert TownHallRequest.objects.get().answers == RIGHT
    assert told("change_asked").keys() == {signature.official_email, signature.contact_email}
    change_requests.accept_change(signature=signature, reviewer=reviewer(1))
    signature.refresh_from_db()
    assert signature.act_number != "2026/8"
    come_due()

    signature.refresh_from_db()
    assert (signature.signatory_name, signature.act_number, signature.state) == (*RIGHT.values(), "signed")
    entry = LedgerEntry.objects.latest("sequence")
    assert (entry.event, entry.source, entry.target, entry.party) == ("correct", "signed", "signed", "town-hall")
    facts = [entry.data[name] for name in ("act_number", "corrected", "effective_on", "change_asked_on")]
    assert facts == ["2026/8", "signatory_name act_number", "2026-06-09", "2026-06-01"]
    assert "Kerrien" not in str(entry.data)
    assert entry.data["change_checked_by"] == f"staff:{reviewer(1).pk}"
    assert set(Certificate.objects.filter(entry=entry).values_list("edition", flat=True)) == {2}
    assert told("corrected").keys() == {signature.official_email, signature.contact_email}
    assert verify().faults == []

    what = "the name of the person who signed, the number of the decision"
    public = client.get(f"/en/charter/verify/{signature.verification_code}/").text
    former = client.get(f"/en/charter/verify/file/{old.sha256}/").text
    assert [what in public, what in former] == [True, True]
    assert ["Corrected after this certificate, on 9 June 2026" in text for text in (public, former)] == [False, True]
    newer = make_certificate(without_orders(signature), edition=2)
    assert "Corrected after" not in client.get(f"/en/charter/verify/file/{newer.sha256}/").text


def test_a_new_mailbox_types_its_own_code_and_the_links_of_the_old_one_are_switched_off(client):
    signature = SignatureFactory(state="signed")
    old, contact = signature.official_email, signature.contact_email
    kept = DeskLink.issue(signature=signature, to_contact=True)
    token = asked(client, signature, official_email=NEW)
    change_requests.accept_change(signature=signature, reviewer=reviewer(1))
    come_due()
    come_due()
    signature.refresh_from_db()
    mail = Message.objects.get(context__what="new_mailbox")
    assert (signature.official_email, mail.to, mail.unasked, mail.discreet) == (old, NEW, True, False)

    with time_machine.travel(DUE, tick=False):
        link = path_of(mail).split("/")[-2]
        for rest in ("", "change/correct/", "report/2025/"):  # it opens the page of the code alone
            assert client.get(page(link, rest), follow=True).redirect_chain[-1] == (page(link, "confirm/"), 302)
        client.post(page(link, "confirm/again/"))
        assert Message.objects.filter(template="charter/mail/adhesion_code").latest("pk").to == NEW
        wrong = client.post(page(link, "confirm/"), {"code": f"{(int(code()) + 1) % 1_000_000:06d}"})
        assert list(wrong.context["form"].errors) == ["code"]
        desk = client.post(page(link, "confirm/"), {"code": code()}).url
        assert client.get(desk).context["signature"].official_email == NEW
        assert [client.get(page(one)).status_code for one in (token, link, kept)] == [404, 404, 200]
    signature.refresh_from_db()
    assert (signature.mailbox_verified_at, TownHallRequest.objects.get().outcome) == (DUE, "done")
    assert told("corrected").keys() == {old, NEW, contact}
    links = {row.to: "url" in row.context for row in Message.objects.filter(context__what="corrected")}
    assert links == {old: False, NEW: True, contact: True}


def test_without_the_old_mailbox_a_letter_and_two_reviewers_correct_it(client):
    signature = SignatureFactory(state="on_hold")
    Contact.objects.create(government=signature.government, name="N", role="M", email="in@office.example")
    first, second = (staff(roles.CHARTER_REVIEWERS, name) for name in ("first", "second"))
    for user, rest in ((first, {"decision": "ask_by_letter", "official_email": NEW, "letter": pdf()}),) * 2:
        client.force_login(user)
        client.post(review(signature), {**shown(signature), **rest})
    request = TownHallRequest.objects.get()
    assert (request.started_by, request.answers, request.checked_by) == (first, {"official_email": NEW}, None)
    assert told("change_asked").keys() == {signature.official_email, signature.contact_email, "in@office.example"}
    assert "asked" not in client.get(review(signature)).context["forms"]
    with pytest.raises(SamePerson):
        change_requests.accept_change(signature=signature, reviewer=first)
    with pytest.raises(IntegrityError, match="a_letter_is_read_by_two_people"), transaction.atomic():
        TownHallRequest.objects.update(checked_by=first, checked_at=NOW)

    waits = [waiting_requests(user)[0].count for user in (first, second)]
    assert waits == [0, 1]  # who recorded the letter has nothing to read
    client.force_login(second)
    assert NEW in client.get(review(signature)).text
    client.post(review(signature), {**shown(signature), "decision": "accept_change"})
    come_due()
    with time_machine.travel(DUE, tick=False):
        link = path_of(Message.objects.get(context__what="new_mailbox")).split("/")[-2]
        client.post(page(link, "confirm/again/"))
        client.post(page(link, "confirm/"), {"code": code()})
    signature.refresh_from_db()
    data = LedgerEntry.objects.latest("sequence").data
    assert (signature.official_email, signature.state) == (NEW, "on_hold")
    assert [data[f"change_{name}_by"] for name in ("started", "checked")] == [f"staff:{u.pk}" for u in (first, second)]


@pytest.mark.parametrize("at", [NOW, DUE])
def test_whoever_is_told_stops_a_letter_as_long_as_the_new_mailbox_typed_no_code(client, at):
    signature = SignatureFactory(state="signed")
    change_requests.ask_by_letter(signature=signature, official_email=NEW, letter=pdf(), reviewer=reviewer(1))
    change_requests.accept_change(signature=signature, reviewer=reviewer(2))
    if at == DUE:
        come_due()
    with time_machine.travel(at, tick=False):
        client.post(f"{path_of(Message.objects.get(to=signature.official_email))}stop/")
        assert TownHallRequest.objects.get().outcome == "stopped"
        if at == DUE:
            link = path_of(Message.objects.get(context__what="new_mailbox")).split("/")[-2]
            assert client.get(page(link, "confirm/")).url == page(link)
            assert "This request is stopped" in client.get(page(link)).text
    signature.refresh_from_db()
    assert signature.official_email != NEW


CHANGES = [{"signatory_name": "Eve"}, {"signatory_role": "Queen"}, {"official_email": NEW}, {"act_number": "666"},
           {"act_date": date(2020, 1, 1)}, {"mailbox_verified_at": DUE}]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_corrects_only_what_the_last_entry_says(change):
    signature = accept(submitted(act_file_sha256="a" * 64))
    status.correct(signature=signature, answers={"signatory_role": "Mayor"}, checked=checked_act())
    with pytest.raises(DatabaseError, match="as its entry says"), transaction.atomic():
        Signature.objects.filter(pk=signature.pk).update(**change)
    if "mailbox_verified_at" not in change:
        with pgtrigger.ignore("charter.Signature:published_signature_is_corrected_as_entered"):
            Signature.objects.filter(pk=signature.pk).update(**change)
        Certificate.objects.all().delete()
        assert [fault.kind for fault in verify().faults] == ["signature"]


def test_an_entry_alone_that_is_no_correction_lifts_nothing():
    signature = SignatureFactory(state="signed")
    signature.signatory_name = "Eve"
    with pytest.raises(DatabaseError, match="as its entry says"), transaction.atomic():
        move(signature.hold, party=Party.TOWN_HALL)


def test_a_contact_who_is_named_by_a_correction_is_exported_erased_and_confirmed_anew(client):
    signature = SignatureFactory(state="signed")
    asked(client, signature, contact_email="new@secret.example")
    assert privacy.export(address="new@secret.example")["charter"] == [
        {"asked": NOW.isoformat(), "government": str(signature.government), "contact_email": "new@secret.example"}
    ]
    change_requests.accept_change(signature=signature, reviewer=reviewer(1))
    come_due()
    signature.refresh_from_db()
    assert (signature.contact_email, signature.contact_is_confirmed) == ("new@secret.example", False)
    assert not Certificate.objects.exists()
    assert privacy.erase(address="new@secret.example")["charter"] == 1


def test_a_contact_who_reads_the_official_mailbox_moves_with_it():
    signature = SignatureFactory(state="signed", official_email="old@town.example", contact_email="old@town.example")
    with time_machine.travel(DUE, tick=False):
        signature = status.correct(signature=signature, answers={"official_email": NEW}, checked=checked_act())
    assert (signature.contact_email, signature.contact_is_confirmed) == (NEW, True)


def test_the_link_of_a_former_contact_opens_nothing_and_the_new_one_is_asked_to_confirm(client):
    signature = SignatureFactory(state="signed")
    former, own = ResumeLink.for_contact(signature), ResumeLink.issue(signature=signature)
    asked(client, signature, contact_email="new@secret.example")
    change_requests.accept_change(signature=signature, reviewer=reviewer(1))
    come_due()
    client.post(f"/en/charter/sign/{former}/")
    signature.refresh_from_db()
    assert signature.contact_is_confirmed is False
    statuses = [client.get(f"/en/charter/sign/{token}/").status_code for token in (former, own)]
    assert statuses == [404, 200]
    news = Message.objects.get(template="charter/mail/news")
    client.post(path_of(news))
    signature.refresh_from_db()
    assert (news.to, signature.contact_is_confirmed) == ("new@secret.example", True)


def test_an_unconfirmed_contact_who_was_told_of_a_change_is_told_of_an_objection_and_of_its_end(client):
    signature = SignatureFactory(state="signed", contact_confirmed_at=None)
    asked(client, signature, **RIGHT)
    for side, name in ((signature.contact_email, "change_objected"), (signature.official_email, "change_stopped")):
        client.post(f"{path_of(Message.objects.get(context__what='change_asked', to=side))}stop/")
        assert told("change_asked").keys() == told(name).keys()
        assert signature.contact_email in told(name)


def test_what_a_correction_empties_is_shown_before_it_is_accepted(client):
    signature = SignatureFactory(state="signed")
    token = DeskLink.issue(signature=signature)
    client.post(page(token, "change/correct/"), {**as_it_is(signature), "contact_name": "", "act_file": pdf()})
    assert client.get(page(token, "confirm/")).context["lines"] == [("Contact of the signature", "—")]

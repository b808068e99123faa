"""What comes back counts once, for the right address, and only where it says that nobody is there."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from coalition.mail import bounces, drain, personal_data, services, tasks
from coalition.mail.bounces import Verdict
from coalition.mail.inbox import Outcome, take
from coalition.mail.models import BounceReport, Message, Suppression
from coalition.mail.transport import Refused
from coalition.privacy.email_addresses import address_digest
from newsletters.readers.models import Reader
from newsletters.sending.models import Delivery
from tests.factories.newsletters import DeliveryFactory
from tests.mail.bounces import corpus
from tests.mail.memory import outbox

pytestmark = pytest.mark.django_db
GONE, FULL = ("5.1.1", "550 5.1.1 User unknown"), ("5.2.2", "552 5.2.2 Mailbox full")


@pytest.fixture(autouse=True)
def reads_bounces(settings):
    settings.MAIL_BOUNCE_ADDRESS = "bounces@coalition.example"
    settings.MAIL_DISCREET_NAME, settings.MAIL_DISCREET_ADDRESS = "Agenda", "agenda@agenda.example"
    settings.MAIL_DISCREET_BOUNCE_ADDRESS = "back@agenda.example"


def owe(to="reader@town.example", key="1", **more):
    context = {"subject": "Agenda", "paragraphs": [["Words."]]}
    return services.send(key=key, template="mail/account", to=to, language="en", context=context, **more)


def send(**more):
    """Owe one mail and send it; return it, and where it was sent from."""
    message = owe(**more)
    outbox.clear()
    drain.drain()
    message.refresh_from_db()
    return message, outbox[0][0] if outbox else ""


def notice(sent_from, status, said):
    return corpus.postfix(status, said).replace(corpus.SENT_FROM.encode(), sent_from.encode())


def test_a_mail_that_comes_back_for_good_ends_its_address():
    message, sent_from = send()
    assert sent_from.startswith("bounces+")
    assert len(sent_from.partition("@")[0]) <= 64

    assert take(notice(sent_from, *GONE)) is Outcome.READ

    suppression = Suppression.objects.get()
    assert (suppression.address_digest, suppression.reason, suppression.status) == (
        message.to_digest,
        "bounced",
        "5.1.1",
    )
    assert send(key="2")[0].state == "suppressed"


@pytest.mark.parametrize("report", [FULL, ("5.7.1", "550 5.7.1 Message rejected as spam")])
def test_what_is_no_fault_of_the_address_does_not_end_it(report):
    message, sent_from = send()

    take(notice(sent_from, *report))

    assert BounceReport.objects.get().address_digest == message.to_digest
    assert not Suppression.objects.exists()


def test_the_same_report_by_two_ways_counts_once():
    _message, sent_from = send()
    data = notice(sent_from, *FULL)

    outcomes = [take(data), take(data), take(data.replace(b"<1@mx.example>", b"<2@other.example>"))]

    assert outcomes == [Outcome.READ, Outcome.IGNORED, Outcome.IGNORED]
    assert BounceReport.objects.count() == 1


def test_a_forged_report_changes_nothing():
    """Nobody ends an address by guessing, nor by the address of another mail, nor by one from before a restore."""
    message, sent_from = send()
    _other, of_another = send(to="other@town.example", key="2")
    name, _at, domain = sent_from.partition("@")
    mark = of_another.partition("@")[0][-bounces.MARK :]
    forged = [f"{name[:-1]}{'0' if name[-1] != '0' else '1'}@{domain}", f"{name[: -bounces.MARK]}{mark}@{domain}"]
    forged += [f"bounces+{'f' * bounces.HIDDEN}{mark}@{domain}", f"bounces+x1.{mark}@{domain}", f"bounces@{domain}"]

    assert [take(notice(one, *GONE)) for one in forged] == [Outcome.IGNORED] * 5
    Message.objects.filter(pk=message.pk).update(to_digest=address_digest("somebody@else.example"))
    assert take(notice(sent_from, *GONE)) is Outcome.IGNORED

    assert not Suppression.objects.exists()
    assert not BounceReport.objects.exists()


def test_a_discreet_mail_comes_back_to_its_own_domain():
    message, sent_from = send(discreet=True)
    assert sent_from.startswith("back+")
    assert sent_from.endswith("@agenda.example")

    take(notice(sent_from, *GONE))

    assert Suppression.objects.get().address_digest == message.to_digest


def test_a_letter_is_left_for_a_person_and_a_holiday_is_not():
    _message, sent_from = send()
    letter, holiday = (next(one.data for one in corpus.samples() if one.name == name) for name in ("letter", "holiday"))

    to = f"Delivered-To: {sent_from}\r\n".encode()
    assert [take(to + mail) for mail in (letter, holiday)] == [Outcome.LEFT, Outcome.IGNORED]


def soft(days_ago, number):
    bounces.report(bounces.LEDGER, number, "d" * 64, verdict=Verdict.SOFT, status="5.2.2", source="notice")
    BounceReport.objects.filter(row=number).update(received_at=timezone.now() - timedelta(days=days_ago))


def refuse(monkeypatch, code, reply, stage):
    def give_up(*_args, **_more):
        raise Refused(code, reply, stage)

    monkeypatch.setattr("tests.mail.memory.MemoryTransport.send", give_up)


@pytest.mark.parametrize(
    ("stage", "reply", "ends"),
    [("rcpt", b"5.1.1 User unknown", True), ("mail", b"5.1.1 User unknown", False), ("end", b"5.1.1 unknown", False),
     ("rcpt", b"5.7.1 Relay access denied", False), ("rcpt", b"No such user here", True), ("rcpt", b"Go away", False)],
)  # fmt: skip
def test_what_the_server_answers_counts_where_it_speaks_of_the_recipient(monkeypatch, stage, reply, ends):
    refuse(monkeypatch, 550, reply, stage)

    assert send()[0].state == "failed"

    assert Suppression.objects.exists() is ends
    assert BounceReport.objects.get().source == "smtp"
    assert (BounceReport.objects.get().verdict == "policy") is (stage != "rcpt" or reply.startswith(b"5.7"))


def test_a_broken_relay_ends_nobody_any_more(monkeypatch, caplog):
    refuse(monkeypatch, 550, b"5.1.1 User unknown", "rcpt")
    for number in range(30):
        owe(to=f"reader-{number}@town.example", key=str(number))

    drain.drain()

    assert Message.objects.filter(state="failed").count() == 30
    assert not Suppression.objects.exists()  # those of before it was noticed neither
    assert "the mail server itself must be wrong" in caplog.text


def test_a_reader_whose_copy_comes_back_is_known_on_the_delivery():
    delivery = DeliveryFactory()
    sent_from = bounces.envelope_sender("d", delivery.pk, delivery.reader.email_digest, discreet=False)

    take(notice(sent_from, *GONE))

    delivery.refresh_from_db()
    assert (delivery.bounce, delivery.bounced_at is not None) == ("hard", True)
    assert not Reader.objects.to_write_to().filter(pk=delivery.reader_id).exists()


def test_a_complaint_ends_the_newsletter_at_once():
    delivery = DeliveryFactory()
    sent_from = bounces.envelope_sender("d", delivery.pk, delivery.reader.email_digest, discreet=False)
    data = corpus.complaint().replace(corpus.SENT_FROM.encode(), sent_from.encode())

    assert take(data.replace(f"To: {sent_from}".encode(), b"To: bounces@coalition.example")) is Outcome.READ

    assert Delivery.objects.get().bounce == "complaint"
    assert Reader.objects.get().state == "unsubscribed"
    assert not Suppression.objects.exists()  # a code that she asks for herself still reaches her


def test_a_complaint_about_a_single_mail_ends_the_address():
    message, sent_from = send()
    data = corpus.complaint().replace(corpus.SENT_FROM.encode(), sent_from.encode())

    assert take(b"Delivered-To: bounces@coalition.example\r\n" + data) is Outcome.READ

    assert Suppression.objects.get().reason == "complained"
    assert Suppression.objects.get().address_digest == message.to_digest


def test_nothing_is_believed_of_a_mail_of_long_ago():
    """Whoever sees an old envelope, of a mail that was passed on, say, silences nobody with it."""
    _message, sent_from = send()
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert take(notice(sent_from, *GONE)) is Outcome.IGNORED
    assert not Suppression.objects.exists()


def test_a_fault_of_ours_in_noting_a_refusal_holds_up_no_other_mail(monkeypatch):
    refuse(monkeypatch, 550, b"5.1.1 User unknown", "rcpt")
    monkeypatch.setattr("coalition.mail.bounces.report", lambda *_copy, **_facts: 1 / 0)
    for key in ("1", "2"):
        owe(key=key)

    drain.drain()

    assert list(Message.objects.values_list("state", flat=True)) == ["failed", "failed"]


def test_a_stronger_reason_replaces_a_weaker_one():
    for reason in ("bounced", "complained", "bounced"):
        services.suppress(digest="d" * 64, reason=reason)

    assert Suppression.objects.get().reason == "complained"


def test_an_address_may_be_proven_again_after_a_week():
    """A mailbox works again: the form's mail goes out once nothing came back for a week, and proves it."""
    _message, sent_from = send()
    take(notice(sent_from, *GONE))

    assert send(key="2", unasked=True)[0].state == "suppressed"
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert send(key="3")[0].state == "suppressed"
        assert send(key="4", unasked=True)[0].state == "sent"
        assert send(key="5")[0].state == "sent"  # whatever follows the form's mail, which did not come back
    bounces.lift_own(address="reader@town.example")
    assert send(key="6")[0].state == "sent"
    assert take(notice(sent_from, *GONE).replace(b"<1@mx", b"<2@mx")) is not Outcome.READ  # the same copy, told again


def test_reports_are_forgotten_after_ninety_days():
    soft(91, 1)
    soft(89, 2)
    tasks.forget_received(timestamp=0)
    assert BounceReport.objects.get().row == 2


def test_an_envelope_tells_neither_the_kind_of_a_mail_nor_how_many_there_are():
    digest = address_digest("reader@town.example")
    sent_from = {
        (ledger, row): bounces.envelope_sender(ledger, row, digest, discreet=False)
        for ledger in "md"
        for row in (1, 2, 35, 2**48 - 1)
    }

    assert {
        at: (copy.ledger, copy.row) for at, copy in ((at, bounces.read_address(at)) for at in sent_from.values())
    } == {at: named for named, at in sent_from.items()}
    shapes = {re.sub("[0-9a-f]", "0", at.partition("@")[0].partition("+")[2]) for at in sent_from.values()}
    assert shapes == {"0" * (bounces.HIDDEN + bounces.MARK)}
    hidden = [at.partition("+")[2][:8] for at in sent_from.values()]
    assert len(set(hidden)) == len(hidden)  # the same ledger and number begin alike nowhere


def test_who_asks_gets_what_came_back_and_is_told_that_we_do_not_write():
    digest = address_digest("reader@town.example")
    bounces.report(bounces.LEDGER, 1, digest, verdict=Verdict.SOFT, status="4.2.2", source="notice")
    services.suppress(digest=digest, reason="bounced")

    [row] = personal_data.export("reader@town.example")
    [kept] = personal_data.kept("reader@town.example")

    assert (row["came_back"], row["status"]) == ("soft", "4.2.2")
    assert (kept.count, "never write" in kept.why) == (1, True)

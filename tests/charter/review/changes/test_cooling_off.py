"""Seven days in which a hold, a withdrawal or a successor can be stopped by each of those who are told of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from charter.review.changes.models import StopLink, TownHallRequest
from charter.review.changes.services import asked as asked_changes
from charter.review.changes.services import cooling
from charter.signing.models import Signature
from coalition.mail import rendering
from coalition.mail.models import Message
from coalition.members.models import Contact
from coalition.privacy import services as privacy
from coalition.users import roles
from coalition.users.models import User
from tests.charter.review.changes.test_asked_changes import NOW, REASON, asked
from tests.charter.review.changes.test_town_hall import SUCCESSOR, ask, confirm, kept, new_link, pytestmark, today  # noqa: F401
from tests.factories.charter import SignatureFactory, reviewer, staff

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


def test_mailbox_contacts_and_reviewers_are_told_each_by_a_link_of_their_own(client, team):
    signature, _token = asked(client, "withdraw", contact_email="filler@secret.example")
    Contact.objects.create(government=signature.government, name="N", role="M", email="in@office.example")

    assert told("change_asked") == {signature.official_email: "fr", "filler@secret.example": "fr"}
    assert told("change_to_check") == {user.email: "en" for user in team}
    mails = list(Message.objects.filter(context__what__in=["change_asked", "change_to_check"]))
    assert len({path_of(mail) for mail in mails}) == StopLink.objects.count() == 4
    assert [mail.sensitive for mail in mails] == [True] * 4
    for mail in mails:
        body = rendering.render(template=mail.template, context=mail.context, language=mail.language)
        assert [word for word in (REASON, "2026/7", "Conseil") if word in body.html + body.text + body.subject] == []
        days = [mail.context[name] for name in ("last_day", "day")]
        assert [day in body.text for day in days] == [True, True]
        assert ["8" in days[0], "9" in days[1]] == [True, True]


@pytest.mark.parametrize("side", ["mailbox", "contact", "reviewer"])
def test_each_of_them_stops_it_by_a_press_and_everyone_is_told(client, team, private_files, side,
                                                               django_capture_on_commit_callbacks):  # fmt: skip
    signature, _token = asked(client, "withdraw", contact_email="filler@secret.example")
    whom = {"mailbox": signature.official_email, "contact": "filler@secret.example", "reviewer": team[1].email}[side]
    path = path_of(Message.objects.filter(to=whom).latest("pk"))
    page = client.get(path)
    assert (page.context["asked"].action, REASON in page.text) == ("withdraw", False)
    assert TownHallRequest.objects.get().outcome == ""  # a look changes nothing
    asked_changes.accept_change(signature=signature, reviewer=team[0])

    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(path).url == path

    request = TownHallRequest.objects.get()
    expected = (signature.government_id, "stopped", side, team[1] if side == "reviewer" else None)
    assert (request.signature.government_id, request.outcome, request.ended_by, request.reviewer) == expected
    assert request.answers["reason"] == REASON
    assert kept(private_files) == []
    assert told("change_stopped") == told("change_asked") | told("change_to_check")
    with time_machine.travel(NOW + timedelta(days=30), tick=False):
        assert cooling.apply_due(today=DAY + timedelta(days=22)) == 0
        assert client.post(path).url == path  # again: nothing more
        assert client.get(path).status_code == 200
    signature.refresh_from_db()
    assert (signature.state, Message.objects.filter(context__what="change_stopped").count()) == ("signed", 4)


def test_a_former_reviewers_link_opens_nothing(client, team):
    asked(client)
    path = path_of(Message.objects.filter(to=team[0].email).get())
    team[0].groups.clear()
    assert (client.get(path).status_code, client.post(path).status_code) == (404, 404)
    assert TownHallRequest.objects.get().outcome == ""


def test_nothing_is_done_unchecked_however_late_and_a_late_check_does_it_at_once(client, team):
    signature, _token = asked(client)
    with time_machine.travel(NOW + timedelta(days=20), tick=False):
        assert cooling.apply_due(today=DAY + timedelta(days=12)) == 0
        late = client.get(path_of(Message.objects.filter(to=team[0].email).get()))
        assert late.context["late"] is True
        asked_changes.accept_change(signature=signature, reviewer=reviewer(1))
    signature.refresh_from_db()
    assert signature.state == "withdrawn"


def test_what_the_day_finds_impossible_is_ended_and_told(client, team):
    signature, _token = asked(client, "hold")
    asked_changes.accept_change(signature=signature, reviewer=team[0])
    Signature.objects.filter(pk=signature.pk).update(state="on_hold")
    with time_machine.travel(NOW + timedelta(days=8), tick=False):
        assert cooling.apply_due(today=DAY) == 0
    assert TownHallRequest.objects.get().outcome == "impossible"
    stopped = Message.objects.filter(context__what="change_stopped", to=team[0].email).get()
    body = rendering.render(template=stopped.template, context=stopped.context, language="en")
    assert "This is no longer possible" in body.text


def test_the_database_does_no_change_before_its_day_or_unchecked(client):
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


def successor(client) -> Signature:
    signature = SignatureFactory(state="signed")
    token = new_link(signature)
    ask(client, token, "successor", SUCCESSOR)
    confirm(client, token)
    return signature


def test_a_successor_who_waits_is_exported_and_erased(client, private_files, django_capture_on_commit_callbacks):
    signature = successor(client)
    assert privacy.export(address="nour@town.example")["charter"] == [
        {"asked": NOW.isoformat(), "government": str(signature.government), **SUCCESSOR, "contact": "nour@town.example"}
    ]
    with django_capture_on_commit_callbacks(execute=True):
        assert privacy.erase(address="nour@town.example")["charter"] == 1
    assert (TownHallRequest.objects.count(), kept(private_files)) == (0, [])


def test_what_ended_is_forgotten_after_a_year(client):
    successor(client)
    cooling.stop(request=TownHallRequest.objects.get(), side="contact")
    for days, left in ((365, 1), (366, 0)):
        privacy.purge(now=NOW + timedelta(days=days))
        assert TownHallRequest.objects.count() == left
    assert not StopLink.objects.exists()


def test_a_contact_whose_address_nobody_confirmed_is_told_discreetly(client):
    signature, _token = asked(client, "hold", contact_confirmed_at=None)
    mail = Message.objects.get(context__what="change_asked", to=signature.contact_email)
    assert (mail.discreet, mail.unasked) == (True, True)
    client.post(path_of(mail))
    assert TownHallRequest.objects.get().ended_by == "contact"

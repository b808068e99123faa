"""Personal invitations: one code, one registration, whoever holds it; and what opens nothing answers alike."""

import re
from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from coalition.mail import services as mail_services
from coalition.mail.models import Message
from coalition.mail.services import send
from coalition.privacy import secret_links
from coalition.users.models import User
from events.models import RegistrationClosed
from events.registrations import invitations as services
from events.registrations import personal_data, waiting_list
from events.registrations import personal_data as registrations
from events.registrations import services as adding
from events.registrations import services as registering
from events.registrations.admission import PersonalInvitation
from events.registrations.models import Registration, RegistrationRequest, SeatCategoryQuerySet
from tests.factories.events import NOW, EventFactory, SeatCategoryFactory, event_page
from tests.races import at_once, meeting

from .test_services import person


@pytest.fixture
def hall(db, january):
    event = EventFactory(closed=True, kind="partner-meeting", by_invitation=True, approval=True)
    return SeatCategoryFactory(capacity=9, event=event_page(event, title="Meeting of partners").event)


def invite(hall, *addresses, by=None):
    """Invite, and return the path of each invitation's page."""
    services.invite(event=hall.event, addresses=addresses or ["mayor@town.example"], language="en", by=by)
    mails = {mail.to: mail for mail in Message.objects.filter(template="events/mail/invitation").order_by("pk")}
    found = [mails[address].context["invitation_url"] for address in addresses or mails]
    return [re.search(r"/en/e/\w+/i/[\w-]+/", url)[0] for url in found]


def main_of(text):
    return text.partition("<main")[2].partition("</main")[0]


def typed(email="ada@mail.example"):
    return {"name": "Ada", "email": email, "language": "en"}


def state_of(email):
    return Registration.objects.active().for_address(email).values_list("state", flat=True).first()


def test_it_admits_one_person_by_the_address_of_their_choice(client, hall):
    [page] = invite(hall)
    shown = client.get(page).content.decode()
    assert ("Meeting of partners" in shown, "mayor@town.example" in shown) == (True, False)

    for email in ("ada@mail.example", "bob@mail.example"):
        assert client.post(page, typed(email))["Location"] == f"{page}?sent"
    first, second = RegistrationRequest.objects.order_by("pk")
    registering.confirm(asked=second)

    assert (state_of("bob@mail.example"), state_of("ada@mail.example")) == ("confirmed", None)  # no approval is needed
    with pytest.raises(registering.InvitationOver):
        registering.confirm(asked=first)
    for ask in (client.get, client.post):  # who lost is told as soon as they look
        lost = ask(f"/en/e/{hall.event.short_id}/c/{first.token}/")
        words = main_of(lost.text)
        assert (lost.status_code, "It admits one person" in words, "<form" in words) == (410, True, False)
    with pytest.raises(registering.InvitationOver):  # and who opened the form before
        services.ask(invitation=PersonalInvitation.objects.get(), category=hall, person=person())
    assert client.get(page).status_code == 410
    assert PersonalInvitation.objects.get().registration.email == "bob@mail.example"


def test_what_opens_nothing_answers_alike(client, hall):
    used, withdrawn, over = invite(hall, "a@town.example", "b@town.example", "c@town.example")
    services.ask(invitation=services.find(used.split("/")[-2]), category=hall, person=person())
    registering.confirm(asked=RegistrationRequest.objects.get())
    services.withdraw(invitation=services.find(withdrawn.split("/")[-2]), by=None)
    unknown = f"/en/e/{hall.event.short_id}/i/{'x' * 43}/"

    answers = [client.get(page) for page in (used, withdrawn, unknown)]
    elsewhere = over.replace(hall.event.short_id, EventFactory().short_id)
    answers.append(client.get(elsewhere))
    with time_machine.travel(hall.event.end, tick=False):
        answers.append(client.get(over))
    said = {re.sub(r"/[a-z]{2}/e/\w+/i/[\w-]+/", "", answer.content.decode()) for answer in answers}

    assert ([answer.status_code for answer in answers], len(said)) == ([410] * 5, 1)
    assert "Meeting of partners" not in answers[0].content.decode()


def test_the_shared_address_of_an_event_by_invitation_admits_nobody(client, hall):
    from events.permissions import invitation

    page = f"/en/events/event-{hall.event_id}/"
    form = f"{page}register/{invitation(hall.event)}"
    assert "/register/" not in client.get(f"{page}{invitation(hall.event)}").content.decode()
    assert "by personal invitation" in client.get(form).content.decode()
    client.post(form, typed())
    assert RegistrationRequest.objects.count() == 0


def test_it_goes_with_the_event_and_with_the_person(hall):
    pages = invite(hall, "ada1@mail.example", "b@town.example")
    services.ask(invitation=services.find(pages[0].split("/")[-2]), category=hall, person=person())
    row = registering.confirm(asked=RegistrationRequest.objects.get())
    [told] = personal_data.export_invitations("ada1@mail.example")
    assert sorted(told) == ["email", "event", "invited"]  # that she came would tell who else reads this mailbox

    registrations.forget([row])
    assert list(PersonalInvitation.objects.order_by("email").values_list("email", flat=True)) == ["", "b@town.example"]
    assert personal_data.erase_invitations("b@town.example") == 1
    assert secret_links.purge_links(hall.event.end - timedelta(seconds=1)) == 0
    assert (secret_links.purge_links(hall.event.end), PersonalInvitation.objects.count()) == (1, 0)


def test_nobody_comes_in_by_an_invitation_that_was_erased(client, hall):
    [page] = invite(hall)
    client.post(page, typed())
    token = RegistrationRequest.objects.get().token
    assert personal_data.erase_invitations("mayor@town.example") == 1

    answer = client.post(f"/en/e/{hall.event.short_id}/c/{token}/")
    assert (answer.status_code, Registration.objects.count(), RegistrationRequest.objects.count()) == (410, 0, 0)


def test_a_host_invites_and_withdraws(hall, host):
    page = reverse("events_invitations:list", args=[hall.event_id])
    refused = host.post(page, {"addresses": "a@town.example\nnobody", "language": "fr"})
    assert refused.context["form"].errors == {"addresses": ["This line is not an email address: nobody"]}
    host.post(page, {"addresses": "a@town.example\r\n\r\nA@town.example\r\nb@town.example", "language": "fr"})
    assert list(Message.objects.values_list("language", flat=True)) == ["fr"] * 2
    invitation = PersonalInvitation.objects.first()
    host.get(page, {"withdraw": invitation.pk})
    assert PersonalInvitation.objects.filter(withdrawn_at=None).count() == 2
    host.post(page, {"withdraw": invitation.pk})
    again = host.post(page, {"withdraw": invitation.pk}, follow=True).content.decode()

    assert ("used or withdrawn before" in again, again.count("Withdraw the invitation of")) == (True, 1)
    logged = ModelLogEntry.objects.filter(action__startswith="events.").order_by("pk")
    assert [entry.action for entry in logged] == [services.INVITED, services.WITHDRAWN]


ADDRESSES = {"free@town.example": "sent", "full@town.example": "over_budget", "gone@town.example": "suppressed"}


@pytest.fixture
def full(hall, settings):
    """Of ADDRESSES one has had many emails from this site today."""
    settings.RATE_LIMITS_ENABLED = True
    for number in range(mail_services.HOURLY):
        send(key=str(number), template="mail/account", to="full@town.example", language="en", unasked=True)


@pytest.mark.usefixtures("full")
def test_a_host_learns_of_no_address_whether_it_uses_this_site(host, hall):
    page, mails = (reverse(f"{of}:list", args=[hall.event_id]) for of in ("events_invitations", "events_mails"))
    told = []
    for address, state in ADDRESSES.items():
        texts = [host.post(page, {"addresses": address, "language": "en"}, follow=True).text]
        mail = Message.objects.filter(to=address, about=f"event:{hall.event_id}")
        if state != "over_budget":
            mail.update(state=state, sent_at=NOW + timedelta(minutes=1) if state == "sent" else None)
        assert mail.get().state == state
        texts += [host.get(address).text for address in (page, mails, f"{mails}?unsent")]
        told.append([re.sub(r'value="[0-9]+"|csrfmiddlewaretoken.*?>', "", main_of(text)) for text in texts])
        told[-1] = [text.replace(address, "x") for text in told[-1]]
        PersonalInvitation.objects.all().delete()
        mail.delete()

    assert "invited on 10 January 2027" in told[0][1]
    assert "sent, or on its way" in told[0][2]
    assert told[0] == told[1] == told[2]


@pytest.mark.usefixtures("full")
def test_an_invitation_waits_until_its_mailbox_may_get_more(client, host, hall):
    services.invite(event=hall.event, addresses=ADDRESSES, language="en", by=None)
    told = main_of(host.get(mails := reverse("events_mails:list", args=[hall.event_id])).text)
    assert services.send_waiting(NOW) == 0
    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        assert [services.send_waiting(timezone.now()) for _run in range(2)] == [1, 0]
        mail = Message.objects.latest("pk")
        assert (mail.to, mail.state) == ("full@town.example", "queued")
        assert client.get(re.search(r"/en/e/.*", mail.context["invitation_url"])[0]).status_code == 200
    assert PersonalInvitation.objects.count() == 3
    assert main_of(host.get(mails).text) == told  # a second mail would say that its mailbox had too many


@pytest.fixture
def balcony(hall):
    """Other seats than those that one is invited to."""
    return SeatCategoryFactory(event=hall.event, names={"en": "Balcony"})


def invited_to(hall, email="ada1@mail.example"):
    """Return the registration of who was invited to the seats of `hall` only, under `email`."""
    token = PersonalInvitation.issue(event=hall.event, category=hall, email=email, language="en")
    services.ask(invitation=services.find(token), category=hall, person=person())
    return registering.confirm(asked=RegistrationRequest.objects.get())


def test_who_was_invited_to_some_seats_takes_no_others(client, hall, balcony):
    row = invited_to(hall)
    own = f"/en/registrations/{row.token}/"
    assert 'name="category"' not in client.get(f"{own}change/", follow=True).content.decode()

    page = f"/en/e/{hall.event.short_id}/r/{row.token}/change/"
    client.post(page, {"name": "Ada", "language": "en", "category": balcony.pk})
    with pytest.raises(waiting_list.NotTheirs):
        waiting_list.swap(registration=row, category=balcony)
    row.refresh_from_db()
    assert row.category == hall
    waiting_list.swap(registration=row, category=balcony, host=User.objects.create_user("Rosa"))
    row.refresh_from_db()
    assert row.category == balcony


def test_only_the_invited_and_who_a_host_adds_register(hall):
    asked = {"event": hall.event, "category": hall}
    with pytest.raises(RegistrationClosed):
        registering.ask(person=person(1), **asked)
    hall.event.by_invitation = False
    hall.event.save()
    waiting = registering.ask(person=person(2), **asked)
    hall.event.by_invitation = True
    hall.event.save()
    with pytest.raises(RegistrationClosed):  # it was for everyone while they typed
        registering.confirm(asked=waiting)

    host = User.objects.create_user("Rosa")
    added = adding.add(person=person(3), host=host, **asked).registration
    assert (added.state, Registration.objects.count()) == ("confirmed", 1)  # and hosts approve nobody twice


def test_who_waits_for_approval_and_is_invited_is_let_in(hall):
    hall.event.by_invitation = False
    hall.event.save()
    row = registering.confirm(asked=registering.ask(event=hall.event, category=hall, person=person()))
    assert row.state == "applied"
    assert invited_to(hall) == row

    row.refresh_from_db()
    assert (row.state, PersonalInvitation.objects.get().registration) == ("confirmed", row)


@pytest.fixture
def duel(next_month, monkeypatch):
    """Return a function: two who hold one code confirm at once; how many have a seat afterwards."""
    monkeypatch.setattr(registering.admission, "admission_of", meeting(registering.admission.admission_of))

    def duel():
        category = SeatCategoryFactory(event=next_month(), capacity=5)
        invitation = services.find(
            PersonalInvitation.issue(event=category.event, email="duel@mail.example", language="en")
        )
        asked = [services.ask(invitation=invitation, category=category, person=person(number)) for number in (1, 2)]
        at_once(*(partial(registering.confirm, asked=one) for one in asked), refused=(registering.InvitationOver,))
        return Registration.objects.filter(category=category, state="confirmed").count()

    return duel


def test_used_twice_at_once_it_gives_one_seat(duel):
    assert [duel() for _round in range(3)] == [1, 1, 1]


def test_canary_without_the_lock_it_gives_two(duel, monkeypatch):
    monkeypatch.setattr(SeatCategoryQuerySet, "select_for_update", lambda rows, *args, **kwargs: rows)

    assert max(duel() for _round in range(3)) == 2

"""Delegations: one person names others, each with a seat and a link of their own, and learns nothing more of them."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coalition.mail.models import Message
from coalition.privacy import secret_links
from coalition.privacy import services as privacy
from coalition.privacy.email_addresses import address_digest
from coalition.users.models import User
from events.models import RegistrationClosed
from events.registrations import delegations, personal_data, services, waiting_list
from events.registrations import own_page as own
from events.registrations import personal_data as registrations
from events.registrations import services as seats
from events.registrations.admission import NamedPerson
from events.registrations.delegations import Person
from events.registrations.models import Registration
from events.seats.models import Question
from tests.factories.events import NOW, EventFactory, RegistrationFactory, SeatCategoryFactory, call_off, event_page
from tests.factories.mail import said

from .test_services import person


@pytest.fixture
def hall(db, january):
    """Four seats; who has one may name four people."""
    return SeatCategoryFactory(capacity=4, brings=4, event=event_page(title="Seminar").event, kind="delegation")


@pytest.fixture
def leader(hall):
    return RegistrationFactory(category=hall, name="Lea", email="lea@town.example", language="fr")


def home(leader):
    return f"/en/registrations/{leader.token}/delegation/"


def typed(*addresses, **more):
    """Return what the form sends, of people called A, B and so on."""
    rows = {f"email_{number}": address for number, address in enumerate(addresses)}
    names = {f"name_{number}": chr(65 + number) for number in range(len(addresses))}
    return {**names, **rows, "language": "es", **more}


def name(leader, *addresses):
    """Name people with `addresses`; return the page of each."""
    people = [Person(name="Bob", email=address) for address in addresses]
    delegations.name_people(leader=leader, people=people, language="en")
    return [page_of(address) for address in addresses]


def page_of(address):
    """Return the path in the last mail that `address` was sent as a named person."""
    mail = Message.objects.filter(template="events/mail/named", to=address).latest("pk")
    return re.search(r"/\w\w/e/\w+/n/[\w-]+/", mail.context["named_url"])[0]


def states():
    """Return the state of each registration, in order, and of who has an address."""
    return list(Registration.objects.order_by("pk").values_list("state", flat=True))


def mails(*, but="named"):
    found = [(said(mail), mail.to) for mail in Message.objects.order_by("pk")]
    return [pair for pair in found if pair[0] != but]


SAID = {"name": "Ada L.", "language": "en", "access_needs": "Ramp"}


def test_people_are_named_take_their_seat_or_give_it_back(client, hall, leader):
    assert f'href="{home(leader)}"' in client.get(f"/en/registrations/{leader.token}/").content.decode()
    done = client.post(home(leader), typed("ada@mail.example", "bob@mail.example"))
    assert (done["Location"], states()) == (f"{home(leader)}?sent", ["confirmed", "offered", "offered"])
    assert list(Registration.objects.order_by("pk").values_list("email", flat=True)) == ["lea@town.example", "", ""]
    told = Message.objects.all()
    assert {(mail.language, mail.discreet, mail.sensitive, mail.unasked) for mail in told} == {("es", True, True, True)}

    ada, bob = page_of("ada@mail.example"), page_of("bob@mail.example")
    shown = client.get(ada.replace("/es/", "/en/")).content.decode()
    assert [words in shown for words in ("Seminar", "<bdi>Lea</bdi>", 'value="A"')] == [True] * 3
    assert states() == ["confirmed", "offered", "offered"]  # opening it changes nothing
    taken = client.post(ada, SAID)
    row = Registration.objects.get(email="ada@mail.example")
    assert (taken["Location"], row.state, row.name) == (f"/es/registrations/{row.token}/", "confirmed", "Ada L.")
    assert mails() == [("receipt", "ada@mail.example")]
    assert Message.objects.get(to=row.email, context__what="receipt").attachments[0]["name"] == "event.ics"
    assert client.get(ada)["Location"] == taken["Location"]

    left = client.post(bob, {"leave": "1"}, follow=True)
    assert (left.status_code, states()[-1]) == (410, "cancelled")
    page = client.get(home(leader)).content.decode()
    assert ("has accepted" in page, "given back" in page, "Ada L." in page) == (True, True, False)
    gone = NamedPerson.objects.get(answer="closed")
    assert (gone.name, gone.email, gone.email_digest, gone.registration.name) == ("", "", "", "")


def test_as_many_as_there_are_seats_and_the_rest_waits_once_they_answer(client, hall, leader):
    pages = name(leader, *(f"p{number}@mail.example" for number in range(4)))
    assert states() == ["confirmed", *["offered"] * 3, "waiting"]
    later = RegistrationFactory(category=hall, state="waiting", email="later@mail.example", queued_at=timezone.now())
    assert "All seats are taken." in client.get(pages[3]).content.decode()
    client.post(pages[0], {"leave": "1"})
    assert Registration.objects.get(pk=later.pk).state == "confirmed"  # who has not answered lets pass who has

    client.post(pages[3], SAID)
    assert Registration.objects.get(email="p3@mail.example").state == "waiting"
    last = RegistrationFactory(category=hall, state="waiting", queued_at=timezone.now() + timedelta(seconds=1))
    client.post(pages[1], {"leave": "1"})
    assert Registration.objects.get(email="p3@mail.example").state == "confirmed"
    assert Registration.objects.get(pk=last.pk).state == "waiting"
    assert mails()[-2:] == [("waiting", "p3@mail.example"), ("promotion", "p3@mail.example")]


def shapes(queries):
    """Return what was asked of the database, without values."""
    return [re.sub(r"'[^']*'|\d+", "x", query["sql"]) for query in queries]


@pytest.mark.parametrize("state", ["confirmed", "waiting", "applied", None])
def test_a_known_address_is_named_as_an_unknown_one_is(client, hall, leader, state):
    full = SeatCategoryFactory(event=hall.event, capacity=1)
    if state:
        known = RegistrationFactory(category=full, state=state, email="ada@mail.example", name="Ada")
    if state != "confirmed":
        RegistrationFactory(category=full)
    name(leader, "warm@mail.example")
    with CaptureQueriesContext(connection) as asked:
        answer = client.post(home(leader), typed("ada@mail.example"))
    statements = shapes(asked)
    with CaptureQueriesContext(connection) as other:
        client.post(home(leader), typed("nobody@mail.example"))
    assert (answer["Location"], shapes(other)) == (f"{home(leader)}?sent", statements)
    shown = client.get(home(leader)).content.decode()
    assert [to for template, to in mails(but="")] == ["warm@mail.example", "ada@mail.example", "nobody@mail.example"]
    assert shown.count("a seat is kept until") == 3
    client.post(page_of("ada@mail.example"), SAID)
    assert client.get(home(leader)).content.decode().count("has accepted") == 1
    active = Registration.objects.active().for_address("ada@mail.example").get()
    assert active.state == "confirmed"
    if state:
        assert (active.pk, active.name, active.category) == (known.pk, "Ada", full if state == "confirmed" else hall)
        assert mails()[-1] == ({"confirmed": "again"}.get(state, "promotion"), "ada@mail.example")


@pytest.mark.parametrize("by_host", [False, True])
def test_person_whose_seat_was_taken_back_is_named_again_whoever_took_it(client, hall, leader, by_host):
    """A refusal here would tell the leader that it was the hosts."""
    [page] = name(leader, "ada@mail.example")
    if by_host:
        kept = NamedPerson.objects.get().registration
        services.cancel_registration_for(registration=kept, host=User.objects.create_user("host"), reason="")
    else:
        client.post(page, {"leave": ""})
    assert NamedPerson.objects.get().answer == NamedPerson.Answer.CLOSED

    again = client.post(home(leader), typed("ada@mail.example"))

    assert again.status_code == 302, again.context["form"].errors
    assert NamedPerson.objects.filter(answer=NamedPerson.Answer.NONE).count() == 1


def test_what_cannot_be_named_is_said_and_kept(client, hall, leader):
    name(leader, "old@mail.example")
    sent = typed("ada@mail.example", "ADA@mail.example", "LEA@town.example", "old@mail.example", "no address")
    refused = client.post(home(leader), sent | {"name_5": "Only a name", "email_6": "only@mail.example"})

    assert (refused.status_code, refused.context["form"].errors) == (422, {
        "email_1": ["This address is already in the list above."],
        "email_2": ["This is your own address: you are registered already."],
        "email_3": ["You have named this address already."],
        "email_4": ["Enter an email address such as name@example.org."],
        "email_5": ["Enter the email address of this person."],
        "name_6": ["Enter the name of this person, or a pseudonym."],
    })  # fmt: skip
    html = refused.content.decode()
    assert all(f'value="{value}"' in html for value in (*list(sent.values())[:-1], "Only a name", "only@mail.example"))
    assert NamedPerson.objects.count() == 1
    for bad in ({"name_0": "A\0"}, {"email_0": "a@" + "x" * 9999}, {"name_0": "", "email_0": ""}):
        assert client.post(home(leader), typed("a@mail.example") | bad).status_code == 422
    assert NamedPerson.objects.count() == 1


def test_who_was_named_names_nobody(client, hall, leader):
    hall.capacity = 50
    hall.save()
    [page] = name(leader, "ada@mail.example")
    client.post(page, SAID)
    ada = Registration.objects.get(email="ada@mail.example")

    with pytest.raises(RegistrationClosed):
        name(ada, "eve@mail.example")
    assert "You cannot name anyone here." in client.get(home(ada)).content.decode()


def test_nobody_names_more_than_the_host_lets_them(client, hall, leader):
    many = [f"p{number}@mail.example" for number in range(5)]
    refused = client.post(home(leader), typed(*many))
    assert (refused.context["form"].non_field_errors(), states()) == (["You may name 4 more people."], ["confirmed"])
    for _round in range(2):  # who gives back may name others, and that comes to an end
        assert delegations.left(leader) == 4
        name(leader, *many[:4])
        for one in NamedPerson.objects.filter(answer="none"):
            client.post(home(leader), {"give_back": one.pk})
    assert delegations.left(leader) == 0
    with pytest.raises(delegations.TooMany):
        name(leader, "more@mail.example")
    assert client.post(home(leader), typed("more@mail.example")).status_code == 422
    assert NamedPerson.objects.filter(answer="closed").count() == 8


def test_naming_has_a_limit_of_each_link_and_keeps_what_was_typed(client, hall, leader, settings):
    settings.RATE_LIMITS_ENABLED = True
    hall.brings = hall.capacity = 50
    hall.save()
    wrong = [client.post(home(leader), typed("no address")).status_code for _time in range(12)]
    named = [client.post(home(leader), typed(f"p{number}@mail.example")).status_code for number in range(10)]
    refused = client.post(home(leader), typed("late@mail.example"))

    assert (set(wrong), set(named), refused.status_code) == ({422}, {302}, 422)  # what is corrected is no attempt
    assert refused.context["form"].non_field_errors() == [
        "Too many attempts. What you typed is kept: please try again in an hour."
    ]
    html = refused.content.decode()
    assert all(words in html for words in ('value="A"', 'value="late@mail.example"', "data-proof-of-work"))
    assert (NamedPerson.objects.count(), Message.objects.count()) == (10, 10)
    other = RegistrationFactory(category=hall, email="other@town.example")
    assert client.post(home(other), typed("late@mail.example")).status_code == 302
    assert client.post(home(other), typed("x@mail.example", website="https://spam.example")).status_code == 422


def test_only_where_hosts_say_so_and_only_who_has_a_place(client, hall, leader):
    other = RegistrationFactory(category=SeatCategoryFactory(event=hall.event), email="other@mail.example")
    asked = RegistrationFactory(category=hall, state="applied")
    for row in (other, asked):
        assert "You cannot name anyone here." in client.get(home(row)).content.decode()
        assert client.post(home(row), typed("a@mail.example")).status_code == 422
        assert client.post(home(row), {}).status_code == 422
        with pytest.raises(RegistrationClosed):
            name(row, "a@mail.example")
    hall.event.registration_closes = NOW
    hall.event.save()
    with pytest.raises(RegistrationClosed):
        name(Registration.objects.get(pk=leader.pk), "a@mail.example")
    assert Message.objects.count() == 0


def test_a_seat_that_nobody_takes_goes_to_the_next(client, hall, leader):
    [page] = name(leader, "ada@mail.example")
    hall.capacity = 2
    hall.save()
    waiting = RegistrationFactory(category=hall, state="waiting")
    with time_machine.travel(NOW + delegations.ANSWER_WITHIN, tick=False):
        assert client.get(page).status_code == client.post(page, SAID).status_code == 410
        assert waiting_list.settle_due(timezone.now()) == 1
    assert Registration.objects.get(pk=waiting.pk).state == "confirmed"
    kept = NamedPerson.objects.get()
    assert (kept.answer, kept.name, kept.email, kept.registration.name) == ("closed", "", "", "")


@pytest.mark.parametrize(("days", "kept"), [(59, 7), (5, 4), (1.5, 1), (0.5, 0.5), (-0.5, 0.5)])
def test_until_when_a_seat_is_kept(days, kept):
    event = EventFactory.build(start=NOW + timedelta(days=days), end=NOW + timedelta(days=days + 1))
    assert delegations.answer_by(event, NOW) == NOW + timedelta(days=kept)


def test_with_the_leader_goes_who_has_not_answered(client, hall, leader):
    taken, unanswered = name(leader, "ada@mail.example", "bob@mail.example")
    client.post(taken, SAID)

    seats.cancel_registration(registration=leader)

    assert states() == ["cancelled", "confirmed", "cancelled"]
    assert client.get(unanswered).status_code == 410
    assert mails()[1:] == [("withdrawal", "lea@town.example")]
    assert NamedPerson.objects.filter(email="").count() == 2


def test_what_is_kept_of_named_people_is_handed_over_and_erased(client, hall, leader):
    taken, unanswered = name(leader, "ada@mail.example", "bob@mail.example")
    client.post(taken, SAID)
    for address in ("ada@mail.example", "bob@mail.example"):
        [told] = personal_data.export_named(address)
        assert sorted(told) == ["email", "event", "name", "named"]

    assert personal_data.erase_named("bob@mail.example") == 1
    assert (client.get(unanswered).status_code, states()) == (410, ["confirmed", "confirmed", "cancelled"])
    registrations.forget([Registration.objects.get(email="ada@mail.example")])
    assert set(NamedPerson.objects.values_list("name", "email", "email_digest")) == {("", "", "")}
    assert client.get(taken).status_code == 410
    page = client.get(home(leader)).content.decode()
    assert ("has accepted" in page, "Bob" in page) == (True, False)  # and its leader learns nothing
    assert secret_links.purge_links(hall.event.end - timedelta(seconds=1)) == 0
    assert secret_links.purge_links(hall.event.end) == 2


@pytest.mark.parametrize("way", ["their page", "the site", "who had answered no", "after it was cancelled"])
def test_a_leader_does_not_see_that_a_person_erased_themselves(client, hall, leader, way):
    """Byte for byte the same page: whoever has answered stands there without a name."""
    ada, _bob = name(leader, "ada@mail.example", "bob@mail.example")
    if way == "after it was cancelled":
        call_off(event=hall.event)
    elif way == "who had answered no":
        client.post(ada, {"leave": "1"})
    else:
        client.post(ada, SAID)

    def seen():
        return re.sub(r'(csrfmiddlewaretoken|nonce|name="proof"[^>]*)"[^>]*>', "", client.get(home(leader)).text)

    before = seen()
    if way == "their page":
        own.erase(registration=Registration.objects.get(email="ada@mail.example"))
    else:
        privacy.erase(address="ada@mail.example")
    assert not NamedPerson.objects.filter(email_digest=address_digest("ada@mail.example")).exists()

    assert seen() == before
    assert "Person 1:" in " ".join(before.split())


ADA = "ada@mail.example"


@pytest.fixture
def lunch(hall):
    return Question.objects.create(event=hall.event, text={"en": "Lunch?"}, is_need=True)


@pytest.mark.parametrize("state", ["confirmed", "waiting", "applied"])
def test_what_who_is_registered_says_when_they_take_the_seat_is_kept(client, hall, leader, lunch, state):
    role = Question.objects.create(event=hall.event, text={"en": "Role?"})
    press = Question.objects.create(event=hall.event, text={"en": "Paper?"}, seats="press")
    said = {"told": {str(role.pk): "Mayor", str(press.pk): "Le Monde"}, "needs": {str(lunch.pk): "Meat"}}
    other = SeatCategoryFactory(event=hall.event, capacity=1, kind="press")
    known = RegistrationFactory(category=other, state=state, email=ADA, discreet=True, access_needs="Lift", **said)
    if state != "confirmed":
        RegistrationFactory(category=other)
    [page] = name(leader, ADA)

    client.post(page, SAID | {"name": "Somebody", f"question_{lunch.pk}": "No meat"})

    known.refresh_from_db()
    has_moved = state != "confirmed"  # who has a seat keeps it
    assert (known.category, known.access_needs, known.needs) == (
        hall if has_moved else other, "Ramp", {str(lunch.pk): "No meat"},
    )  # fmt: skip
    kept = {str(role.pk): "Mayor"} | ({} if has_moved else {str(press.pk): "Le Monde"})
    assert (known.told, known.name, known.discreet) == (kept, "Ada", True)


def test_an_empty_answer_takes_nothing_back(client, hall, leader, lunch):
    known = RegistrationFactory(category=hall, email=ADA, access_needs="Lift", needs={str(lunch.pk): "Meat"})
    [page] = name(leader, ADA)

    client.post(page, SAID | {"access_needs": ""})

    known.refresh_from_db()
    assert (known.access_needs, known.needs) == ("Lift", {str(lunch.pk): "Meat"})


def test_a_form_that_anybody_may_send_fills_gaps_only(hall, lunch):
    known = RegistrationFactory(category=hall, email=ADA, access_needs="Lift")
    asked = services.ask(event=hall.event, category=hall, person=person(email=ADA, access_needs="None at all"),
                            more={"needs": {str(lunch.pk): "No meat"}})  # fmt: skip
    services.confirm(asked=asked)

    known.refresh_from_db()
    assert (known.access_needs, known.needs) == ("Lift", {str(lunch.pk): "No meat"})

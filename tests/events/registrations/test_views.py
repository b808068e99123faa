import re
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from lxml.html import fromstring

from coalition.mail.models import Message
from coalition.privacy import proof_of_work, rate_limits, secret_links
from coalition.privacy.email_addresses import address_digest, keyed_digest
from events import tasks
from events.permissions import invitation
from events.registrations import services
from events.registrations.fields import Registrant
from events.registrations.models import Registration, RegistrationRequest, SeatCategory
from tests.factories.events import NOW, EventFactory, RegistrationFactory, SeatCategoryFactory, event_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
DATA = {"name": "Ada", "email": "ada@mail.example"}
PRIVATE = {"Cache-Control": "no-store, private", "Referrer-Policy": "same-origin", "X-Robots-Tag": "noindex, nofollow"}


@pytest.fixture
def page():
    page = event_page(slug="training")
    SeatCategoryFactory(event=page.event, capacity=1)
    return page


def controls(response):
    """Return the controls of the form that a person may fill in, in order."""
    fields = response.context["form"].visible_fields()
    return [field.name for field in fields if field.name != "website"]


def test_the_form_asks_two_things_and_whether_to_be_discreet(client, page):
    response = client.get("/en/events/training/register/")
    html = response.content.decode()

    assert controls(response) == ["name", "email", "discreet"]
    assert re.findall(r'<label for="id_(?!website)(\w+)"', html) == controls(response)
    assert re.findall(r'name="(\w+)"[^>]*\schecked', html) == []  # discreet is a choice, and nobody's default
    assert {name: response[name] for name in PRIVATE} == PRIVATE


def test_a_form_takes_no_seat_and_causes_one_neutral_mail(client, page):
    response = client.post("/en/events/training/register/", DATA)

    assert (response.status_code, response["Location"]) == (302, "/en/events/training/register/sent/")
    assert Registration.objects.count() == 0
    asked = RegistrationRequest.objects.get()
    assert (asked.name, asked.email, asked.language, asked.discreet) == ("Ada", "ada@mail.example", "en", False)
    mail = Message.objects.get()
    assert (mail.template, mail.to, mail.language) == ("events/mail/confirm", "ada@mail.example", "en")
    link = f"{settings.SITE_URL}/en/e/{page.event.short_id}/c/{asked.token}/"
    assert mail.context == {"confirmations": [[page.event.short_id, link]]}
    sent = client.get(response["Location"])
    words = ("Check your spam folder.", "may come up to a day later", "Register again with another address.")
    assert (sent.status_code, [word in sent.text for word in words]) == (200, [True] * 3)


def test_register_after_somebody_posts_the_address_all_hour_still_gets_its_confirmation(page, settings):
    settings.RATE_LIMITS_ENABLED = True
    category = SeatCategory.objects.get()
    with time_machine.travel(NOW, tick=False) as clock:
        for _minute in range(60):
            asked = services.ask(event=page.event, category=category, person=Registrant(**DATA | {"language": "en"}))
            clock.shift(60)

    owed = Message.objects.filter(state="queued").order_by("next_attempt_at").last()
    assert (owed.next_attempt_at, asked.token in str(owed.context)) == (NOW + timedelta(hours=1), True)


def test_a_name_keeps_its_letters_and_no_sign_that_nobody_sees(client, page):
    typed = "Ada\r\nBcc: all@town.example\u202e\u2067\x07 \u0645\u06cc\u200c\u062e\u0648"
    client.post("/en/events/training/register/", DATA | {"name": typed})

    assert RegistrationRequest.objects.get().name == "Ada Bcc: all@town.example \u0645\u06cc\u200c\u062e\u0648"


def test_opening_the_link_changes_nothing_and_its_button_takes_the_seat(client, page):
    client.post("/en/events/training/register/", DATA)
    asked = RegistrationRequest.objects.get()
    link = f"/en/e/{page.event.short_id}/c/{asked.token}/"

    shown = client.get(link)
    client.head(link)
    assert (shown.status_code, Registration.objects.count(), RegistrationRequest.objects.count()) == (200, 0, 1)
    assert {name: shown[name] for name in PRIVATE} == PRIVATE
    assert "<title>Information" in shown.content.decode()

    response = client.post(link)
    found = Registration.objects.get()
    assert (response.status_code, "You have a seat" in response.text) == (200, True)
    assert (found.name, found.email, found.language, found.discreet, found.state) == (
        "Ada", "ada@mail.example", "en", False, "confirmed",
    )  # fmt: skip
    assert RegistrationRequest.objects.count() == 0
    receipt = Message.objects.latest("pk")
    assert (receipt.context["what"], receipt.context["manage_url"]) == (
        "receipt", f"{settings.SITE_URL}/en/registrations/{found.token}/",
    )  # fmt: skip
    assert "Ada" not in str(receipt.context) + str(receipt.attachments)
    for ask in (client.get, client.post):
        assert (ask(link).status_code, "It was used already" in ask(link).text) == (410, True)
    assert (Registration.objects.count(), Message.objects.count()) == (1, 2)


def test_confirmation_link_after_confirming_never_opens_the_registration(client, page):
    client.post("/en/events/training/register/", DATA)
    asked = RegistrationRequest.objects.get()
    link = f"/en/e/{page.event.short_id}/c/{asked.token}/"

    pressed, again = client.post(link), client.get(link)
    found = Registration.objects.get()

    assert found.token not in pressed.text + again.text
    opened = [f"/en/registrations/{asked.token}/", f"/en/e/{page.event.short_id}/r/{asked.token}/"]
    assert [client.get(path).status_code for path in opened] == [404, 404]
    assert client.get(f"/en/registrations/{found.token}/").status_code == 200


def test_link_mailed_when_one_secret_did_both_confirms_then_manages(client, page):
    client.post("/en/events/training/register/", DATA)
    asked = RegistrationRequest.objects.get()
    token = keyed_digest("registration", asked.nonce)[:43]
    RegistrationRequest.objects.update(token_digest=secret_links.digest(token))
    link = f"/en/e/{page.event.short_id}/c/{token}/"

    client.post(link)

    own = f"/en/registrations/{token}/"
    assert (client.get(link)["Location"], client.get(own).status_code) == (own, 200)


@pytest.mark.parametrize("purged", [False, True])
def test_an_expired_link_says_so_and_offers_to_register_again(client, page, purged):
    with time_machine.travel(NOW - timedelta(hours=48), tick=False):
        client.post("/en/events/training/register/", DATA)
    link = f"/en/e/{page.event.short_id}/c/{RegistrationRequest.objects.get().token}/"
    if purged:
        tasks.drop_unconfirmed(timestamp=0)
        assert RegistrationRequest.objects.count() == 0

    for ask in (client.get, client.post):
        response = ask(link)
        html = response.content.decode()
        assert (response.status_code, "This link is no longer valid" in html) == (410, True)
        assert ("/en/events/training/register/" in html) is not purged
    assert Registration.objects.count() == 0


@pytest.mark.parametrize("facts", [{"state": "cancelled"}, {"state": "postponed"}, {"registration_closes": NOW}])
def test_an_event_that_closed_meanwhile_says_so_and_gives_no_seat(client, page, facts):
    client.post("/en/events/training/register/", DATA)
    link = f"/en/e/{page.event.short_id}/c/{RegistrationRequest.objects.get().token}/"
    for name, value in facts.items():
        setattr(page.event, name, value)
    page.event.save()

    for ask in (client.get, client.post):
        assert b"Registration is not open" in ask(link).content
    assert Registration.objects.count() == 0


def test_closed_events_and_drafts_are_not_there(client, page):
    event_page(EventFactory(closed=True), slug="secret")
    event_page(slug="draft").unpublish()

    paths = [f"/en/events/{slug}/{end}" for slug in ("secret", "draft", "none") for end in
             ("", "register/", "register/sent/", "event.ics")]  # fmt: skip
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)


@pytest.mark.parametrize(
    ("capacity", "peak", "words"),
    [
        (150, 0, "Places are available."),
        (150, 140, "Many seats are taken. When none is left, you get a place on the waiting list."),
        (150, 190, "All seats are taken. You can join the waiting list."),
        (6, 0, "Seats are limited. When all are taken, you get a place on the waiting list."),
        (6, 46, "All seats are taken. You can join the waiting list."),
    ],
)
def test_the_page_of_an_event_says_whether_seats_are_left(client, capacity, peak, words):
    page = event_page(slug="training")
    SeatCategoryFactory(event=page.event, capacity=capacity, peak=peak)

    card = fromstring(client.get("/en/events/training/").text).find_class("fact-card")[0]

    assert [one.text_content().strip() for one in card.xpath(".//dd")][2] == words


def test_the_name_of_a_seat_is_text_beside_its_choice_and_beside_an_error(client, page):
    SeatCategoryFactory(event=page.event, names={"en": "<b onclick=x>&amp;"})

    for answer in (client.get("/en/events/training/register/"), client.post("/en/events/training/register/", {})):
        names = fromstring(answer.text).xpath("//label[.//input[@type='radio']]//strong")
        assert [one.text_content() for one in names][1:] == ["<b onclick=x>&amp;"]


PUBLIC = ("", "events/", "events/training/", "events/training/register/", "events/training/register/sent/",
          "events/training/event.ics", "calendar/all.ics", "search/?q=training")  # fmt: skip


def seen(client):
    """Return what everybody sees of the event, without what is new in every answer."""
    answers = {path: client.get(f"/en/{path}") for path in PUBLIC}
    assert {answer.status_code for answer in answers.values()} == {200}
    return {
        path: re.sub(r'<input type="hidden"[^>]+>', "", answer.content.decode()) for path, answer in answers.items()
    }


@pytest.mark.parametrize("taken", [40, 94, 99])  # many seats, a few, none
def test_nobody_learns_from_what_is_left_whether_an_address_is_registered(client, taken):
    page = event_page(slug="training")
    category = SeatCategoryFactory(event=page.event, capacity=97)
    known = RegistrationFactory.build(category=category, event=page.event, email="her@mail.example")
    rows = RegistrationFactory.build_batch(taken - 1, category=category, event=page.event)
    for number, row in enumerate([known, *rows]):
        row.state = "confirmed" if number < category.capacity else "waiting"
        row.email_digest, row.token_digest = address_digest(row.email), row.nonce
    Registration.objects.bulk_create([known, *rows])
    before = seen(client)

    for address in (known.email, "him@mail.example"):
        client.post("/en/events/training/register/", DATA | {"email": address})
        assert seen(client) == before
        services.confirm(asked=RegistrationRequest.objects.get())  # the holder of the mailbox presses the button
        assert seen(client) == before

    assert Registration.objects.count() == taken + 1  # only one of the two was new


def test_ones_own_page_shows_and_cancels_in_two_clicks(client, page):
    registration = RegistrationFactory(category=page.event.seat_categories.get())
    own = f"/en/registrations/{registration.token}/"

    shown = client.get(own)
    assert f'href="{own}cancel/"' in shown.content.decode()
    assert {name: shown[name] for name in PRIVATE} == PRIVATE
    client.get(f"{own}cancel/")
    client.head(f"{own}cancel/")
    assert Registration.objects.get().state == "confirmed"  # opening a link changes nothing

    response = client.post(f"{own}cancel/")
    assert (response.status_code, response["Location"]) == (302, own)
    assert Registration.objects.get().state == "cancelled"
    assert b"This registration is cancelled" in client.get(own).content


def test_an_invitation_opens_a_closed_event_and_leaves_no_copy(client):
    page = event_page(EventFactory(closed=True), slug="secret")
    SeatCategoryFactory(event=page.event)
    ending = invitation(page.event)

    for path in ("", "register/", "event.ics"):
        response = client.get(f"/en/events/secret/{path}{ending}")
        assert (response.status_code, response["Cache-Control"]) == (200, "no-store, private"), path
    shown = client.get(f"/en/events/secret/{ending}").content.decode()
    assert f'href="/en/events/secret/register/{ending}"' in shown

    response = client.post(f"/en/events/secret/register/{ending}", DATA)
    assert response["Location"] == f"/en/events/secret/register/sent/{ending}"
    assert client.get(response["Location"]).status_code == 200
    assert "/events/secret/" not in f"{Message.objects.get().context}{Message.objects.get().attachments}"
    for wrong in ("", "?invitation=", "?invitation=é", f"{ending}0"):
        assert client.get(f"/en/events/secret/{wrong}").status_code == 404


def ask(client, seated, number, **typed):
    return client.post(f"{seated.url}register/", DATA | {"email": f"d{number}@mail.example"} | typed).status_code


@pytest.fixture
def seated():
    return SeatCategoryFactory(event=event_page().event).event.pages.get()


def test_a_delegation_of_two_hundred_behind_one_address_registers(client, seated, settings, monkeypatch):
    settings.RATE_LIMITS_ENABLED = True
    monkeypatch.setattr(proof_of_work, "is_solved", lambda proof: proof == "solved")
    rate_limits.count("register", ["ip:127.0.0.1"], rate_limits.LIMITS["register"].window)

    first, *others = (ask(client, seated, number, proof="solved") for number in range(120))

    assert {first, *others} == {302}


def test_register_by_three_hundred_people_of_one_network_without_proof_succeeds_within_the_hour(
    client, seated, settings, monkeypatch
):
    settings.RATE_LIMITS_ENABLED = True
    monkeypatch.setattr(proof_of_work, "is_solved", lambda _proof: False)

    answers = [ask(client, seated, number) for number in range(300)]
    more = [ask(client, seated, 300 + number) for number in range(140)]  # 400 in all, and up to 39 by chance

    assert (set(answers), more[-1]) == ({302}, 422)


def test_flood_without_proof_from_everywhere_leaves_each_network_five(client, seated, settings, monkeypatch):
    settings.RATE_LIMITS_ENABLED = True
    monkeypatch.setattr(proof_of_work, "is_solved", lambda proof: proof == "solved")
    monkeypatch.setitem(
        rate_limits.LIMITS, "register", replace(rate_limits.LIMITS["register"], overall_unproven=20, spread=0)
    )
    for number in range(20):
        client.post(f"{seated.url}register/", DATA, REMOTE_ADDR=f"10.0.0.{number}")

    assert [ask(client, seated, number) for number in range(6)] == [302] * 5 + [422]
    assert ask(client, seated, 7, proof="solved") == 302


@pytest.mark.usefixtures("january")
def test_a_link_works_on_the_evening_of_the_next_day(client, seated):
    with time_machine.travel(NOW - timedelta(hours=47), tick=False):
        client.post(f"{seated.url}register/", DATA)
    tasks.drop_unconfirmed(timestamp=0)
    client.post(f"/en/e/{seated.event.short_id}/c/{RegistrationRequest.objects.get().token}/")

    assert Registration.objects.get().state == "confirmed"

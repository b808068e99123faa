"""What a person does to their own registration by its link: change, take, erase."""

import re
from datetime import timedelta

import pytest
import time_machine

from coalition.certificates.models import IssuedCertificate
from coalition.mail.models import Message
from coalition.privacy import discretion
from events.models import Event
from events.registrations import emails, services, waiting_list
from events.registrations.models import Registration, RegistrationRequest
from tests.crawling import sitemap
from tests.events.registrations.test_services import methods, person
from tests.factories.events import (
    NOW,
    EventFactory,
    RegistrationFactory,
    SeatCategoryFactory,
    call_off,
    event_page,
    register,
)

from .test_views import PRIVATE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
DATA = {"name": "A. L.", "language": "fr", "access_needs": "Ramp", "discreet": "on"}


@pytest.fixture
def registration():
    category = SeatCategoryFactory(capacity=1, event=event_page().event, names={"en": "Hall"})
    return RegistrationFactory(category=category, email="ada@mail.example")


def own(registration, end=""):
    return f"/en/registrations/{registration.token}/{end}"


def test_opening_the_pages_changes_nothing_and_leaves_no_copy(client, registration):
    before = Registration.objects.values().get()

    for end in ("", "change/", "erase/", "export/"):
        for ask in (client.get, client.head):
            response = ask(own(registration, end))
            assert {name: response[name] for name in PRIVATE} == PRIVATE, end
    assert client.post(own(registration, "export/")).status_code == 405

    assert (Registration.objects.values().get(), Message.objects.count()) == (before, 0)


def test_name_language_needs_and_discretion_are_changed(client, registration):
    shown = client.get(own(registration, "change/")).content.decode()
    assert ('value="Ada"' in shown, 'name="email"' in shown, 'name="category"' in shown) == (True, False, False)

    response = client.post(own(registration, "change/"), DATA)

    assert response["Location"] == own(registration)
    changed = Registration.objects.get()
    assert (changed.name, changed.language, changed.access_needs, changed.discreet, changed.email) == (
        "A. L.", "fr", "Ramp", True, "ada@mail.example",
    )  # fmt: skip
    assert (discretion.has_asked("ada@mail.example"), Message.objects.count()) == (True, 0)


def test_other_seats_are_taken_where_one_is_free_and_refused_in_words_where_none_is(client, registration):
    screen = SeatCategoryFactory(capacity=1, event=registration.event, names={"en": "Online"})
    other = RegistrationFactory(category=screen)

    refused = client.post(own(registration, "change/"), DATA | {"category": str(screen.pk)})
    words = "All of these seats are taken. You keep the seat that you have."
    assert (refused.status_code, words in refused.content.decode()) == (422, True)
    assert Registration.objects.get(pk=registration.pk).name == "Ada"  # all of it or nothing

    other.delete()
    client.post(own(registration, "change/"), DATA | {"category": str(screen.pk)})
    assert Registration.objects.get().category == screen
    assert [mail.template for mail in Message.objects.all()] == ["events/mail/swapped"]


def test_what_is_erased_is_gone_its_seat_given_back_and_its_link_dead(client, registration):
    waiting = RegistrationFactory(category=registration.category, state="waiting")

    response = client.post(own(registration, "erase/"))

    assert response["Location"] == "/en/registrations/erased/"
    assert client.get(response["Location"]).status_code == 200
    assert client.get(own(registration)).status_code == 404
    left = Registration.objects.get(pk=registration.pk)
    assert (left.name, left.email, left.access_needs, left.state) == ("", "", "", "cancelled")
    assert Registration.objects.get(pk=waiting.pk).state == "confirmed"
    assert [mail.to for mail in Message.objects.all()] == [waiting.email]


def test_who_erases_is_named_by_no_certificate_any_more(client, registration):
    kept = IssuedCertificate.objects.create(kind="attendance", key=registration.pk, name="Ada", shows_name=True)

    client.post(own(registration, "erase/"))

    kept.refresh_from_db()
    assert (kept.name, kept.shows_name) == ("", False)


@pytest.fixture
def category():
    return SeatCategoryFactory(capacity=1, event=event_page().event)


def test_who_is_taken_out_gets_a_higher_sequence_and_no_status(category):
    services.cancel_registration(registration=register(category, person()))
    services.cancel_registration(registration=register(category, person()))
    register(category, person())

    assert methods() == [
        ("receipt", ("REQUEST", 0, "CONFIRMED")),
        ("withdrawal", ("CANCEL", 1, None)),
        ("receipt", ("REQUEST", 1, "CONFIRMED")),
        ("withdrawal", ("CANCEL", 2, None)),
        ("receipt", ("REQUEST", 2, "CONFIRMED")),
    ]
    assert Event.objects.get().sequence == 0  # the feed tells nobody that somebody cancelled


def test_who_only_waited_was_never_invited_and_is_taken_out_of_nothing(category):
    RegistrationFactory(category=category)
    first, _second = (register(category, person(number)) for number in (1, 2))

    services.cancel_registration(registration=first)
    call_off(event=category.event)

    found = [row for row in methods() if row[0] in ("withdrawal", "waiting")]
    assert found == [("waiting", None), ("waiting", None), ("withdrawal", None)]
    told = Message.objects.filter(context__what="cancelled").order_by("pk")
    assert [bool(mail.attachments) for mail in told] == [True, False]


def test_an_entry_is_mailed_once_and_again_only_where_it_changed(category):
    category.capacity = 2
    category.save()
    registration = register(category, person())
    other = SeatCategoryFactory(event=category.event, names={"en": "Balcony"})
    emails.send_link_again(registration)
    waiting_list.swap(registration=registration, category=other)
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        emails.send_link_again(Registration.objects.get())
    services.cancel_registration(registration=registration)

    assert methods() == [
        ("receipt", ("REQUEST", 0, "CONFIRMED")),
        ("again", None),
        ("swapped", None),
        ("again", None),
        ("withdrawal", ("CANCEL", 1, None)),
    ]


STAYS = ("stays there: delete it there.", "Check your calendar")


@pytest.mark.parametrize("invited", [True, False])
def test_who_becomes_discreet_is_told_what_stays_in_the_calendar(category, client, invited):
    registration = register(category, person(discreet=not invited))
    page = f"/en/registrations/{registration.token}/"

    assert (STAYS[0] in client.get(f"{page}change/").content.decode()) is invited
    client.post(f"{page}change/", {"name": "Ada", "language": "en", "access_needs": "", "discreet": "on"})
    assert (STAYS[1] in client.get(page).content.decode()) is invited
    client.post(f"{page}cancel/")

    assert methods()[-1] == ("withdrawal", None)
    assert (STAYS[1] in client.get(page).content.decode()) is invited


def test_nothing_is_cancelled_after_the_end(category, client):
    registration = register(category, person())
    owed = Message.objects.count()
    own = f"/en/registrations/{registration.token}/"

    with time_machine.travel(category.event.end + timedelta(seconds=1), tick=False):
        with pytest.raises(services.NothingToCancel):
            services.cancel_registration(registration=registration)
        assert client.post(f"{own}cancel/")["Location"] == own
        asked = client.get(f"{own}cancel/").content.decode()

    assert ("Yes, cancel it" in asked, "This event has taken place" in asked) == (False, True)
    registration.refresh_from_db()
    assert (registration.state, Event.objects.get().state) == ("confirmed", "scheduled")
    assert Message.objects.count() == owed


ENDINGS = ("", "register/", "register/sent/", "event.ics")
TITLE = "A shelter in Bobigny"


@pytest.fixture
def page():
    event = EventFactory(neutral_address=True)
    SeatCategoryFactory(event=event)
    return event_page(event, slug="shelter", title=TITLE)


def titles(html):
    return re.findall(r"<title>(.*?)</title>", html)


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_page_of_such_an_event_has_a_neutral_title_and_address(client, page, ending):
    address = f"/en/e/{page.event.short_id}/"

    response = client.get(f"{address}{ending}")

    assert response.status_code == 200
    if ending != "event.ics":
        assert titles(response.content.decode()) == ["Information"]
        assert response["Cache-Control"] == "no-store, private"
        assert "/en/events/shelter/" not in response.content.decode()
    else:
        assert response["Content-Disposition"] == f'attachment; filename="{page.event.short_id}.ics"'


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_address_that_tells_leads_to_the_one_that_does_not(client, page, ending):
    response = client.get(f"/en/events/shelter/{ending}?a=b")

    assert (response.status_code, response["Location"]) == (302, f"/en/e/{page.event.short_id}/{ending}?a=b")


def test_lists_feeds_and_the_sitemap_hold_the_neutral_address(client, page):
    for path in ("events/", "calendar/all.ics"):
        content = client.get(f"/en/{path}").content.decode().replace("\r\n ", "")
        assert (f"/en/e/{page.event.short_id}/" in content, "/en/events/shelter/" in content) == (True, False), path
    assert f"/en/e/{page.event.short_id}/" in sitemap(client)


def test_one_registers_and_cancels_below_it(client, page):
    base = f"/en/e/{page.event.short_id}"
    sent = client.post(f"{base}/register/", {"name": "Ada", "email": "ada@mail.example", "language": "en"})
    assert sent["Location"] == f"{base}/register/sent/"
    client.post(f"{base}/c/{RegistrationRequest.objects.get().token}/")

    own = f"{base}/r/{Registration.objects.get().token}/"
    assert Message.objects.latest("pk").context["manage_url"].endswith(own)
    for path in (own, f"{own}cancel/"):
        assert titles(client.get(path).content.decode()) == ["Information"]
    assert client.get(own.replace(f"/e/{page.event.short_id}/r/", "/registrations/"))["Location"] == own
    assert client.post(f"{own}cancel/")["Location"] == own
    assert Registration.objects.get().state == "cancelled"


def test_the_mails_of_a_discreet_person_lead_to_a_neutral_address(client):
    row = RegistrationFactory(category__event=event_page().event, discreet=True)
    own = f"/en/e/{row.event.short_id}/r/{row.token}/"

    html = client.get(own).content.decode()

    assert titles(html) == ["Information"]
    assert f'href="{own}cancel/"' in html
    assert client.get(f"/en/e/2222222222/r/{row.token}/")["Location"] == own


@pytest.mark.parametrize("query", ["", "?a=b"])
def test_short_address_without_the_secret_is_the_same_for_every_event(client, query):
    """Who finds the link of a discreet person in a browser's history, and cuts the secret off, learns nothing."""
    row = RegistrationFactory(category__event=event_page(slug="shelter", title=TITLE).event, discreet=True)
    assert client.get(f"/en/e/{row.event.short_id}/r/{row.token}/").status_code == 200

    for ending in (*ENDINGS, "schedule.json", "r/", "replay/"):
        path = f"/en/e/{{}}/{ending}{query}"
        known, unknown = (client.get(path.format(name)) for name in (row.event.short_id, "2222222222"))
        assert (known.status_code, unknown.status_code, known.get("Location")) == (404, 404, None), ending
        answers = [answer.text.replace(row.event.short_id, "2222222222") for answer in (known, unknown)]
        assert (answers[0] == answers[1], TITLE in answers[0]) == (True, False), ending
    assert titles(client.get(f"/en/e/{row.event.short_id}/").text) == ["Information"]

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
from events.seats.models import Question
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
DATA = {"name": "A. L.", "language": "en", "access_needs": "Ramp", "discreet": "on"}


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
    assert (Registration.objects.values().get(), Message.objects.count()) == (before, 0)


def code_in(mail):
    assert (mail.template, mail.sensitive, mail.unasked) == ("events/mail/code", True, True)
    return mail.context["code"]


def test_name_and_needs_change_and_discretion_begins_with_one_press_and_an_email(client, registration):
    shown = client.get(own(registration, "change/")).content.decode()
    assert ('value="Ada"' in shown, 'name="email"' in shown, 'name="category"' in shown) == (True, False, False)

    response = client.post(own(registration, "change/"), DATA)

    assert response["Location"] == own(registration)
    changed = Registration.objects.get()
    assert (changed.name, changed.language, changed.access_needs, changed.discreet, changed.email) == (
        "A. L.", "en", "Ramp", True, "ada@mail.example",
    )  # fmt: skip
    mail = Message.objects.get()
    assert (discretion.has_asked("ada@mail.example"), mail.to, mail.discreet) == (True, "ada@mail.example", True)
    assert (mail.context["what"], mail.context["changed"]) == (
        "updated", ["Name or pseudonym", "Access needs", "Discreet emails"],
    )  # fmt: skip
    client.post(own(registration, "change/"), DATA)  # the same again is no change
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("before", "change"), [({"discreet": True}, {"discreet": ""}), ({"discreet": True}, {"language": "fr"}),
                           ({"discreet": False}, {"language": "fr", "discreet": ""})]
)  # fmt: skip
def test_change_by_link_alone_ends_no_discretion_and_changes_no_language(client, registration, before, change):
    Registration.objects.update(**before)
    discretion.choose(address=registration.email, source=registration.discretion_source, discreet=before["discreet"])
    typed = DATA | {"name": "Eve"} | change

    asked = client.post(own(registration, "change/"), typed)
    wrong = client.post(own(registration, "change/"), typed | {"code": "000000"})

    row = Registration.objects.get()
    assert (row.name, row.language, row.discreet) == ("Ada", "en", before["discreet"])
    assert discretion.has_asked(row.email) is before["discreet"]
    code = code_in(mail := Message.objects.get())
    assert (asked.status_code, "Enter the code" in asked.text, code in asked.text) == (200, True, False)
    assert (wrong.status_code, "This code is wrong or has expired" in wrong.text) == (422, code != "000000")
    assert (mail.to, mail.discreet) == (row.email, before["discreet"])

    client.post(own(registration, "change/"), typed | {"code": code})

    row.refresh_from_db()
    assert (row.name, row.language, row.discreet) == ("Eve", change.get("language", "en"), "discreet" not in change)
    notice = Message.objects.latest("pk")
    assert (notice.context["what"], notice.discreet) == ("updated", before["discreet"])
    client.post(own(registration, "change/"), DATA | {"name": "Eve", "language": "es", "code": code})
    assert Registration.objects.get().language != "es"  # a code works once


def test_code_of_one_registration_is_wrong_for_another(client, registration):
    other = RegistrationFactory(category=registration.category, email="eve@mail.example", state="waiting")
    client.post(own(other, "export/"))

    refused = client.post(own(registration, "export/"), {"code": code_in(Message.objects.get())})

    assert refused.status_code == 422


def test_data_are_exported_with_a_code_from_the_mailbox_only(client, registration):
    Registration.objects.update(access_needs="Ramp")
    page = own(registration, "export/")

    answers = [client.get(page), client.post(page), client.post(page, {"code": "1"})]
    told = [words in answer.text for answer in answers for words in ("Ramp", registration.email)]
    assert ([answer.status_code for answer in answers], any(told)) == ([200, 200, 422], False)

    exported = client.post(page, {"code": code_in(Message.objects.get())})
    assert (exported.json()["access_needs"], exported.json()["email"]) == ("Ramp", registration.email)
    assert exported["Content-Disposition"] == 'attachment; filename="data.json"'


def test_five_wrong_codes_end_the_code_and_another_is_mailed_on_request(client, registration):
    page = own(registration, "export/")
    client.post(page)
    code = code_in(Message.objects.get())
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"

    for _attempt in range(5):
        client.post(page, {"code": wrong})
    assert client.post(page, {"code": code}).status_code == 422
    client.post(page, {"code": "", "send": "1"})

    newer = code_in(Message.objects.latest("pk"))
    assert (Message.objects.count(), client.post(page, {"code": newer}).headers["Content-Type"]) == (
        2, "application/json",
    )  # fmt: skip


def test_answer_is_the_same_whether_or_not_a_code_can_be_mailed(client, registration, settings):
    settings.RATE_LIMITS_ENABLED = True
    asked = [client.post(own(registration, "export/"), {"send": "1"}).text for _time in range(11)]
    pages = {re.sub(r'value="[^"]+"', "", page) for page in asked[:5]}

    assert (len(pages), Message.objects.filter(state="over_budget").count()) == (1, 7)
    assert ["Too many attempts" in page for page in asked] == [False] * 10 + [True]


def test_page_and_form_show_no_address_and_no_needs(client, registration):
    Registration.objects.update(access_needs="Ramp")
    text = Question.objects.create(event=registration.event, text={"en": "Lunch?"}, is_need=True, required=True)
    choice = Question.objects.create(event=registration.event, text={"en": "Sign language?"}, is_need=True,
                                     kind="choice", options={"en": "LSF\nBSL"})  # fmt: skip
    Registration.objects.update(needs={str(text.pk): "No meat", str(choice.pk): "gone"})
    for end in ("", "change/", "erase/", "cancel/", "export/"):
        page = client.get(own(registration, end)).text
        assert [words for words in ("Ramp", "No meat", "gone", registration.email) if words in page] == [], end

    client.post(own(registration, "change/"), {"name": "Ada", "language": "en", "access_needs": ""})
    row = Registration.objects.get()
    assert (row.access_needs, row.needs) == ("Ramp", {str(text.pk): "No meat", str(choice.pk): "gone"})

    more = {"forget_needs": "on", text.field_name: "Halal"}
    client.post(own(registration, "change/"), {"name": "Ada", "language": "en"} | more)
    row.refresh_from_db()
    assert (row.access_needs, row.needs) == ("", {str(text.pk): "Halal"})


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
    assert [mail.context["what"] for mail in Message.objects.all()] == ["swapped", "updated"]


def erase(client, registration):
    client.post(own(registration, "erase/"))
    return client.post(own(registration, "erase/"), {"code": code_in(Message.objects.latest("pk"))})


def test_what_is_erased_is_gone_its_seat_given_back_and_its_link_dead(client, registration):
    waiting = RegistrationFactory(category=registration.category, state="waiting")

    response = erase(client, registration)

    assert response["Location"] == "/en/registrations/erased/"
    assert client.get(response["Location"]).status_code == 200
    assert client.get(own(registration)).status_code == 404
    left = Registration.objects.get(pk=registration.pk)
    assert (left.name, left.email, left.access_needs, left.state) == ("", "", "", "cancelled")
    assert Registration.objects.get(pk=waiting.pk).state == "confirmed"
    assert [mail.to for mail in Message.objects.exclude(template="events/mail/code")] == [waiting.email]


@pytest.mark.parametrize("unproven", [False, True])
def test_link_alone_erases_only_what_hosts_typed(client, registration, unproven):
    Registration.objects.update(discreet=True, unproven=unproven)
    discretion.choose(address=registration.email, source=registration.discretion_source, discreet=True)

    for typed in ({}, {"code": "1"}):
        client.post(own(registration, "erase/"), typed)

    assert (Registration.objects.get().email == "") is unproven
    assert discretion.has_asked(registration.email) is not unproven


def test_who_erases_is_named_by_no_certificate_any_more(client, registration):
    kept = IssuedCertificate.objects.create(kind="attendance", key=registration.pk, name="Ada", shows_name=True)

    erase(client, registration)

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
    client.post(f"{page}change/", {"name": "Ada 1", "language": "en", "access_needs": "", "discreet": "on"})
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

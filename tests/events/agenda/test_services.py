"""A registered person stars sessions, takes places in limited ones, and says which languages they need."""

import re
from datetime import time, timedelta

import pytest
import time_machine
from django.utils import timezone

from coalition.mail.models import Message
from coalition.privacy import services as privacy
from events.agenda import personal_data, services
from events.models import Event
from events.programme import drafts, release
from events.programme.models import Programme, Session, SessionChoice
from events.registrations import own_page as own
from events.registrations import personal_data as registrations
from events.registrations.models import Registration, RegistrationRequest, SeatCategory
from events.registrations.services import confirm
from tests.events.test_emails import rendered
from tests.factories.events import NOW, RegistrationFactory, SeatCategoryFactory, event_page
from tests.factories.programmes import ProgrammeFactory, SessionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]


@pytest.fixture
def registration():
    """Return a confirmed registration for an event with a talk, a workshop of one seat and another at that time."""
    programme = ProgrammeFactory()
    for name, capacity, hour in (("talk", None, 9), ("workshop", 1, 10), ("other", 5, 10), ("late", 5, 14)):
        SessionFactory(
            programme=programme, code=name, capacity=capacity, begins=time(hour), titles={"en": f"The {name}"}
        )
    release.release(programme=programme)
    return RegistrationFactory(category=SeatCategoryFactory(event=programme.event, capacity=9))


def key(code):
    return Session.objects.get(code=code).pk


def another(registration, **facts):
    return RegistrationFactory(category=registration.category, **facts)


def needed(registration):
    return Registration.objects.get(pk=registration.pk).languages_needed


def chosen(registration):
    return list(registration.session_choices.order_by("-kind").values_list("session_id", flat=True))


def refusal(registration, code):
    with pytest.raises(services.Refused) as refused:
        services.take_place(registration=registration, session=key(code))
    return refused.value.reason


def test_a_star_and_a_place_are_kept_once_and_given_back(registration):
    for _time in range(2):
        services.star(registration=registration, session=key("talk"))
        services.take_place(registration=registration, session=key("workshop"))
    assert chosen(registration) == [key("talk"), key("workshop")]

    services.unstar(registration=registration, session=key("talk"))
    services.give_place_back(registration=registration, session=key("workshop"))

    assert chosen(registration) == []
    services.take_place(registration=another(registration), session=key("workshop"))


def test_a_place_is_refused_where_there_is_none_to_have(registration):
    services.take_place(registration=another(registration), session=key("workshop"))
    waiting = another(registration, state=Registration.State.WAITING)
    services.take_place(registration=registration, session=key("other"))

    assert refusal(another(registration), "workshop") == services.FULL
    assert refusal(registration, "workshop") == services.BUSY
    assert refusal(waiting, "late") == services.NO_SEAT
    assert refusal(registration, "talk") == services.GONE  # open to all
    with time_machine.travel(Event.objects.get(pk=registration.event_id).end):
        assert refusal(registration, "late") == services.OVER


def test_who_gives_the_registration_back_gives_the_place_back(registration):
    gone = another(registration)
    services.take_place(registration=gone, session=key("workshop"))
    Registration.objects.filter(pk=gone.pk).update(state=Registration.State.CANCELLED)

    services.take_place(registration=registration, session=key("workshop"))

    assert SessionChoice.objects.held().count() == 1


def page(registration):
    return f"/en/registrations/{registration.token}/agenda/"


def test_the_page_chooses_by_buttons_and_opening_it_changes_nothing(client, registration):
    own = f"/en/registrations/{registration.token}/"
    assert f'href="{page(registration)}"' in client.get(own).content.decode()
    client.get(f"{page(registration)}?all=1&do=star&session={key('talk')}")
    assert SessionChoice.objects.stars().count() == 0

    starred = client.post(f"{page(registration)}?all=1", {"do": "star", "session": key("talk")})
    client.post(page(registration), {"do": "take", "session": key("workshop")})
    full = client.post(page(another(registration)), {"do": "take", "session": key("workshop")}, follow=True)
    shown = client.get(page(registration))

    assert starred["Location"] == f"{page(registration)}?all=1#session-{key('talk')}"
    assert [row.item.title for day in shown.context["days"] for row in day.rows] == ["The talk", "The workshop"]
    assert shown["Cache-Control"] == "no-store, private"
    assert "All places are taken" in full.content.decode()


def test_choosing_shows_one_day_and_one_line_a_session_and_unfolds_days_with_a_choice(client, registration):
    programme = registration.event.programme
    Event.objects.update(wall_end=registration.event.wall_end + timedelta(days=2))
    for number in (1, 2):
        day = registration.event.wall_start.date() + timedelta(days=number)
        SessionFactory(programme=programme, code=f"day-{number}", day=day, titles={"en": f"Day {number}"})
    release.release(programme=programme)
    address = f"{page(registration)}?all=1"

    def unfolded():
        return re.findall(r'<details class="disclosure" open>\s*<summary>([^<·]+?) <', client.get(address).text)

    assert unfolded() == ["10 March 2027"]
    assert len(re.findall(r'<details class="session-line', client.get(address).text)) == 6
    client.post(address, {"do": "star", "session": key("day-2")})
    assert unfolded() == ["10 March 2027", "12 March 2027"]


def test_who_bookmarked_a_session_that_moved_reads_so_in_their_agenda(client, registration):
    services.star(registration=registration, session=key("talk"))
    Session.objects.filter(code="talk").update(begins=time(15))
    Session.objects.filter(code="workshop").update(begins=time(16))
    release.release(programme=registration.event.programme)

    shown = client.get(page(registration)).text

    was, now = "10 Mar 2027, 09:00 to 10:00", "10 Mar 2027, 15:00 to 16:00"
    assert re.findall(r"Moved from [^<]+", shown) == [f"Moved from {was} to {now}."]


def test_languages_are_asked_for_before_anything_is_released(client, registration):
    """Interpreters are booked by it, weeks before the programme is whole."""
    programme = registration.event.programme
    programme.versions.all().delete()
    own = page(registration).removesuffix("agenda/")
    assert (client.get(page(registration)).status_code, "agenda/" in client.get(own).text) == (404, False)

    programme.languages_asked_until = timezone.localdate()
    programme.save()
    shown = client.get(own).text
    assert ('agenda/"' in shown, "My languages" in shown, "under “My languages”" in shown) == (True, True, True)
    for deed in ({"do": "star", "session": key("talk")}, {"do": "languages", "languages": ["ar"]}):
        assert client.post(page(registration), deed)["Location"] == page(registration)
    assert (SessionChoice.objects.stars().count(), needed(registration)) == (0, ["ar"])
    assert re.findall(r'value="(\w+)"[^>]* checked', client.get(page(registration)).text) == ["ar"]

    with time_machine.travel(NOW + timedelta(days=1)):
        late = client.get(page(registration)).text
    assert ("You asked for: Arabic." in late, 'name="languages"' in late, "Not offered" in late) == (True, False, False)
    release.release(programme=programme)
    assert "My sessions" in client.get(own).text


def test_an_agenda_is_handed_over_erased_and_forgotten(registration):
    services.star(registration=registration, session=key("talk"))
    other = another(registration)
    services.star(registration=other, session=key("late"))

    (told,) = personal_data.export_agendas(registration.email)
    assert told | {"event": ""} == {"event": "", "starred": ["The talk"], "places": [], "languages": []}
    assert personal_data.erase_agendas(registration.email) == 1
    assert list(SessionChoice.objects.stars().values_list("registration", flat=True)) == [other.pk]

    assert personal_data.purge_agendas(NOW) == 0
    Registration.objects.filter(pk=other.pk).update(email="")
    assert personal_data.purge_agendas(NOW) == 1
    assert SessionChoice.objects.stars().count() == 0


def everything_of(registration):
    """Let the holder of `registration` use all of an agenda; return how much of each is kept."""
    services.star(registration=registration, session=key("talk"))
    services.take_place(registration=registration, session=key("workshop"))
    Registration.objects.filter(pk=registration.pk).update(languages_needed=["ar"])


def kept(registration):
    chosen = SessionChoice.objects.filter(registration=registration)
    return [chosen.stars().count(), chosen.places().count(), len(needed(registration))]


def test_what_was_needed_and_taken_is_counted_after_its_people_are_forgotten(registration):
    everything_of(registration)
    past = registration.event.end + timedelta(days=registration.event.retention_days, seconds=1)

    registrations.purge_registrations(past)
    personal_data.purge_agendas(past)

    assert Registration.objects.get().email == ""
    assert kept(registration) == [0, 1, 1]
    registration.refresh_from_db()
    assert drafts.needed(registration.event.programme) == "Arabic: 1"
    assert SessionChoice.objects.taken([key("workshop")]) == {key("workshop"): 1}


@pytest.mark.parametrize("way", ["their page", "the site"])
def test_who_erases_themselves_takes_all_of_it_away(registration, way):
    everything_of(registration)

    if way == "their page":
        own.erase(registration=registration)
    else:
        privacy.erase(address=registration.email)

    assert kept(registration) == [0, 0, 0]


def form_of(client, programme, **typed):
    """Send the form of the event of `programme`, and press the mailed button; return the registration."""
    page = programme.event.pages.first() or event_page(programme.event, slug="talk")
    response = client.post(f"{page.url}register/", {"name": "Ada", "email": "ada@mail.example"} | typed)
    assert response.status_code == 302, response.context["form"].errors
    return confirm(asked=RegistrationRequest.objects.get())


def test_the_mailed_button_takes_seat_sessions_and_languages_at_once(client, registration):
    """A place where places are limited and one is free; else it is in the agenda, as every other session."""
    programme = registration.event.programme
    Programme.objects.update(languages_asked_until="2027-02-01")
    services.take_place(registration=registration, session=key("workshop"))
    asked = {"sessions": [key(code) for code in ("late", "workshop", "talk")], "languages_needed": ["fr", "ar"]}

    found = form_of(client, programme, **asked)

    kinds = {row.session.code: row.kind for row in found.session_choices.select_related("session")}
    assert kinds == {"talk": "star", "workshop": "star", "late": "place"}
    assert needed(found) == ["ar", "fr"]
    assert (found.state, found.language) == ("confirmed", "en")


def test_full_session_of_the_form_is_told_before_and_after_and_never_silently_a_bookmark(client, registration):
    services.take_place(registration=registration, session=key("workshop"))
    SessionChoice.objects.update(created_at=NOW - timedelta(hours=2))
    page = event_page(registration.event, slug="talk")
    form = client.get(f"{page.url}register/").context["form"]
    [(_day, offered)] = form.fields["sessions"].choices
    full = "all places are taken; you can add it to your sessions, without a place"
    assert dict(offered) == {
        key("talk"): "09:00 to 10:00 · The talk",
        key("workshop"): f"10:00 to 11:00 · The workshop · {full}",
        key("other"): "10:00 to 11:00 · The other · places are limited",
        key("late"): "14:00 to 15:00 · The late · places are limited",
    }

    chosen = [key(code) for code in ("talk", "workshop", "late")]
    client.post(f"{page.url}register/", {"name": "Eve", "email": "eve@mail.example", "sessions": chosen})
    asked = RegistrationRequest.objects.get()
    confirmed = client.post(f"/en/e/{page.event.short_id}/c/{asked.token}/")

    mail = Message.objects.latest("pk")
    why = "All places are taken. Look again later: places are given back."
    assert mail.context["no_place"] == [{"title": "The workshop", "reason": why}]
    for text in (confirmed.text, rendered(mail).text):
        assert all(words in text for words in ("In these sessions you have no place", "The workshop", why))


def test_waiting_person_is_told_that_they_have_no_place_in_the_session_they_chose(client, registration):
    SeatCategory.objects.update(capacity=1)
    found = form_of(client, registration.event.programme, sessions=[key("late"), key("talk")])

    why = "You need a confirmed seat at the event first."
    assert (found.state, found.no_place) == ("waiting", [{"title": "The late", "reason": why}])


def test_place_that_was_taken_within_the_hour_is_not_shown_on_the_public_form(client, registration):
    """Else somebody who watches the form would see when another person registers."""
    services.take_place(registration=registration, session=key("workshop"))
    page = event_page(registration.event, slug="talk")

    [(_day, offered)] = client.get(f"{page.url}register/").context["form"].fields["sessions"].choices

    assert dict(offered)[key("workshop")] == "10:00 to 11:00 · The workshop · places are limited"


def test_who_is_registered_keeps_what_they_chose(client, registration):
    programme = registration.event.programme
    Programme.objects.update(languages_asked_until="2027-02-01")
    services.star(registration=registration, session=key("talk"))
    services.ask_languages(registration=registration, languages=["es"])

    form_of(client, programme, email=registration.email, sessions=[key("late")], languages_needed=["fr"])

    assert (chosen(registration), needed(registration)) == ([key("talk")], ["es"])


@pytest.mark.parametrize(("until", "asked"), [("2027-01-10", True), ("2027-01-09", False), (None, False)])
def test_the_form_offers_what_is_to_come_by_day_and_languages_until_their_day(client, registration, until, asked):
    Programme.objects.update(languages_asked_until=until)
    page = event_page(registration.event, slug="talk")
    form = client.get(f"{page.url}register/").context["form"]

    [(day, offered)] = form.fields["sessions"].choices
    assert (day, len(offered), offered[0]) == ("10 March 2027", 4, (key("talk"), "09:00 to 10:00 · The talk"))
    assert ("languages_needed" in form.fields) is asked


def test_a_session_that_left_the_programme_is_said_and_the_rest_stays_typed(client, registration):
    page = event_page(registration.event, slug="talk")
    typed = {"name": "Ada", "email": "a@mail.example", "sessions": ["0", key("late")]}

    answer = client.post(f"{page.url}register/", typed)

    assert (answer.status_code, RegistrationRequest.objects.count()) == (422, 0)
    assert "This session is no longer in the programme." in answer.text
    assert f'value="{key("late")}"' in answer.text
    assert 'value="Ada"' in answer.text

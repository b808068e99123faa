"""What the CMS refuses to do to an event, in words."""

import pytest
from django.urls import reverse

from coalition.users.models import User
from events.models import Event, SeatCategory
from tests.events.test_cms import form_data
from tests.factories.events import EventFactory, RegistrationFactory, SeatCategoryFactory, WebinarFactory, event_page

pytestmark = pytest.mark.django_db
KINDS = {"event": EventFactory, "webinar": WebinarFactory}
VIEWS = {"event": "wagtailsnippets_events_event", "webinar": "wagtailsnippets_webinars_webinar"}


@pytest.fixture
def editor(client):
    client.force_login(User.objects.create_superuser("admin", "admin@coalition.example", "x"))
    return client


def edit_data(category, **values):
    """Return the posted form of an event whose only seats are `category`."""
    rows = {
        "seat_categories-TOTAL_FORMS": "1",
        "seat_categories-INITIAL_FORMS": "1",
        "seat_categories-0-id": str(category.pk),
        "seat_categories-0-capacity": "5",
    }
    return form_data(**(rows | values))


def kinds_of(response):
    return [value for value, _label in response.context["form"].fields["kind"].choices if value]


def test_no_plain_event_can_be_called_a_webinar(editor):
    add, choose = reverse(f"{VIEWS['event']}:add"), reverse("wagtailsnippetchoosers_events_event:create")
    plain = [kind for kind in Event.Kind.values if kind != "webinar"]
    edit = reverse(f"{VIEWS['event']}:edit", args=[EventFactory().pk])

    for url in (add, edit):
        shown, posted = editor.get(url), editor.post(url, form_data(kind="webinar"))
        assert (kinds_of(shown), list(posted.context["form"].errors)) == (plain, ["kind"])
    made = {key: value for key, value in form_data(kind="webinar").items() if not key.startswith("seat")}
    assert editor.post(choose, made).json()["step"] != "chosen"
    assert Event.objects.filter(kind="webinar").count() == 0


@pytest.mark.parametrize("view", VIEWS.values())
def test_a_webinar_stays_one_whoever_edits_it(editor, view):
    webinar = WebinarFactory()
    url = reverse(f"{view}:edit", args=[webinar.pk])

    response = editor.post(url, form_data(webinar, name="A better name", kind="training", mode="on-site"))

    assert response.status_code == 302, response.context["form"].errors
    stored = Event.objects.get()
    assert (stored.name, stored.kind, stored.mode) == ("A better name", "webinar", "online")


@pytest.mark.parametrize("kind", KINDS)
def test_seats_that_people_registered_for_are_not_removed(editor, kind):
    category = SeatCategoryFactory(event=Event.objects.get(pk=KINDS[kind]().pk), names={"en": "Balcony"})
    RegistrationFactory(category=category, state="cancelled")
    url = reverse(f"{VIEWS[kind]}:edit", args=[category.event_id])

    response = editor.post(url, edit_data(category, **{"seat_categories-0-DELETE": "1"}))

    words = "People registered for these seats, so they cannot be removed: Balcony."
    assert (response.status_code, words in response.content.decode()) == (200, True)
    assert SeatCategory.objects.get() == category


def test_seats_that_nobody_wanted_are_removed(editor):
    category = SeatCategoryFactory()
    url = reverse(f"{VIEWS['event']}:edit", args=[category.event_id])

    assert editor.post(url, edit_data(category, **{"seat_categories-0-DELETE": "1"})).status_code == 302
    assert SeatCategory.objects.count() == 0


def addresses_of_deletion(kind, events):
    """Return where one of `events` is deleted, and where all are."""
    model = f"{'events' if kind == 'event' else 'webinars'}/{kind}"
    several = reverse("wagtail_bulk_action", args=[*model.split("/"), "delete"])
    ids = "&".join(f"id={event.pk}" for event in events)
    return [reverse(f"{VIEWS[kind]}:delete", args=[events[0].pk]), f"{several}?{ids}"]


@pytest.mark.parametrize("kind", KINDS)
def test_an_event_that_people_registered_for_is_not_deleted(editor, kind):
    events = KINDS[kind].create_batch(2)
    RegistrationFactory(category=SeatCategoryFactory(event=Event.objects.get(pk=events[0].pk)), state="cancelled")

    for url in addresses_of_deletion(kind, events):
        for ask in (editor.get, editor.post):
            response = ask(url, follow=True)
            assert response.redirect_chain == [(reverse(f"{VIEWS[kind]}:list"), 302)]
            assert f"Nothing was deleted: people registered for {events[0].name}." in response.content.decode()
    assert Event.objects.count() == 2


@pytest.mark.parametrize("kind", KINDS)
def test_an_event_with_a_page_is_not_deleted(editor, kind):
    events = [event_page(KINDS[kind]()).event]

    for url in addresses_of_deletion(kind, events):
        assert (editor.get(url).status_code, editor.post(url).status_code) == (200, 302)
    assert Event.objects.count() == 1


@pytest.mark.parametrize("kind", KINDS)
def test_an_event_that_nobody_knows_is_deleted(editor, kind):
    for place in (0, 1):
        url = addresses_of_deletion(kind, [KINDS[kind]()])[place]
        assert editor.post(url).status_code == 302
    assert Event.objects.count() == 0

"""Valid, unsurprising events, seats, registrations, webinars and their pages."""

from datetime import UTC, datetime

import factory
from wagtail.models import Page

from coalition.users.models import User
from events.models import Event
from events.online.services import set_room
from events.pages.models import EventPage
from events.pages.sections import EventsIndexPage
from events.registrations import services
from events.registrations.fields import Registrant
from events.registrations.models import Registration, SeatCategory
from events.team import permissions as team
from events.walltime import on_clock
from tests.factories.members import home_page, published
from webinars.models import WebinarsIndexPage

RUNNERS: list[int] = []  # who runs what a test makes: see `run_all`
NOW = datetime(2027, 1, 10, 10, 0, tzinfo=UTC)
LANGUAGES = ("en", "fr", "es", "ar")


class EventFactory(factory.django.DjangoModelFactory):
    """A training in Bobigny, in March 2027. `start` and `end` are given as instants, and kept as wall times."""

    class Meta:
        model = Event

    class Params:
        start = datetime(2027, 3, 10, 9, 0, tzinfo=UTC)
        end = datetime(2027, 3, 10, 16, 0, tzinfo=UTC)

    name = factory.Sequence(lambda number: f"Training {number}")
    kind = Event.Kind.TRAINING
    zone = "Europe/Paris"
    wall_start = factory.LazyAttribute(lambda event: on_clock(event.start, event.zone)[0])
    wall_end = factory.LazyAttribute(lambda event: on_clock(event.end, event.zone)[0])
    start_fold = factory.LazyAttribute(lambda event: on_clock(event.start, event.zone)[1])
    end_fold = factory.LazyAttribute(lambda event: on_clock(event.end, event.zone)[1])
    place = factory.LazyFunction(lambda: {"en": "MC93, Bobigny", "fr": "MC93 à Bobigny"})
    country = "FR"
    spoken = factory.LazyFunction(lambda: ["fr"])

    @classmethod
    def _build(cls, model_class, *args, **facts):
        event = super()._build(model_class, *args, **facts)
        event.compute_instants()
        return event

    @factory.post_generation
    def run(self, create, *args, **kwargs):
        for user in User.objects.filter(pk__in=RUNNERS) if create and RUNNERS else ():
            team.join(event=self, user=user)


class WebinarFactory(EventFactory):
    """A webinar with a room at `room`, which opens 30 minutes before."""

    kind = Event.Kind.WEBINAR
    mode = Event.Mode.ONLINE
    name = factory.Sequence(lambda number: f"Webinar {number}")
    place = factory.LazyFunction(dict)
    country = ""

    @factory.post_generation
    def room(self, create, address, **kwargs):
        if create:
            set_room(event=self, address=address or "https://rooms.example/secret-room", opens_before=30)


class SeatCategoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SeatCategory

    event = factory.SubFactory(EventFactory)
    capacity = 2


class RegistrationFactory(factory.django.DjangoModelFactory):
    """A confirmed seat."""

    class Meta:
        model = Registration

    category = factory.SubFactory(SeatCategoryFactory)
    event = factory.LazyAttribute(lambda row: row.category.event)
    name = "Ada"
    email = factory.Sequence(lambda number: f"person{number}@mail.example")
    language = "en"
    state = Registration.State.CONFIRMED


def run_all(user: User) -> User:
    """Let `user` run every event that has no team yet, and those that factories make from now on; return them."""
    RUNNERS[:] = [user.pk]
    for event in Event.objects.filter(team=None):
        team.join(event=event, user=user)
    return user


def register(category: SeatCategory, person: Registrant) -> Registration:
    """Return the registration of `person`, who fills in the form and presses the mailed button."""
    return services.confirm(asked=services.ask(event=category.event, category=category, person=person))


def reschedule(*, event: Event, start: datetime, end: datetime) -> Event:
    """Move `event` as an editor does; a postponed one is scheduled again."""
    event = Event.objects.get(pk=event.pk)
    event.wall_start, event.wall_end, event.start_fold, event.end_fold = start, end, False, False
    if event.state == Event.State.POSTPONED:
        event.state = Event.State.SCHEDULED
    return services.save_event(event=event)


def call_off(*, event: Event) -> Event:
    """Cancel `event` as an editor does."""
    event = Event.objects.get(pk=event.pk)
    event.state = Event.State.CANCELLED
    return services.save_event(event=event)


def events_page(language: str = "en", *, translation_of: Page | None = None) -> EventsIndexPage:
    """Return the published `/events/` of `language`, made when it is missing."""
    home = home_page(language)
    found = EventsIndexPage.objects.child_of(home).first()
    return found or published(home, EventsIndexPage(title="Events", slug="events"), translation_of=translation_of)


def webinars_page(language: str = "en") -> WebinarsIndexPage:
    """Return the published `/webinars/` of `language`, made when it is missing."""
    home = home_page(language)
    found = WebinarsIndexPage.objects.child_of(home).first()
    return found or published(home, WebinarsIndexPage(title="Webinars", slug="webinars"))


def event_page(event: Event | None = None, language: str = "en", *, parent: Page | None = None, **words) -> EventPage:
    """Return the published page of `event` (a new one unless given) in `language`, in the section of its kind."""
    event = event or EventFactory()
    section = webinars_page if event.kind == Event.Kind.WEBINAR else events_page
    words = {"title": event.name, "slug": f"event-{event.pk}", "summary": "What it is about."} | words
    base = Event.objects.get(pk=event.pk)
    return published(parent or section(language), EventPage(event=base, **words))

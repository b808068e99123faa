"""Valid, unsurprising programmes: sessions on the day of the event, one after the other."""

from datetime import date, time

import factory

from events.programme.models import Programme, Room, Session, SessionLanguage, Speaker, Track
from tests.factories.events import EventFactory


class ProgrammeFactory(factory.django.DjangoModelFactory):
    """The programme of a training on 10 March 2027."""

    class Meta:
        model = Programme

    event = factory.SubFactory(EventFactory)


class RoomFactory(factory.django.DjangoModelFactory):
    """A hall."""

    class Meta:
        model = Room

    programme = factory.SubFactory(ProgrammeFactory)
    names = factory.Sequence(lambda number: {"en": f"Hall {number}", "fr": f"Salle {number}"})


class TrackFactory(factory.django.DjangoModelFactory):
    """A line of subjects."""

    class Meta:
        model = Track

    programme = factory.SubFactory(ProgrammeFactory)
    names = factory.LazyFunction(lambda: {"en": "Shelter", "fr": "Hébergement"})


class SpeakerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Speaker

    programme = factory.SubFactory(ProgrammeFactory)
    code = factory.Sequence(lambda number: f"speaker-{number}")
    name = factory.Sequence(lambda number: f"Speaker {number}")


class SessionFactory(factory.django.DjangoModelFactory):
    """An hour from ten, spoken in French."""

    class Meta:
        model = Session

    programme = factory.SubFactory(ProgrammeFactory)
    code = factory.Sequence(lambda number: f"session-{number}")
    titles = factory.Sequence(lambda number: {"en": f"Session {number}", "fr": f"Séance {number}"})
    day = date(2027, 3, 10)
    begins = time(10, 0)
    minutes = 60

    @factory.post_generation
    def spoken(session, create, extracted, **kwargs):
        for language in extracted or ["fr"]:
            SessionLanguage.objects.create(session=session, language=language)

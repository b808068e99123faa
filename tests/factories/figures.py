"""Valid, unsurprising indicators and figures."""

import factory

from coalition.figures.models import Entry, Figure, Indicator, IndicatorWords, Territory
from coalition.users.models import User
from tests.factories.members import LocalGovernmentFactory


class IndicatorFactory(factory.django.DjangoModelFactory):
    """Women who told a service, with words in English."""

    class Meta:
        model = Indicator
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda number: f"women-received-{number}")
    source = "Handbook of the network, 2024"
    words = factory.RelatedFactory("tests.factories.figures.IndicatorWordsFactory", "indicator")


class IndicatorWordsFactory(factory.django.DjangoModelFactory):
    """English words."""

    class Meta:
        model = IndicatorWords

    indicator = factory.SubFactory(IndicatorFactory, words=None)
    language = "en"
    name = "Women received"
    unit = "women"
    definition = "Women whom a service received in the year, each counted once."


class FigureFactory(factory.django.DjangoModelFactory):
    """A figure that is large enough to show, and that somebody checked who publishes nothing."""

    class Meta:
        model = Figure

    indicator = factory.SubFactory(IndicatorFactory)
    government = factory.SubFactory(LocalGovernmentFactory)
    year = 2024
    value = 20
    checked_by = factory.LazyFunction(lambda: User.objects.get_or_create(username="checker")[0])


class EntryFactory(factory.django.DjangoModelFactory):
    """The numbers of 2025 of a place, awaited."""

    class Meta:
        model = Entry

    government = factory.SubFactory(LocalGovernmentFactory)
    year = 2025
    language = "en"


def territory(code, *governments):
    made = Territory.objects.create(code=code, names={"en": code.title()})
    made.governments.set(governments)
    return made

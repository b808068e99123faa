"""Valid, unsurprising indicators and figures."""

import factory

from coalition.figures.models import Figure, Indicator, IndicatorWords, Territory
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
    """A figure that is large enough to show."""

    class Meta:
        model = Figure

    indicator = factory.SubFactory(IndicatorFactory)
    government = factory.SubFactory(LocalGovernmentFactory)
    year = 2024
    value = 20


def territory(code, *governments):
    made = Territory.objects.create(code=code, names={"en": code.title()})
    made.governments.set(governments)
    return made

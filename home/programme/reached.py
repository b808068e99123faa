"""What each of the three goals has reached, counted from what everybody may read."""

from collections import Counter

from django.utils.translation import get_language, ngettext
from wagtail.models import Page

from coalition.figures.models import Release
from coalition.members.models import LocalGovernment
from coalition.pages.querysets import unrestricted
from coalition.resources.library import shelf
from coalition.resources.models import InitiativePage
from events.models import Event
from events.pages.models import EventPage
from home.front_page import Figure, Figures, written
from webinars.courses.pages import LessonPage


def reached() -> dict[int, list[Figure]]:
    """Return the figures of each goal by its number, in thirteen queries; what counts nothing yet is left out."""
    language, public = get_language() or "en", LocalGovernment.objects.public()
    pages = unrestricted(Page.objects.live()).filter(locale__language_code=language)
    observatories = public.filter(observatory_since__isnull=False).count()
    indicators = Release.objects.latest().count()
    held = _events_held(language)
    lessons, initiatives = (pages.exact_type(kind).count() for kind in (LessonPage, InitiativePage))
    resources = len(shelf(language).rows)
    webinars, meetings, trainings = held["webinar"], held["femmes-du-monde"], held["training"]
    territories = "members/?observatory=1"
    goals = {
        1: [
            _figure(observatories, ngettext("observatory", "observatories", observatories), territories),
            _figure(indicators, ngettext("indicator published", "indicators published", indicators), "figures/"),
        ],
        2: [
            *Figures().figures(("members", "countries", "signatories")),
            _figure(webinars, ngettext("webinar held", "webinars held", webinars), "webinars/"),
            _figure(resources, ngettext("resource shared", "resources shared", resources), "resources/"),
            _figure(
                lessons, ngettext("lesson of the online course", "lessons of the online course", lessons), "courses/"
            ),
        ],
        3: [
            _figure(
                meetings,
                ngettext("Femmes du Monde meeting held", "Femmes du Monde meetings held", meetings),
                "events/?kind=femmes-du-monde",
            ),
            _figure(trainings, ngettext("training held", "trainings held", trainings), "events/?kind=training"),
            _figure(
                initiatives,
                ngettext("initiative led by an association", "initiatives led by associations", initiatives),
                "resources/",
            ),
        ],
    }
    return {number: [figure for figure in figures if figure.value != "0"] for number, figures in goals.items()}


def _figure(count: int, label: str, path: str) -> Figure:
    return Figure("", written(count), label, "", path, large=False)


def _events_held(language: str) -> Counter[str]:
    """Return how many public events were held, by kind."""
    pages = EventPage.objects.public().in_language(language).past().filter(event__state=Event.State.SCHEDULED)
    return Counter(pages.values_list("event__kind", flat=True))

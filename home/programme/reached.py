"""What each of the three goals has reached, counted from what everybody may read."""

from collections import Counter
from dataclasses import replace

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
    territories, evenings = "members/?observatory=1", "events/?kind=femmes-du-monde"
    rows = {
        1: [
            (observatories, ngettext("%(n)s observatory", "%(n)s observatories", observatories), territories),
            (indicators, ngettext("%(n)s indicator published", "%(n)s indicators published", indicators), "figures/"),
        ],
        2: [
            (webinars, ngettext("%(n)s webinar held", "%(n)s webinars held", webinars), "webinars/"),
            (resources, ngettext("%(n)s resource shared", "%(n)s resources shared", resources), "resources/"),
            (lessons, ngettext("%(n)s lesson in the course", "%(n)s lessons in the course", lessons), "courses/"),
        ],
        3: [
            (meetings, ngettext("%(n)s Femmes du Monde meeting", "%(n)s Femmes du Monde meetings", meetings), evenings),
            (trainings, ngettext("%(n)s training held", "%(n)s trainings held", trainings), "events/?kind=training"),
            (
                initiatives,
                ngettext("%(n)s initiative by an association", "%(n)s initiatives by associations", initiatives),
                "resources/",
            ),
        ],
    }
    goals = {
        number: [Figure("", "", label % {"n": written(n)}, "", path, large=False) for n, label, path in found if n]
        for number, found in rows.items()
    }
    network = Figures().figures(("members", "countries", "signatories"))
    goals[2][:0] = [replace(row, label=f"{row.value} {row.label}") for row in network if row.value != "0"]
    return goals


def _events_held(language: str) -> Counter[str]:
    """Return how many public events were held, by kind."""
    pages = EventPage.objects.public().in_language(language).past().filter(event__state=Event.State.SCHEDULED)
    return Counter(pages.values_list("event__kind", flat=True))

"""What each of the three goals has reached, counted from what everybody may read."""

from django.db.models import Count, Q
from django.utils.translation import get_language, ngettext

from coalition.figures.models import Release
from coalition.members.models import LocalGovernment
from coalition.pages.querysets import unrestricted
from coalition.resources.models import InitiativePage, ResourcePage
from events.models import Event
from events.pages.models import EventPage
from home.front_page import Figure, Figures, written
from webinars.courses.pages import LessonPage

from .models import TerritoryDeliverable

KINDS = Event.Kind


def reached() -> dict[int, list[Figure]]:
    """Return the figures of each goal by its number, in eleven queries; what counts nothing yet is left out."""
    sums, held = Figures(), _events_held()
    goals = {1: [_observatories(), _deliverables(), _indicators()],
             2: [*sums.figures(("members", "countries", "signatories")), _webinars(held), _resources(), _lessons()],
             3: [_meetings(held), _trainings(held), _initiatives()]}  # fmt: skip
    return {number: [figure for figure in figures if figure.value != "0"] for number, figures in goals.items()}


def _figure(key: str, count: int, label: str, path: str) -> Figure:
    return Figure(key, written(count), label, "", path, large=False)


def _pages(page_type: type) -> int:
    pages = unrestricted(page_type.objects.live())  # type: ignore[attr-defined]
    return int(pages.filter(locale__language_code=get_language() or "en").count())


def _events_held() -> dict[str, int]:
    """Return how many public events were held, of each kind that is told."""
    pages = EventPage.objects.public().in_language(get_language() or "en").past()
    return pages.filter(event__state=Event.State.SCHEDULED).aggregate(  # type: ignore[no-any-return]
        webinars=Count("pk", filter=Q(event__kind=KINDS.WEBINAR)),
        meetings=Count("pk", filter=Q(event__kind=KINDS.FEMMES_DU_MONDE)),
        trainings=Count("pk", filter=Q(event__kind=KINDS.TRAINING)),
    )


def _observatories() -> Figure:
    count = LocalGovernment.objects.public().filter(observatory_since__isnull=False).count()
    return _figure("observatories", count, ngettext("observatory", "observatories", count), "members/?observatory=1")


def _deliverables() -> Figure:
    done = TerritoryDeliverable.objects.filter(state=TerritoryDeliverable.State.DONE)
    count = done.filter(work__government__in=LocalGovernment.objects.public()).count()
    label = ngettext("deliverable of a territory done", "deliverables of territories done", count)
    return _figure("deliverables", count, label, "members/?observatory=1")


def _indicators() -> Figure:
    count = Release.objects.latest().count()
    return _figure("indicators", count, ngettext("indicator published", "indicators published", count), "figures/")


def _webinars(held: dict[str, int]) -> Figure:
    count = held["webinars"]
    return _figure("webinars", count, ngettext("webinar held", "webinars held", count), "webinars/")


def _resources() -> Figure:
    count = _pages(ResourcePage)
    return _figure("resources", count, ngettext("resource shared", "resources shared", count), "resources/")


def _lessons() -> Figure:
    count = _pages(LessonPage)
    label = ngettext("lesson of the online course", "lessons of the online course", count)
    return _figure("lessons", count, label, "courses/")


def _meetings(held: dict[str, int]) -> Figure:
    count = held["meetings"]
    label = ngettext("Femmes du Monde meeting held", "Femmes du Monde meetings held", count)
    return _figure("meetings", count, label, "events/?kind=femmes-du-monde")


def _trainings(held: dict[str, int]) -> Figure:
    count = held["trainings"]
    return _figure("trainings", count, ngettext("training held", "trainings held", count), "events/?kind=training")


def _initiatives() -> Figure:
    count = _pages(InitiativePage)
    label = ngettext("initiative led by an association", "initiatives led by associations", count)
    return _figure("initiatives", count, label, "resources/")

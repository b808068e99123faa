"""What registered people ask for meets what sessions offer: coverage and gaps."""

from datetime import time

import pytest
from django.utils import translation

from events.door.tickets import ticket_of
from events.programme import release
from events.programme.coverage import Plan
from events.programme.models import LanguageWish, SessionLanguage
from events.programme.published_programme import Reading, last_version
from events.registrations.models import Registration
from tests.factories.events import RegistrationFactory, SeatCategoryFactory
from tests.factories.programmes import PairFactory, ProgrammeFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    """Return a programme: two people need Arabic and one Spanish; Arabic is booked in one of three sessions."""
    programme = ProgrammeFactory()
    pair = PairFactory(programme=programme, name="Arabic, C")
    for name, hour, booked in (("one", 9, True), ("two", 10, False)):
        session = SessionFactory(programme=programme, code=name, begins=time(hour), titles={"en": name})
        SessionLanguage.objects.create(session=session, language="ar", way="interpreted", pair=pair, booked=booked)
    SessionFactory(programme=programme, code="three", begins=time(14), titles={"en": "=three"})
    SessionFactory(programme=programme, kind="break", begins=time(12))
    category = SeatCategoryFactory(event=programme.event, capacity=9)
    for languages, state in ((["ar"], "confirmed"), (["ar", "es"], "waiting"), (["zdj"], "cancelled")):
        registration = RegistrationFactory(category=category, state=state)
        for language in languages:
            LanguageWish.objects.create(registration=registration, language=language)
    return programme


def test_coverage_counts_what_is_certain_and_gaps_what_is_asked_for_and_missing(programme):
    with translation.override("en"):
        plan = Plan(programme)

        told = [(row.name, row.asked, row.percent, row.wanted) for row in plan.coverage]
        gaps = {row.session.code: [cell.gap for cell in row.cells] for row in plan.matrix}

    assert told == [("Arabic", 2, 33, 60), ("Spanish", 1, 0, 0), ("French", 0, 100, 0)]
    assert plan.languages == ["ar", "fr", "es"]
    assert gaps == {"one": [False, False, True], "two": [False, False, True], "three": [True, False, True]}


def test_readers_are_told_what_is_booked_only(programme):
    release.release(programme=programme)

    items = Reading(last_version(programme.event_id), programme.event).items

    assert {item.code: item.languages for item in items if not item.is_break} == {
        "one": [("ar", "interpreted"), ("fr", "floor")], "two": [("fr", "floor")], "three": [("fr", "floor")],
    }  # fmt: skip


def test_a_ticket_says_which_languages_are_certain_and_nothing_of_what_its_holder_asked_for(programme):
    both = Registration.objects.get(state="waiting")
    LanguageWish.objects.create(registration=both, language="fsl")
    someone = RegistrationFactory(category=both.category, name=both.name)

    def told(registration):
        return [value for label, value in ticket_of(registration, "en").rows if label == "Languages"]

    assert told(someone) == []
    release.release(programme=programme)

    assert told(someone) == told(both) == ["Spoken: French · Interpreted into: Arabic"]

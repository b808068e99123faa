"""A country changes its law on clocks: the announced local time stays, its instant follows, and people are told."""

from datetime import UTC, datetime, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo, reset_tzpath

import pytest
import time_machine
import tzdata

from coalition.mail.models import Message
from events.calendar import builder
from events.models import Event
from events.registrations import event_changes, services
from events.registrations.models import ZoneTables
from tests.events.test_emails import rendered
from tests.factories.events import NOW, EventFactory, RegistrationFactory, SeatCategoryFactory, event_page

from .test_race import Duel, Flag

SANTIAGO = "America/Santiago"
THREE, FIVE = datetime(2027, 6, 10, 15), datetime(2027, 6, 10, 17)
# The town whose clocks a new law is about, and the hours in UTC, before and after it.
TOLD = {
    "en": ("(Santiago)", "10 June 2027, 19:00 to 21:00, universal", "10 June 2027, 18:00 to 20:00, universal"),
    "ar": ("(سانتياغو)", "10 يونيو 2027، من 19:00 إلى 21:00، بالتوقيت", "10 يونيو 2027، من 18:00 إلى 20:00، بالتوقيت"),
}
BEFORE, AFTER = datetime(2027, 6, 10, 19, tzinfo=UTC), datetime(2027, 6, 10, 18, tzinfo=UTC)


@pytest.fixture
def enact(tmp_path, monkeypatch):
    """Return a function: new tables, of a later year than those that are installed, in which a zone is like another."""

    def enact(zone=SANTIAGO, like="Etc/GMT+3", version="2027a"):
        table = tmp_path / zone
        table.parent.mkdir(parents=True, exist_ok=True)
        table.write_bytes((files("tzdata") / "zoneinfo" / like).read_bytes())
        monkeypatch.setattr(tzdata, "IANA_VERSION", version)
        read_tables(str(tmp_path))

    yield enact
    read_tables()


def read_tables(*folders):
    reset_tzpath(folders)
    ZoneInfo.clear_cache()
    builder.vtimezone.cache_clear()


def meeting(**facts):
    return EventFactory(**{"zone": SANTIAGO, "wall_start": THREE, "wall_end": FIVE, "revised_at": NOW} | facts)


def rows(**which):
    return list(Event.objects.filter(**which).order_by("pk").values())


@pytest.mark.django_db
@pytest.mark.usefixtures("january")
def test_the_instant_moves_and_the_wall_time_stays(enact):
    event = meeting()
    category = SeatCategoryFactory(event=event, capacity=1)
    seats = [RegistrationFactory(category=category, state=state) for state in ("confirmed", "waiting", "cancelled")]
    others = [meeting(zone="Europe/Paris"), meeting(wall_start=datetime(2027, 1, 12), wall_end=FIVE, zone="UTC")]
    others += [meeting(wall_start=datetime(2026, 6, 10, 15), wall_end=datetime(2026, 6, 10, 17))]  # it is over
    others += [meeting(wall_start=datetime(2027, 1, 20, 15), wall_end=datetime(2027, 1, 20, 17))]  # the same by both
    kept = rows(pk__in=[other.pk for other in others])
    assert (services.follow_tables(NOW), event.start, Message.objects.count()) == (0, BEFORE, 0)

    enact()
    later = NOW + timedelta(hours=1)
    with time_machine.travel(later, tick=False):
        moved = [services.follow_tables(later) for _run in range(3)]

    stored = Event.objects.get(pk=event.pk)
    assert moved == [1, 0, 0]
    assert (stored.wall_start, stored.wall_end, stored.start) == (THREE, FIVE, AFTER)
    assert (stored.sequence, stored.revised_at) == (1, later)
    assert rows(pk__in=[other.pk for other in others]) == kept
    event_changes.tell()
    told = Message.objects.order_by("pk").values_list("context__what", "to")
    assert list(told) == [("clocks", seat.email) for seat in seats[:2]]


@pytest.mark.django_db
@pytest.mark.usefixtures("january")
@pytest.mark.parametrize("language", TOLD)
def test_everyone_is_told_in_their_language_and_discreetly_where_asked(enact, language):
    category = SeatCategoryFactory(event=meeting())
    event_page(category.event, language, title="Assembly")
    for discreet in (False, True):
        RegistrationFactory(category=category, language=language, discreet=discreet)
    enact()

    services.follow_tables(NOW)
    event_changes.tell()

    openly, discreetly = Message.objects.order_by("pk")
    text = rendered(openly).text
    for words in TOLD[language]:
        assert words in text
    assert ["Assembly" in rendered(mail).subject for mail in (openly, discreetly)] == [False, False]
    assert ("Assembly" in text, "Assembly" in rendered(discreetly).text) == (True, False)
    assert ([part["name"] for part in openly.attachments], discreetly.attachments) == (["event.ics"], [])


@pytest.mark.django_db
@pytest.mark.usefixtures("january")
def test_older_tables_move_nothing_and_an_editor_who_saves_moves_nothing_either(enact):
    event = meeting()
    stale = Event.objects.get()
    enact(version="2027b")
    services.follow_tables(NOW)
    moved = Event.objects.values("start", "sequence").get()
    assert moved == {"start": AFTER, "sequence": 1}

    enact(like="America/Santiago", version="2027a")  # a worker that is about to be replaced
    assert (services.follow_tables(NOW), ZoneTables.objects.get().version) == (0, "2027b")
    stale.name = "Another name"
    stale.save()

    assert (Event.objects.get().name, Event.objects.values("start", "sequence").get()) == ("Another name", moved)
    assert event.uid == stale.uid


class Workers(Duel):
    """Two workers follow the same new tables at once."""

    def __init__(self, event: Event) -> None:
        super().__init__(event)
        self.done = {"one": Flag(), "other": Flag()}

    def one(self) -> int:
        return services.follow_tables(datetime.now(UTC))

    other = one


@pytest.fixture
def workers(next_month):
    """A worker's event, with one person registered."""
    workers = Workers(next_month())
    workers.registers()
    yield workers
    ZoneTables.objects.all().delete()


def test_two_workers_tell_once(workers, enact, monkeypatch):
    told = Flag()
    owe = event_changes.owe

    def slowly(**facts):
        change = owe(**facts)
        told.set()
        workers.wait_for("other")
        return change

    monkeypatch.setattr(event_changes, "owe", slowly)
    enact("Europe/Paris", like="Etc/GMT-7")

    assert workers.fight("one", "other", told) == {"one": 1, "other": 0, "mails": ["receipt", "clocks"]}
    assert Event.objects.get(pk=workers.event.pk).sequence == 1
